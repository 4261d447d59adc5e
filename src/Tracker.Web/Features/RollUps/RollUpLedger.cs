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
        var sheets = new LedgerSheets(rollUp.AsOf, rollUp.Calendar);
        var asOf = $"截至{rollUp.AsOf.OnPaper()}";
        return Workbook.Write(to,
            WithColumns(sheets.Items($"事项台账　{asOf}　共{rollUp.Items.Count}项任务", Lines(rollUp.Items, Line)),
                [new("办理情况", 60), new("未报送单位", 40)], rollUp.Items, i => [i.Lead?.Work ?? "", string.Join('、', i.MissingUnits)]),
            WithColumns(sheets.Assignments($"承办台账　{asOf}　共{rollUp.Parts.Count()}项承办", Lines([.. rollUp.Parts], Line(rollUp))),
                [new("报送", 8), new("办理情况", 60)], [.. rollUp.Parts], p => [p.Punctuality.Chinese(), p.Work]));
    }

    static ItemLine Line(RollUpItem item)
    {
        var supports = item.Parts.Where(p => p.Assignment.Role == AssignmentRole.Support).ToList();
        return new()
        {
            N = item.Line, WorkItemId = item.Id, Number = item.Number, Category = item.Category, Text = item.Text, Units = item.Units,
            LimitRaw = item.LimitRaw, LimitKind = item.LimitKind, Lamp = item.Lamp.Lamp, Done = item.Lamp.Ended,
            Reason = item.Reason.Reason, NearestOn = item.Reason.NearestOn,
            Red = Of(Lamp.Red), Yellow = Of(Lamp.Yellow), Blue = Of(Lamp.Blue), Green = Of(Lamp.Green), Grey = Of(Lamp.Grey),
            Supports = supports.Count, SupportsReported = supports.Count(p => p.Assignment.HasReported),
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
                AcknowledgedOn = part.Assignment.Facts.AcknowledgedOn, ReportedOn = part.WorkOn,
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
