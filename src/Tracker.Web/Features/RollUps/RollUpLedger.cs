using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Ledger;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.RollUps;

/// <summary>The ledger that a roll-up's numbers are counted in: all items and all assignments, with what the units said.</summary>
public static class RollUpLedger
{
    public static string FileName(RollUp rollUp) => $"台账-截至{rollUp.AsOf.Iso()}.xlsx";

    public static Task Write(Stream to, RollUp rollUp)
    {
        var sheets = new LedgerSheets(rollUp.AsOf, rollUp.Calendar, rollUp.Provisional);
        var asOf = $"截至{rollUp.AsOf.OnPaper()}";
        return Workbook.Write(to, [
            WithColumns(sheets.Items($"事项台账　{asOf}　共{rollUp.Items.Count}项任务", Lines(rollUp.Items, Line)),
                [new("办理情况", 60), new("未报送单位", 40)], rollUp.Items, i => [i.Lead?.Work ?? "", string.Join('、', i.MissingUnits)]),
            WithColumns(sheets.Assignments($"承办台账　{asOf}　共{rollUp.Parts.Count()}项承办", Lines([.. rollUp.Parts], Line(rollUp))),
                [new("报送", 8), new("办理情况", 60)], [.. rollUp.Parts], p => [p.Punctuality.Chinese(), p.Work]),
            .. rollUp.Duties.Count > 0 ? new[] { Duties(rollUp, asOf) } : []]);
    }

    static readonly SheetColumn[] dutyColumns =
    [
        new("序号", 6, CellKind.Number), new("要求", 60), new("最后一天", 12, CellKind.Date), new("灯", 10, CellKind.Lamp), new("各单位", 16),
        new("已落实", 9, CellKind.Number), new("应落实", 9, CellKind.Number), new("还缺", 60),
    ];

    static Sheet Duties(RollUp rollUp, string asOf) => new("通知要求", $"通知要求　{asOf}　共{rollUp.Duties.Count}条，不计入任务", dutyColumns, rollUp.Duties.Select((line, i) => (object?[])
    [
        i + 1, line.Duty.What, line.Duty.DueOn, $"{line.Lamp.Lamp.Mark(line.Lamp.Ended).Shape} {line.Lamp.Lamp.Mark(line.Lamp.Ended).Word}", line.Lamp.CountsInWords(),
        line.Answered, line.Units.Count, string.Join('、', line.Missing),
    ]).ToAsyncEnumerable());

    static ItemLine Line(RollUpItem item)
    {
        var supports = item.Parts.Where(p => p.Assignment.Role == AssignmentRole.Support).ToList();
        return new()
        {
            N = item.Line, WorkItemId = item.Id, Number = item.Number, Category = item.Category, Text = item.Text, Units = item.Units,
            LimitRaw = item.LimitRaw, LimitKind = item.LimitKind, Lamp = item.Lamp.Lamp, Done = item.Lamp.Ended,
            Reason = item.Reason.Reason, NearestOn = item.Reason.NearestOn,
            Red = Of(Lamp.Red), Yellow = Of(Lamp.Yellow), Blue = Of(Lamp.Blue), Green = Of(Lamp.Green), Grey = Of(Lamp.Grey),
            Supports = supports.Count, SupportsReported = supports.Count(p => p.Assignment.HasReported), Times = item.Times,
        };

        int Of(Lamp lamp) => item.Lamp.Responsible.GetValueOrDefault(lamp);
    }

    static Func<RollUpPart, AssignmentLine> Line(RollUp rollUp)
    {
        var items = rollUp.Items.ToDictionary(i => i.Id);
        return part =>
        {
            var item = items[part.Assignment.WorkItemId];
            return new()
            {
                N = part.Line, AssignmentId = part.Assignment.Id, WorkItemId = item.Id, Number = item.Number, Category = item.Category,
                Text = item.Text, Unit = part.Unit, Role = part.Assignment.Role, LimitRaw = item.LimitRaw, LimitKind = item.LimitKind,
                Lamp = part.Lamp.Lamp, Done = part.Lamp.Ended, Reason = part.Lamp.Reason, NearestOn = part.Lamp.CountsTo,
                AcknowledgedOn = part.Assignment.Facts.AcknowledgedOn, ReportedOn = part.WorkOn, Times = LedgerCounts.InWords(part.Assignment.Facts.Counts),
            };
        };
    }

    static IAsyncEnumerable<TLine> Lines<T, TLine>(IReadOnlyList<T> of, Func<T, TLine> line) => of.Select(line).ToAsyncEnumerable();

    static Sheet WithColumns<T>(Sheet sheet, SheetColumn[] more, IReadOnlyList<T> rows, Func<T, object?[]> values) => sheet with
    {
        Columns = [.. sheet.Columns, .. more],
        Rows = sheet.Rows.Select((cells, i) => (object?[])[.. cells, .. values(rows[i])]),
    };
}
