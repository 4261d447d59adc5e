using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Obligations;

namespace Tracker.Web.Features.ReportSheets;

/// <summary>One row of a sheet as it was filled in.</summary>
/// <param name="Line">as the spreadsheet counts</param>
/// <param name="Seen">the last report when the sheet was made, 0 for none</param>
public sealed partial record SheetLine(
    int Line, long AssignmentId, long Seen, string Number, string Status, string Text, string Reason, string NextStep, string BlockedBy, IReadOnlyList<ReportFigure> Figures)
{
    /// <summary>The cell of 本期次数 as it was typed; it is read where it is known what the task asks for.</summary>
    public string TypedCounts { get; init; } = "";

    /// <summary>What was read from it.</summary>
    public IReadOnlyList<ReportCount> Counts { get; init; } = [];

    public bool IsDone => Status == ReportSheet.Done;

    /// <summary>Says neither more nor else than this report.</summary>
    public bool Repeats(string? text, string? nextStep, string? blockedBy) =>
        Status is "" or ReportSheet.Working or ReportSheet.Done && Reason == "" && Figures.Count == 0 && TypedCounts == ""
        && Text == Even(text == ReportLines.NothingNew ? "" : text) && NextStep == Even(nextStep) && BlockedBy == Even(blockedBy);

    /// <summary>Is what this part's last report says, with its figures and its reason.</summary>
    /// <param name="counts">what was read of the numbers, in words</param>
    public bool IsLastOf(OpenPart part, IEnumerable<string> counts) =>
        (Text == "" ? ReportLines.NothingNew : Text) == Even(part.Said) && NextStep == Even(part.NextStep) && BlockedBy == Even(part.BlockedBy)
        && Reason == Even(part.NoNewsReason) && Figures.Select(InWords).SequenceEqual(part.Figures) && counts.SequenceEqual(part.Counts);

    /// <summary>The report that it asks for. Its key is made of what it says and of what it comes after, so that the same upload counts once.</summary>
    public ReportLine Report(OpenPart part) => new(AssignmentId, Text, Reason == "" ? null : Reason, NextStep, BlockedBy,
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{AssignmentId}|{part.ReportId}|{Content}")).AsSpan(0, 16))) { Figures = Figures, Counts = Counts };

    /// <summary>All that was filled in, for comparing.</summary>
    public string Content => string.Join('|', Status, Text, Reason, NextStep, BlockedBy, string.Join('；', Figures.Select(InWords))) + (TypedCounts == "" ? "" : $"|{TypedCounts}");

    /// <returns>what the row says, and what is wrong in it; without the first where the second stands in the way</returns>
    public static (SheetLine? Line, IReadOnlyList<string> Faults) Read(TableRow row)
    {
        if (IdPattern().Match(row[ReportSheet.Id]) is not { Success: true } id || !long.TryParse(id.Groups[1].ValueSpan, out var assignment) || !long.TryParse(id.Groups[2].ValueSpan, out var seen))
            return (null, [row[ReportSheet.Id] == "" ? "“标识”是空的，不知道是哪一项任务。请在下载的表里填，不要添加行。" : $"“标识”{Excerpt.Of(row[ReportSheet.Id])}被改动了，不知道是哪一项任务。请重新下载，把填好的内容粘贴过去。"]);
        var faults = new List<string>();
        var status = Even(row[ReportSheet.Status]);
        if (status != "" && !ReportSheet.Statuses.Contains(status))
            faults.Add($"“{ReportSheet.Status}”不能是“{Excerpt.Of(status)}”，请选{string.Join('、', ReportSheet.Statuses)}，或者留空。");
        var figures = ReadFigures(row[ReportSheet.Figures], faults);
        var line = new SheetLine(row.Line, assignment, seen, row[ReportSheet.Number], status, Even(row[ReportSheet.Said]), Even(row[ReportSheet.Reason]),
            Even(row[ReportSheet.NextStep]), Even(row[ReportSheet.BlockedBy]), figures) { TypedCounts = Even(row[ReportSheet.Counts]) };
        if (status == ReportSheet.NothingNew && line.Reason == "")
            faults.Add($"状态是“{ReportSheet.NothingNew}”，请在“{ReportSheet.Reason}”里写明原因。");
        if (status != ReportSheet.NothingNew && line.Reason != "")
            faults.Add($"写了“{ReportSheet.Reason}”，“{ReportSheet.Status}”请选“{ReportSheet.NothingNew}”；有进展的，请把原因删去。");
        return (line, faults);
    }

    static List<ReportFigure> ReadFigures(string cell, List<string> faults)
    {
        var figures = new List<ReportFigure>();
        foreach (var written in cell.Split(['；', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (FigurePattern().Match(written) is { Success: true } figure
                && decimal.TryParse(figure.Groups["amount"].Value.Replace("，", "").Replace(",", ""), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
                figures.Add(new(figure.Groups["name"].Value.Trim(), amount, figure.Groups["measure"].Value.Trim()));
            else
                faults.Add($"“{ReportSheet.Figures}”里的“{Excerpt.Of(written)}”要有名称和数值，例如 压减许可事项 12 项；几个数据之间用分号隔开。");
        return figures;
    }

    // As ReportLines.FiguresAndFilesSql writes it.
    static string InWords(ReportFigure figure) => $"{figure.Name} {figure.Amount.ToString("0.############################", CultureInfo.InvariantCulture)}{figure.Measure}";

    // Spreadsheets end lines in their own way.
    static string Even(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();

    [GeneratedRegex(@"^A(\d{1,18})V(\d{1,18})$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^(?<name>.*[^\d\s.,，-])\s*(?<amount>-?\d[\d,，]*(?:\.\d+)?)\s*(?<measure>[^\d]*)$")]
    private static partial Regex FigurePattern();
}
