using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>The four dates of a plan year at which units report: 年初定计划、年中抓进度、年末严考核.</summary>
public enum CheckpointKind { Plan, MidYear, ThirdQuarter, YearEnd }

/// <summary>A date of the plan at which every unit hands in one return.</summary>
/// <param name="FromNotice">true where the notice itself names the date</param>
/// <param name="Provisional">true where it was reckoned over days that no notice has settled</param>
public sealed record Checkpoint(CheckpointKind Kind, LocalDate On, bool FromNotice, bool Provisional);

/// <summary>A checkpoint that is not created, and the reason in Chinese for the review page.</summary>
/// <param name="On">the day it would have had; null where the office sets none</param>
public sealed record CheckpointLeftOut(CheckpointKind Kind, LocalDate? On, string Reason);

/// <summary>Settings of one plan for its checkpoints. One that is null is left out, unless the notice itself names its date.</summary>
/// <param name="PlanWorkdays">working days after dispatch for the plan, where the notice names no date</param>
/// <param name="LeastWorkdays">a day nearer to dispatch than this makes no checkpoint; what is counted from dispatch is as near as it was set</param>
public sealed record CheckpointRule(
    int? PlanWorkdays, AnnualDate? MidYear, AnnualDate? ThirdQuarter, AnnualDate? YearEnd, int LeastWorkdays)
{
    public static readonly CheckpointRule Default = new(30, new(6, 30), new(9, 30), new(12, 15), 30);
}

/// <summary>The checkpoints of one plan, made at dispatch.</summary>
public sealed record CheckpointPlan(IReadOnlyList<Checkpoint> Created, IReadOnlyList<CheckpointLeftOut> LeftOut)
{
    /// <summary>Sets the checkpoints of a plan year, in the order of their kinds.</summary>
    public static CheckpointPlan For(
        LocalDate dispatchedOn, int planYear, NoticeReturnDates notice, CheckpointRule rule, WorkingCalendar calendar)
    {
        var created = new List<Checkpoint>();
        var leftOut = new List<CheckpointLeftOut>();
        foreach (var kind in Enum.GetValues<CheckpointKind>())
            if (Of(kind, dispatchedOn, planYear, notice, rule, calendar) is not { } checkpoint)
                leftOut.Add(new(kind, null, "办公厅没有设这个节点"));
            else if (ReasonAgainst(checkpoint, dispatchedOn, rule, calendar) is { } reason)
                leftOut.Add(new(kind, checkpoint.On, reason));
            else created.Add(checkpoint);
        return new(created, leftOut);
    }

    static Checkpoint? Of(CheckpointKind kind, LocalDate dispatchedOn, int planYear, NoticeReturnDates notice, CheckpointRule rule, WorkingCalendar calendar)
    {
        if (notice.Of(kind) is { } named)
            return new(kind, named, FromNotice: true, kind == CheckpointKind.Plan ? notice.PlanIsProvisional : notice.YearEndIsProvisional);
        return kind switch
        {
            CheckpointKind.Plan => rule.PlanWorkdays is { } workdays ? Counted(calendar.AddWorkdays(dispatchedOn, workdays)) : null,
            CheckpointKind.MidYear => OfYear(rule.MidYear),
            CheckpointKind.ThirdQuarter => OfYear(rule.ThirdQuarter),
            CheckpointKind.YearEnd => OfYear(rule.YearEnd),
        };

        Checkpoint Counted(Reckoned reckoned) => new(kind, reckoned.Date, FromNotice: false, reckoned.Provisional);
        Checkpoint? OfYear(AnnualDate? day) => day is { } on ? new(kind, on.InYear(planYear), FromNotice: false, Provisional: false) : null;
    }

    static string? ReasonAgainst(Checkpoint checkpoint, LocalDate dispatchedOn, CheckpointRule rule, WorkingCalendar calendar)
    {
        if (checkpoint.On < dispatchedOn)
            return "早于交办日期";
        if (checkpoint is { Kind: CheckpointKind.Plan, FromNotice: false })
            return null;
        var workdays = calendar.WorkdaysAfter(dispatchedOn, checkpoint.On);
        return workdays < rule.LeastWorkdays ? $"距交办只有{workdays}个工作日，不足{rule.LeastWorkdays}个" : null;
    }
}

/// <summary>What people see for each checkpoint.</summary>
public static class CheckpointWords
{
    public static string Chinese(this CheckpointKind kind) => kind switch
    {
        CheckpointKind.Plan => "实施方案",
        CheckpointKind.MidYear => "年中进展",
        CheckpointKind.ThirdQuarter => "三季度进展",
        CheckpointKind.YearEnd => "年度落实情况",
    };
}
