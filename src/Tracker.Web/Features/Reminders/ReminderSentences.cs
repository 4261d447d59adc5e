using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>What a reminder says; the same for every assignment with the same date, so that mails can count instead of repeat.</summary>
public static class ReminderSentences
{
    public static string Sentence(this ReminderStep step) => (step.Level, step.Cause) switch
    {
        (ReminderLevel.HeadsUp, _) => $"{step.About.OnPaper()}前报送{step.What}",
        (_, ReminderCause.Signature) => $"{step.About.OnPaper()}交办，至今未签收",
        (_, ReminderCause.Limit or ReminderCause.Report) => $"{step.What}应于{step.About.OnPaper()}前报送，至今未报送",
    };
}
