using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.WorkItems;

/// <summary>Whether a unit has handed in what fell due, as the roll-up counts it; every assignment is exactly one of these.</summary>
public enum Punctuality
{
    /// <summary>未到期: nothing has fallen due yet.</summary>
    NotYetDue,
    /// <summary>按时: all that fell due was handed in by its day.</summary>
    OnTime,
    /// <summary>迟报: all is in, some of it late.</summary>
    Late,
    /// <summary>未报: something that fell due is not in.</summary>
    Missing,
}

/// <summary>What was handed in for a date, and when.</summary>
public readonly record struct Answer(LocalDate DueOn, LocalDate On);

/// <summary>How punctuality is judged and worded.</summary>
public static class Punctualities
{
    /// <summary>The class of an assignment by the end of a day.</summary>
    /// <param name="answers">what the unit has handed in, a completion included; late by working days, as lamps count them</param>
    public static Punctuality On(AssignmentFacts facts, IReadOnlyCollection<Answer> answers, WorkingCalendar calendar, LocalDate date) => facts switch
    {
        { End.How: Ending.NotReported or Ending.ClosedUndone or Ending.Archived } => Punctuality.Missing,
        { End.How: Ending.Exempt or Ending.Withdrawn or Ending.Superseded } when answers.Count == 0 => Punctuality.NotYetDue,
        { End: null, SubmittedOn: null, ClockStands: false } when facts.DatesInForce().Any(open => open.On < date) => Punctuality.Missing,
        { LateBefore: > 0 } => Punctuality.Late,
        _ when answers.Any(a => calendar.WorkdaysLate(a.DueOn, a.On) > 0) => Punctuality.Late,
        _ when answers.Count > 0 || facts.End is not null => Punctuality.OnTime,
        _ => Punctuality.NotYetDue,
    };

    public static string Chinese(this Punctuality punctuality) => punctuality switch
    {
        Punctuality.NotYetDue => "未到期",
        Punctuality.OnTime => "按时",
        Punctuality.Late => "迟报",
        Punctuality.Missing => "未报",
    };
}
