using NodaTime;
using Tracker.Domain.Notices;

namespace Tracker.Domain.Deadlines;

/// <summary>The dates of a notice and its plan from which due dates are reckoned at dispatch.</summary>
/// <param name="PlanYear">null where the plan runs over several years</param>
/// <param name="IssuedOn">成文日期</param>
/// <param name="PrintedOn">印发日期, in the imprint</param>
/// <param name="PublishedOn">公布日期</param>
public sealed record PlanDates(
    int? PlanYear, LocalDate DispatchedOn, LocalDate? IssuedOn, LocalDate? PrintedOn, LocalDate? PublishedOn);

/// <summary>The day to which an item's clock runs, or why there is none.</summary>
public abstract record DueDate
{
    // 立行立改 names no day; the office's rule proposes one in review.
    const int ImmediateWorkdays = 10;

    private protected DueDate() { }

    /// <summary>What a limit comes to at dispatch, by the office's rules on 时限.</summary>
    public static DueDate Of(TimeLimit limit, PlanDates plan, WorkingCalendar calendar) => limit.Kind switch
    {
        TimeLimitKind.ByDate or TimeLimitKind.Range => limit.Due is { } due ? new DueOn(due) : new DueToBeSet("时限的日期未确定"),
        TimeLimitKind.WholeYear => EndOf(plan) ?? SetInReview(limit) ?? (DueDate)new DueToBeSet("分工方案没有年度，全年的截止日期须填写"),
        TimeLimitKind.None => EndOf(plan) ?? (DueDate)new NoDueDate("未写时限"),
        TimeLimitKind.LongTerm => new NoDueDate("长期任务，只报进展"),
        TimeLimitKind.WhenAppropriate => new NoDueDate("条件具备后再定日期"),
        TimeLimitKind.Periodic => new NoDueDate(PeriodicLimit.InWords(limit.Raw)),
        TimeLimitKind.Relative => SetInReview(limit) ?? Counted(limit.Raw, plan, calendar),
        TimeLimitKind.Immediate => (DueDate?)SetInReview(limit) ?? Proposed(plan, calendar),
        TimeLimitKind.Ambiguous => new DueToBeSet("时限有两种读法，须先选定一种"),
    };

    /// <summary>The last day of a duty that the covering letter sets, by its own date or by the rule it gives in words.</summary>
    public static DueDate Of(NoticeDeadline duty, PlanDates plan, WorkingCalendar calendar) =>
        duty.Due is { } due ? new DueOn(due)
        : Counted(duty.Rule ?? duty.Raw, plan, calendar) is var counted && counted is DueAfterEvent after ? new DueToBeSet($"“{after.EventAsWritten}”的日期未填") : counted;

    // The reader leaves these without a date; where there is one, a person has set it.
    static DueOn? SetInReview(TimeLimit limit) => limit.Due is { } due ? new DueOn(due) : null;

    static DueOn? EndOf(PlanDates plan) =>
        plan.PlanYear is { } year ? new DueOn(new LocalDate(year, 12, 31)) { EndOfWholeYear = true } : null;

    static DueDate Counted(string? raw, PlanDates plan, WorkingCalendar calendar)
    {
        if (raw is null || RelativeLimit.Recognize(raw) is not { } limit) return new DueToBeSet("时限算不出日期，须填写");
        if (limit.Event == LimitEvent.Other) return new DueAfterEvent(limit.EventAsWritten);
        if (DateOf(limit.Event, plan) is not { } happenedOn) return new DueToBeSet(MissingEvent(limit));
        var last = limit.LastDay(happenedOn, calendar);
        return new DueOn(last.Date) { Provisional = last.Provisional };
    }

    static LocalDate? DateOf(LimitEvent limitEvent, PlanDates plan) => limitEvent switch
    {
        LimitEvent.Issue => plan.IssuedOn,
        LimitEvent.Printing => plan.PrintedOn,
        LimitEvent.Publication => plan.PublishedOn,
        LimitEvent.Other => null,
    };

    static string MissingEvent(RelativeLimit limit) => limit.Event switch
    {
        LimitEvent.Issue => "通知的成文日期未填",
        LimitEvent.Printing => "通知的印发日期未填",
        LimitEvent.Publication => "通知的公布日期未填",
        LimitEvent.Other => "",
    };

    static DueToBeSet Proposed(PlanDates plan, WorkingCalendar calendar)
    {
        var proposal = calendar.AddWorkdays(plan.DispatchedOn, ImmediateWorkdays);
        return new("立即办理的任务须定一个日期") { Proposal = proposal.Date };
    }
}

/// <summary>The clock runs to the end of this day; the item is late the day after.</summary>
public sealed record DueOn(LocalDate Date) : DueDate
{
    /// <summary>True for 全年 and for an item without a limit: the end of the plan year warns nobody beforehand.</summary>
    public bool EndOfWholeYear { get; init; }

    /// <summary>True where the date was reckoned over days that no notice has settled.</summary>
    public bool Provisional { get; init; }
}

/// <summary>No day falls due; <paramref name="Reason"/> says why, in Chinese.</summary>
public sealed record NoDueDate(string Reason) : DueDate;

/// <summary>待事件: a day falls due each time the event has happened and the office has recorded it.</summary>
/// <param name="EventAsWritten">会, 项目批复</param>
public sealed record DueAfterEvent(string EventAsWritten) : DueDate;

/// <summary>A person must set the day before dispatch; <paramref name="Reason"/> says why, in Chinese.</summary>
public sealed record DueToBeSet(string Reason) : DueDate
{
    /// <summary>The day to offer, where the rules propose one.</summary>
    public LocalDate? Proposal { get; init; }
}
