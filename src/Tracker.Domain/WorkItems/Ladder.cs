using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.WorkItems;

/// <summary>How strongly a unit is reminded.</summary>
public enum ReminderLevel
{
    /// <summary>提醒: a line in the liaison's digest.</summary>
    HeadsUp,
    /// <summary>催办: one mail a unit a day, to liaison and office head.</summary>
    Nudge,
    /// <summary>督办: drafted by the system, sent by a person.</summary>
    Order,
}

/// <summary>What a reminder is about.</summary>
public enum ReminderCause { Limit, Report, Signature }

/// <summary>One rung of the ladder. Level, cause, <paramref name="About"/> and <paramref name="DaysBefore"/> tell it from every other
/// of its assignment; <paramref name="On"/> does not, since a revised calendar may move it.</summary>
/// <param name="What">what is to be handed in: 办结, 三季度进展; 签收 where it was not signed</param>
/// <param name="About">the date in question; for 签收 the day of dispatch</param>
/// <param name="DaysBefore">working days before the date for 提醒, 0 for the rest</param>
/// <param name="On">the working day on which it falls due</param>
public sealed record ReminderStep(ReminderLevel Level, ReminderCause Cause, string What, LocalDate About, int DaysBefore, LocalDate On)
{
    /// <summary>True on its day and, since wake-ups may be missed, later too; but no one is warned of a date that has passed.</summary>
    public bool IsDueOn(LocalDate today) => On <= today && (Level != ReminderLevel.HeadsUp || today <= About);
}

/// <summary>回复催办: on that day the unit said how things stand with a date that it was chased for.</summary>
public sealed record NudgeAnswer(ReminderCause Cause, LocalDate About, LocalDate On);

/// <summary>The numbers of the ladder, settings of a region; days are working days.</summary>
public sealed record LadderRule
{
    public static readonly LadderRule Default = new();

    /// <summary>Days before the effective working day of a date.</summary>
    public IReadOnlyList<int> HeadsUpDays { get; init; } = [10, 5, 1];

    /// <summary>Days after a limit or a report.</summary>
    public int NudgeAfter { get; init; } = 1;

    /// <summary>Days after dispatch.</summary>
    public int NudgeUnsignedAfter { get; init; } = 3;

    /// <summary>Days after the nudge.</summary>
    public int OrderAfter { get; init; } = 3;

    /// <summary>Days after an order was sent, from which its unit may be named in a circular.</summary>
    public int CircularAfter { get; init; } = 10;

    /// <summary>Days that a unit has to reply before the circular is issued.</summary>
    public int ReplyWithin { get; init; } = 3;

    /// <summary>Days by which an answer to the nudge holds the order back, once a date.</summary>
    public int AnswerPause { get; init; } = 5;

    /// <summary>Nudges that a unit gets as mails of their own from Monday to Sunday; more are merged into the digest, and the ladder counts on.</summary>
    public int NudgesAWeek { get; init; } = 3;
}

/// <summary>When a unit is reminded of what it has not answered. Every rung falls on a working day.</summary>
public static class Ladder
{
    /// <summary>The rungs for one open date, earliest first. Those before the unit had the item are left out.</summary>
    public static IReadOnlyList<ReminderStep> For(OpenDate open, LadderRule rule, WorkingCalendar calendar)
    {
        var cause = open.IsLimit ? ReminderCause.Limit : ReminderCause.Report;
        var effective = calendar.EffectiveWorkday(open.On);
        var headsUps = rule.HeadsUpDays
            .Select(days => new ReminderStep(
                ReminderLevel.HeadsUp, cause, open.What, open.On, days, calendar.AddWorkdays(effective, -days).Date))
            .Where(step => step.On > open.StartsOn).OrderBy(step => step.On);
        return [.. headsUps, .. Late(cause, open.What, open.On, rule.NudgeAfter, rule, calendar)];
    }

    /// <summary>The rungs for a dispatch that the unit has not signed.</summary>
    public static IReadOnlyList<ReminderStep> ForUnsigned(LocalDate dispatchedOn, LadderRule rule, WorkingCalendar calendar) =>
        [.. Late(ReminderCause.Signature, "签收", dispatchedOn, rule.NudgeUnsignedAfter, rule, calendar)];

    /// <summary>All rungs of an assignment as it stands; none once it was submitted or has ended, nor while the office owes an answer.</summary>
    public static IReadOnlyList<ReminderStep> For(AssignmentFacts facts, LadderRule rule, WorkingCalendar calendar)
    {
        if (facts.SubmittedOn is not null || facts.End is not null || facts.ClockStands) return [];
        var steps = facts.DatesInForce().SelectMany(open => For(open, rule, calendar));
        return [.. (facts.AcknowledgedOn is null ? steps.Concat(ForUnsigned(facts.DispatchedOn, rule, calendar)) : steps)
            .Select(step => HeldBack(step, facts.NudgeAnswers, rule, calendar))];
    }

    // An answer ends nothing: only a submission, an extension or another unit's taking over does.
    static ReminderStep HeldBack(ReminderStep step, IReadOnlyList<NudgeAnswer> answers, LadderRule rule, WorkingCalendar calendar) =>
        step.Level == ReminderLevel.Order && answers.Any(a => (a.Cause, a.About) == (step.Cause, step.About) && a.On <= step.On)
            ? step with { On = calendar.AddWorkdays(step.On, rule.AnswerPause).Date } : step;

    static IEnumerable<ReminderStep> Late(
        ReminderCause cause, string what, LocalDate about, int nudgeAfter, LadderRule rule, WorkingCalendar calendar)
    {
        var nudge = calendar.AddWorkdays(about, nudgeAfter).Date;
        yield return new(ReminderLevel.Nudge, cause, what, about, 0, nudge);
        yield return new(ReminderLevel.Order, cause, what, about, 0, calendar.AddWorkdays(nudge, rule.OrderAfter).Date);
    }
}

/// <summary>What people see for each level.</summary>
public static class ReminderWords
{
    public static string Chinese(this ReminderLevel level) => level switch
    {
        ReminderLevel.HeadsUp => "提醒",
        ReminderLevel.Nudge => "催办",
        ReminderLevel.Order => "督办",
    };
}
