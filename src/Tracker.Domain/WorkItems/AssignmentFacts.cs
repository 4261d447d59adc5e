using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.WorkItems;

/// <summary>How an assignment ended.</summary>
public enum Ending
{
    /// <summary>完成: the office confirmed it, or a support had reported when the item closed.</summary>
    Done,
    /// <summary>未反馈: a support had not reported when the item closed.</summary>
    NotReported,
    /// <summary>未完成: the office closed the item without it.</summary>
    ClosedUndone,
    /// <summary>已移交: another unit has taken the part over, with all that was done; this one's history stays.</summary>
    Transferred,
    /// <summary>不涉及: the office agreed that the unit has nothing to do with it.</summary>
    Exempt,
    /// <summary>已调出: the office took the unit out of the item; its history stays.</summary>
    Released,
    /// <summary>阶段办结: the item's year was closed.</summary>
    PeriodClosed,
    /// <summary>撤销: the office withdrew the item.</summary>
    Withdrawn,
    /// <summary>并入: the item goes on as part of another.</summary>
    Superseded,
    /// <summary>归档: the plan was archived while the item was open.</summary>
    Archived,
}

/// <summary>When and how an assignment ended.</summary>
public sealed record AssignmentEnd(LocalDate On, Ending How);

/// <summary>暂缓: the item is put off until the office looks at it again.</summary>
public sealed record Suspension(LocalDate ReviewOn);

/// <summary>A submission that came back, and the day by which it must be put right.</summary>
public sealed record Correction(LocalDate ReturnedOn, LocalDate DueOn)
{
    /// <summary>Working days for putting it right, unless the region has set another number.</summary>
    public const int DefaultWorkdays = 5;

    /// <summary>The correction date of a return: some working days later, never before the due date.</summary>
    public static Correction After(LocalDate returnedOn, LocalDate? due, WorkingCalendar calendar, int workdays = DefaultWorkdays)
    {
        var reckoned = calendar.AddWorkdays(returnedOn, workdays).Date;
        return new(returnedOn, due is { } day && day > reckoned ? day : reckoned);
    }
}

/// <summary>What is known of one assignment by the end of a day; all that its lamp depends on.</summary>
/// <param name="DispatchedOn">the day on which the unit was given its part: of the dispatch, or later where it came by 移交 or 补充交办</param>
/// <param name="OpenDates">dates not yet answered, see <see cref="OpenDates.Unanswered"/></param>
public sealed record AssignmentFacts(LocalDate DispatchedOn, IReadOnlyList<OpenDate> OpenDates)
{
    public LocalDate? AcknowledgedOn { get; init; }

    /// <summary>The day of a completion that waits for the office; null again once it was returned.</summary>
    public LocalDate? SubmittedOn { get; init; }

    /// <summary>What was submitted is the year-end return, which applies for 阶段办结.</summary>
    public bool AppliesForPeriod { get; init; }

    public AssignmentEnd? End { get; init; }

    public int TimesReturned { get; init; }

    /// <summary>The last return's, until the work has ended.</summary>
    public Correction? Correction { get; init; }

    /// <summary>A request that waits for the office.</summary>
    public OpenRequest? Asking { get; init; }

    /// <summary>Working days by which the unit was late before a date was put off; they stay.</summary>
    public int LateBefore { get; init; }

    /// <summary>True while the clock stands still for an answer of the office.</summary>
    public bool ClockStands => Suspended is not null || Asking is { InTime: true };

    /// <summary>暂缓, while it lasts.</summary>
    public Suspension? Suspended { get; init; }

    /// <summary>What the unit answered when it was chased, at most one for each date.</summary>
    public IReadOnlyList<NudgeAnswer> NudgeAnswers { get; init; } = [];

    /// <summary>适时: the conditions for the item are not there yet.</summary>
    public bool AwaitsTrigger { get; init; }

    /// <summary>待事件: what the item's limit counts from has not happened yet, or nobody has recorded it; null otherwise.</summary>
    public string? AwaitsEvent { get; init; }

    /// <summary>How often the duties in the sentence have come up, those that start no clock.</summary>
    public IReadOnlyList<ObligationCount> Counts { get; init; } = [];

    /// <summary>Those of which there are too few on a day. What has not begun is not short of anything.</summary>
    public IEnumerable<ShortCount> ShortOn(LocalDate date, LampRule rule) =>
        AwaitsTrigger || AwaitsEvent is not null ? [] : Counts.Select(c => c.ShortOn(date, rule)).OfType<ShortCount>();

    /// <summary>The open dates that count now: after a return the correction date takes the place of the limits it lies behind,
    /// until the due date is put off beyond it.</summary>
    public IEnumerable<OpenDate> DatesInForce() => Correction is not { } correction || OpenDates.Any(d => d.Nature == DateNature.Due && d.On > correction.DueOn)
        ? OpenDates
        : OpenDates.Where(d => !d.IsLimit || d.IsFixed || d.On > correction.DueOn)
            .Append(new(DateNature.Due, "补办结果", correction.DueOn, correction.ReturnedOn));
}
