using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Ledger;

/// <summary>The ledger as sheets, with the words of its pages.</summary>
/// <param name="today">the day from which days left and days late are counted</param>
/// <param name="provisional">which of its dates no notice has settled</param>
public sealed class LedgerSheets(LocalDate today, WorkingCalendar calendar, ProvisionalDates provisional)
{
    static readonly SheetColumn[] ItemColumns =
    [
        new("序号", 6, CellKind.Number), new("编号", 8), new("类别", 18), new("任务", 60), new("牵头单位", 18), new("时限", 12), new("状态", 9),
        new("最近日期", 12, CellKind.Date), new(ProvisionalWords.Word, 6), new("灯", 10, CellKind.Lamp), new("情况", 26), new("责任单位", 13), new("协办已报", 9),
        new("灯始于", 12, CellKind.Date), new("句中次数", 18),
    ];

    static readonly SheetColumn[] AssignmentColumns =
    [
        new("序号", 6, CellKind.Number), new("编号", 8), new("任务", 54), new("单位", 18), new("角色", 7), new("时限", 12),
        new("最近日期", 12, CellKind.Date), new(ProvisionalWords.Word, 6), new("灯", 10, CellKind.Lamp), new("情况", 26), new("签收", 12, CellKind.Date),
        new("最近报送", 12, CellKind.Date), new("灯始于", 12, CellKind.Date), new("句中次数", 18),
    ];

    public Sheet Items(string heading, IAsyncEnumerable<ItemLine> lines) => new("事项台账", heading, ItemColumns, lines.Select(Cells));

    public Sheet Assignments(string heading, IAsyncEnumerable<AssignmentLine> lines) => new("承办台账", heading, AssignmentColumns, lines.Select(Cells));

    /// <summary>Days and reason: 剩余6个工作日，未提交办结.</summary>
    public string Situation(string reason, LocalDate? nearestOn) => LampWords.InWords(reason, nearestOn, today, calendar);

    /// <summary>（暂定） behind the line's date, where no notice has settled it.</summary>
    public string Mark(LedgerLine line) => provisional.Mark(line.WorkItemId, line.NearestOn);

    // A column of its own, so that the date stays a date.
    string Settled(LedgerLine line) => provisional.Has(line.WorkItemId, line.NearestOn) ? ProvisionalWords.Word : "";

    object?[] Cells(ItemLine line) =>
    [
        line.N, line.Number, line.Category, line.Text, line.Units, LedgerWords.Limit(line.LimitRaw, line.LimitKind), line.State.Chinese(),
        line.NearestOn, Settled(line), InWords(line.Lamp, line.Done, line.Reason), Situation(line.Reason, line.NearestOn), line.Counts,
        line.Supports == 0 ? "" : $"{line.SupportsReported}/{line.Supports}", line.Since, line.Times,
    ];

    object?[] Cells(AssignmentLine line) =>
    [
        line.N, line.Number, line.Text, line.Unit, line.Role.Chinese(), LedgerWords.Limit(line.LimitRaw, line.LimitKind),
        line.NearestOn, Settled(line), InWords(line.Lamp, line.Done, line.Reason), Situation(line.Reason, line.NearestOn), line.AcknowledgedOn, line.ReportedOn, line.Since, line.Times,
    ];

    static string InWords(Lamp lamp, bool done, string reason) => $"{lamp.Mark(done, reason).Shape} {lamp.Mark(done, reason).Word}";
}
