using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.ReportSheets;

/// <summary>填报表: a unit's open items as an xlsx that is filled in and brought back. Its columns and words stand here once.</summary>
public static class ReportSheet
{
    public const string Id = "标识", Number = "编号", Said = "进展情况", Status = "本期状态", Reason = "无新进展原因", Figures = "数据", Counts = "本期次数", NextStep = "下一步打算", BlockedBy = "存在问题";
    public const string Working = "办理中", NothingNew = "无新进展", Done = "已完成";

    public static readonly IReadOnlyList<string> Statuses = [Working, NothingNew, Done];

    /// <summary>Columns without which a table cannot be taken in.</summary>
    public static readonly IReadOnlyList<string> Required = [Id, Number, Said, Status, Reason, Figures, NextStep, BlockedBy];

    // Two columns more where a sentence asks for numbers.
    static SheetColumn[] Columns(bool counted) =>
    [
        new(Id, 4, CellKind.Hidden), new(Number, 7), new("年度", 6, CellKind.Number), new("任务", 42), new("角色", 6), new("时限", 11), new("最近日期", 11, CellKind.Date), new(ProvisionalWords.Word, 6),
        new("上次报送", 14), new(Status, 10, CellKind.FillIn) { Choices = Statuses }, new(Said, 44, CellKind.FillIn), new(Figures, 18, CellKind.FillIn),
        .. counted ? new SheetColumn[] { new("句中要求的次数", 24), new(Counts, 14, CellKind.FillIn) } : [],
        new(NextStep, 26, CellKind.FillIn), new(BlockedBy, 22, CellKind.FillIn), new(Reason, 18, CellKind.FillIn),
    ];

    /// <param name="parts">what the unit has open, see <see cref="OpenPart.OfUnit"/></param>
    /// <param name="provisional">which of their dates no notice has settled</param>
    /// <param name="counts">duties in their sentences that are counted, by assignment</param>
    public static Task Write(Stream to, string unitName, IReadOnlyList<OpenPart> parts, ILookup<long, ObligationCount> counts, LocalDate today, ProvisionalDates provisional) => Workbook.Write(to, new Sheet("填报表",
        $"{unitName}填报表　{today.OnPaper()}下载　共{parts.Count}项　只填浅黄色的格；不报的行保持原样；数据写成 压减许可事项 12 项；新增就业 5.2 万人{(counts.Count > 0 ? "　本期次数写成 2次，会超时的写成 12次超时1次，几个要求用分号隔开" : "")}", Columns(counts.Count > 0),
        parts.Select(part => Cells(part, counts, provisional)).ToAsyncEnumerable()));

    /// <summary>A123V456: assignment 123, whose last report was 456 when the sheet was made.</summary>
    public static string IdOf(OpenPart part) => $"A{part.AssignmentId}V{part.ReportId ?? 0}";

    /// <summary>What a sheet is called when it is saved.</summary>
    public static string FileName(string unitName, LocalDate today) => $"填报表-{unitName}-{today.Iso()}.xlsx";

    static object?[] Cells(OpenPart part, ILookup<long, ObligationCount> counts, ProvisionalDates provisional) =>
    [
        IdOf(part), part.Number, part.PlanYear, part.Text, part.Role.Chinese(), part.LimitRaw ?? "", part.NearestOn, provisional.Has(part.ItemId, part.NearestOn) ? ProvisionalWords.Word : "",
        part.ReportedOn is { } on ? string.Join('\n', part.Figures.Prepend($"{on.Iso()} {part.ReportedBy}")) : "",
        "", part.Carried, "", .. counts.Count > 0 ? new object?[] { string.Join("；\n", counts[part.AssignmentId].Select(c => $"“{c.Name}”{c.InWords}")), "" } : [], part.NextStep ?? "", part.BlockedBy ?? "", "",
    ];
}
