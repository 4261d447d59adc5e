using System.Security.Cryptography;
using System.Text;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.ReportSheets;

/// <summary>What would become of a row.</summary>
public enum Outcome
{
    /// <summary>It is written.</summary>
    Writes,
    /// <summary>Somebody has reported since the sheet was made: it is written only where a person chooses so.</summary>
    Conflicts,
    /// <summary>It says nothing that is not there already.</summary>
    Same,
    /// <summary>Nothing at all can be written until it is put right.</summary>
    Wrong,
}

/// <summary>A row and what would become of it.</summary>
/// <param name="Sentences">what is wrong and what to do; or a remark</param>
/// <param name="Reports">whether a report is to be written, beside a 申请办结</param>
/// <param name="Silent">supports that have said nothing to what is submitted as done</param>
public sealed record SheetRow(
    int Line, OpenPart? Part, SheetLine? Filled, Outcome Outcome, IReadOnlyList<string> Sentences, bool Reports = false, bool Completes = false, IReadOnlyList<string>? Silent = null);

/// <summary>What a filled-in sheet would do, row by row, before anything is written.</summary>
public sealed record SheetImport(IReadOnlyList<SheetRow> Rows)
{
    /// <summary>More rows than any unit has items.</summary>
    public const int MostRows = 5000;

    public int Count(Outcome outcome) => Rows.Count(r => r.Outcome == outcome);

    public bool HasFaults => Count(Outcome.Wrong) > 0;

    public bool Completes => Rows.Any(r => r.Completes);

    public IEnumerable<string> Silent => Rows.SelectMany(r => r.Silent ?? []).Distinct();

    /// <summary>The same for the same effects: so that what is written is what was shown.</summary>
    public string Fingerprint => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Rows.Select(r => $"{r.Line}|{r.Outcome}|{r.Part?.AssignmentId}|{r.Part?.ReportId}|{r.Reports}|{r.Completes}|{r.Filled?.Content}")))))[..16];

    // What the sheet showed when it was made, for each part that it names.
    const string ShownSql = """
        SELECT a.id AS assignment_id, r.text, r.next_step, r.blocked_by
        FROM unnest(@ids, @seen) AS s(assignment_id, report_id)
        JOIN assignments a ON a.region_id = @RegionId AND a.id = s.assignment_id
        JOIN progress_reports r ON r.region_id = a.region_id AND r.id = s.report_id AND r.assignment_id = ANY(a.id || a.took_over)
        """;

    sealed record Shown(long AssignmentId, string Text, string NextStep, string BlockedBy);

    /// <summary>The rows of an uploaded file.</summary>
    /// <param name="name">as the person calls it</param>
    /// <exception cref="RuleBroken">it is no such sheet; the sentence says why and what to do</exception>
    public static IReadOnlyList<TableRow> RowsOf(byte[] content, string name)
    {
        if (!TableFile.IsXlsx(content))
            throw new RuleBroken("not-a-sheet", $"“{name}”不是 xlsx。请上传从本页下载、填好的那份表；在 WPS 或 Excel 里存成 xls、et 的，请另存为 xlsx。");
        IReadOnlyList<TableLine> lines;
        try
        {
            lines = TableFile.Lines(content, name);
        }
        catch (Stop unreadable)
        {
            throw new RuleBroken("not-a-sheet", unreadable.Message);
        }
        RefuseWithoutColumns(lines);
        try
        {
            var rows = TableRows.Below(lines, ReportSheet.Required);
            return rows.Count <= MostRows ? rows
                : throw new RuleBroken("too-many-rows", $"表里有{rows.Count}行，最多{MostRows}行。请只保留从本页下载的那些行。");
        }
        catch (DataUnreadable unreadable)
        {
            throw new RuleBroken("not-a-sheet", unreadable.Message + "。");
        }
    }

    static void RefuseWithoutColumns(IReadOnlyList<TableLine> lines)
    {
        const int HeadWithin = 10;
        var head = lines.Take(HeadWithin).Select(l => l.Cells.Select(c => c.Trim()).ToHashSet()).MaxBy(cells => ReportSheet.Required.Count(cells.Contains)) ?? [];
        var missing = ReportSheet.Required.Where(c => !head.Contains(c)).ToList();
        if (missing.Count > ReportSheet.Required.Count / 2)
            throw new RuleBroken("not-a-sheet", "这不是从本页下载的填报表：没有找到它的表头。请先下载，在下载的表里填写。");
        if (missing.Count > 0)
            throw new RuleBroken("column-is-missing", $"表里缺少{string.Join('、', missing.Select(c => $"“{c}”"))}列（“{ReportSheet.Id}”列平时是隐藏的）。请重新下载，把填好的内容粘贴过去，不要删除列，也不要改表头。");
    }

    /// <summary>Holds the rows against the unit's items as they stand now.</summary>
    public static async Task<SheetImport> Read(NpgsqlConnection connection, Actor by, LocalDate today, long unitId, IReadOnlyList<TableRow> rows)
    {
        var read = rows.Select(row => (row.Line, Read: SheetLine.Read(row))).ToList();
        var lines = read.Where(r => r.Read.Line is not null).Select(r => r.Read.Line!).ToList();
        var parts = await OpenPart.Named(connection, by, unitId, [.. lines.Select(l => l.AssignmentId).Distinct()]);
        var shown = (await connection.QueryAsync<Shown>(ShownSql, new { by.RegionId, ids = lines.Select(l => l.AssignmentId).ToArray(), seen = lines.Select(l => l.Seen).ToArray() }))
            .ToLookup(s => s.AssignmentId);
        var asked = await ObligationCounts.OfParts(connection, by.RegionId, today, [.. parts.Keys]);
        var first = lines.GroupBy(l => l.AssignmentId).ToDictionary(g => g.Key, g => g.First().Line);
        var judged = read.Select(r => r.Read.Line is { } line ? Judge(line, r.Read.Faults) : new(r.Line, null, null, Outcome.Wrong, r.Read.Faults)).ToList();
        for (var i = 0; i < judged.Count; i++)
            if (judged[i] is { Completes: true, Part: { Merges: true } part })
                judged[i] = judged[i] with { Silent = await SubmitCompletion.Silent(connection, by.RegionId, part.ItemId) };
        return new(judged);

        SheetRow Judge(SheetLine line, IReadOnlyList<string> faults) => !parts.TryGetValue(line.AssignmentId, out var part)
            ? new(line.Line, null, line, Outcome.Wrong, ["“标识”不是本单位的任务：这一行来自别的单位、别的系统的表。请用本单位从本页下载的表。"])
            : line.Number != part.Number ? new(line.Line, part, line, Outcome.Wrong, [$"“编号”是{Excerpt.Of(line.Number)}，“标识”却是任务 {part.Number} 的：单元格排乱了。请重新下载，把填好的内容粘贴过去。"])
            : first[line.AssignmentId] != line.Line ? new(line.Line, part, line, Outcome.Wrong, [$"任务 {part.Number} 在第{first[line.AssignmentId]}行已经有了，请只留一行。"])
            : SheetImport.Judge(line, part, shown[line.AssignmentId].FirstOrDefault() is { } s ? (s.Text, s.NextStep, s.BlockedBy) : ("", "", ""), [.. asked[part.AssignmentId]], faults);
    }

    static SheetRow Judge(SheetLine line, OpenPart part, (string Text, string NextStep, string BlockedBy) shown, IReadOnlyList<ObligationCount> asked, IReadOnlyList<string> faults)
    {
        var (counts, fault) = TypedCount.InOneLine(line.TypedCounts, asked, part.Number);
        if (fault is not null)
            faults = [.. faults, fault];
        line = line with { Counts = counts };
        var isLast = line.IsLastOf(part, counts.Select(c => c.InWords(asked.First(a => a.Id == c.ObligationId).Name)));
        var untouched = line.Repeats(shown.Text, shown.NextStep, shown.BlockedBy);
        var completes = line.IsDone && !part.Submitted && !part.HasEnded;
        if ((untouched || isLast) && !completes && faults.Count == 0)
            return Of(Outcome.Same);
        var wrong = faults.Concat(Standing(part)).Concat(Unfit(line, part, untouched)).ToList();
        if (wrong.Count > 0)
            return Of(Outcome.Wrong, wrong);
        var reports = !untouched && !isLast;
        return new(line.Line, part, line, reports && (part.ReportId ?? 0) > line.Seen ? Outcome.Conflicts : Outcome.Writes, [], reports, completes);

        SheetRow Of(Outcome outcome, params IReadOnlyList<string> sentences) => new(line.Line, part, line, outcome, sentences);
    }

    static IEnumerable<string> Standing(OpenPart part)
    {
        var name = $"任务 {part.Number}{(part.PlanYear is { } year ? $"（{year}年）" : "")}";
        if (part.HasEnded)
            yield return $"{name}已经办结或不再由本单位承办，不再接收新的内容。请把这一行删去或恢复原样。";
        else if (part.Suspended)
            yield return $"{name}正在暂缓，不用报送。请把这一行恢复原样。";
        else if (!part.Signed)
            yield return $"{name}还没有签收，请先到待办里签收。";
    }

    static IEnumerable<string> Unfit(SheetLine line, OpenPart part, bool untouched)
    {
        if (line.IsDone && part.Role == AssignmentRole.Support)
            yield return $"本单位是任务 {part.Number} 的协办单位，办结由牵头单位申请。“{ReportSheet.Status}”请选“{ReportSheet.Working}”。";
        if (line is { Text: "", Reason: "" } && (line.IsDone || !untouched))
            yield return $"“{ReportSheet.Said}”是空的。请写明进展；没有新进展的，“{ReportSheet.Status}”选“{ReportSheet.NothingNew}”并写原因。";
    }
}
