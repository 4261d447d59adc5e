using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Items;

/// <summary>Why an item is due on that date, in one sentence.</summary>
public static class DueInWords
{
    /// <param name="raw">the limit as the notice says it</param>
    public static string Of(DueDate due, TimeLimitKind kind, string? raw) => due switch
    {
        DueOn on => $"{on.Date.OnPaper()}{ProvisionalWords.Mark(on.Provisional)}：{Why(kind, raw)}。",
        NoDueDate none => $"没有截止日期：{none.Reason}{Quoted(raw)}。",
        DueAfterEvent after => $"待事件：“{after.EventAsWritten}”的日期登记后起算{Quoted(raw)}。",
        DueToBeSet open => $"日期待定：{open.Reason}{Quoted(raw)}。",
        _ => "",
    };

    static string Why(TimeLimitKind kind, string? raw) => kind switch
    {
        TimeLimitKind.ByDate => $"通知原文“{raw}”，当天仍可办结",
        TimeLimitKind.WholeYear => $"通知原文“{raw}”，按计划年度的最后一天计",
        TimeLimitKind.None => "通知未写时限，按计划年度的最后一天计",
        TimeLimitKind.Relative => $"通知原文“{raw}”，自事件次日起算",
        TimeLimitKind.Range => $"通知原文“{raw}”，按最后一天计",
        TimeLimitKind.Immediate => $"通知原文“{raw}”，日期由办公厅在校核时确定",
        TimeLimitKind.LongTerm or TimeLimitKind.WhenAppropriate or TimeLimitKind.Periodic or TimeLimitKind.Ambiguous =>
            $"通知原文“{raw}”，日期由办公厅确定",
    };

    static string Quoted(string? raw) => raw is null ? "" : $"（通知原文“{raw}”）";
}
