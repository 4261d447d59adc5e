using NodaTime;
using Tracker.Domain.Notices;

namespace Tracker.Domain.Deadlines;

/// <summary>The dates the notice itself sets for the plan's returns, where it does.</summary>
/// <param name="Plan">last day for the 实施方案</param>
/// <param name="YearEnd">last day for the 年度落实情况</param>
public sealed record NoticeReturnDates(LocalDate? Plan, LocalDate? YearEnd)
{
    public static readonly NoticeReturnDates None = new(null, null);

    /// <summary>The notice counts it in working days which no calendar has settled: 印发后30个工作日内.</summary>
    public bool PlanIsProvisional { get; init; }

    /// <inheritdoc cref="PlanIsProvisional"/>
    public bool YearEndIsProvisional { get; init; }

    /// <returns>null where the notice names no day for it</returns>
    public LocalDate? Of(CheckpointKind kind) => kind switch
    {
        CheckpointKind.Plan => Plan,
        CheckpointKind.YearEnd => YearEnd,
        CheckpointKind.MidYear or CheckpointKind.ThirdQuarter => null,
    };

    static readonly string[] PlanWords = ["实施方案", "工作方案", "落实方案", "工作措施", "工作计划"];
    static readonly string[] YearEndWords = ["落实情况", "完成情况", "年度总结", "工作总结", "年度报告"];

    /// <summary>What the duties of the covering letter say, to be confirmed in review: the first that asks for a plan,
    /// and the last that asks for results after the third quarter.</summary>
    public static NoticeReturnDates Proposed(IReadOnlyList<NoticeDeadline> duties, PlanDates plan, WorkingCalendar calendar)
    {
        var results = DaysAskedBy(YearEndWords).Where(due => plan.PlanYear is not { } year || due.Date > new LocalDate(year, 9, 30));
        var (first, last) = (DaysAskedBy(PlanWords).FirstOrDefault(), results.LastOrDefault());
        return new(first?.Date, last?.Date) { PlanIsProvisional = first is { Provisional: true }, YearEndIsProvisional = last is { Provisional: true } };

        IEnumerable<DueOn> DaysAskedBy(string[] words) => duties
            .Where(duty => words.Any(duty.What.Contains))
            .Select(duty => DueDate.Of(duty, plan, calendar)).OfType<DueOn>().OrderBy(due => due.Date);
    }
}
