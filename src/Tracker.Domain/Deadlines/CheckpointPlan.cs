using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>The four dates of a plan year at which units report: 年初定计划、年中抓进度、年末严考核.</summary>
public enum CheckpointKind { Plan, MidYear, ThirdQuarter, YearEnd }

/// <summary>A date of the plan at which every unit hands in one return.</summary>
/// <param name="FromNotice">true where the notice itself names the date</param>
/// <param name="Provisional">true where it was reckoned over days that no notice has settled</param>
public sealed record Checkpoint(CheckpointKind Kind, LocalDate On, bool FromNotice, bool Provisional);

/// <summary>A checkpoint that is not created, and the reason in Chinese for the review page.</summary>
public sealed record CheckpointLeftOut(CheckpointKind Kind, LocalDate On, string Reason);

/// <summary>Settings of one plan for its checkpoints.</summary>
/// <param name="PlanWorkdays">working days after dispatch for the plan, where the notice names no date</param>
/// <param name="LeastWorkdays">a checkpoint nearer to dispatch than this is not created</param>
public sealed record CheckpointRule(
    int PlanWorkdays, AnnualDate MidYear, AnnualDate ThirdQuarter, AnnualDate YearEnd, int LeastWorkdays)
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
        foreach (var checkpoint in All(dispatchedOn, planYear, notice, rule, calendar))
            if (ReasonAgainst(checkpoint.On, dispatchedOn, rule, calendar) is { } reason)
                leftOut.Add(new(checkpoint.Kind, checkpoint.On, reason));
            else created.Add(checkpoint);
        return new(created, leftOut);
    }

    static IEnumerable<Checkpoint> All(
        LocalDate dispatchedOn, int planYear, NoticeReturnDates notice, CheckpointRule rule, WorkingCalendar calendar)
    {
        if (notice.Plan is { } plan) yield return new(CheckpointKind.Plan, plan, FromNotice: true, Provisional: false);
        else
        {
            var reckoned = calendar.AddWorkdays(dispatchedOn, rule.PlanWorkdays);
            yield return new(CheckpointKind.Plan, reckoned.Date, FromNotice: false, reckoned.Provisional);
        }
        yield return OfYear(CheckpointKind.MidYear, rule.MidYear);
        yield return OfYear(CheckpointKind.ThirdQuarter, rule.ThirdQuarter);
        yield return notice.YearEnd is { } end
            ? new(CheckpointKind.YearEnd, end, FromNotice: true, Provisional: false)
            : OfYear(CheckpointKind.YearEnd, rule.YearEnd);

        Checkpoint OfYear(CheckpointKind kind, AnnualDate day) => new(kind, day.InYear(planYear), FromNotice: false, Provisional: false);
    }

    static string? ReasonAgainst(LocalDate on, LocalDate dispatchedOn, CheckpointRule rule, WorkingCalendar calendar)
    {
        if (on < dispatchedOn) return "早于交办日期";
        var workdays = calendar.WorkdaysAfter(dispatchedOn, on);
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
