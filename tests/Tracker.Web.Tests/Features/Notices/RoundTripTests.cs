using System.Text;
using System.Text.Json.Nodes;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;
using Tracker.Web.Tests.Platform.Documents;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary>
/// The 57 tasks of xizang-2018 as the office's own file had them before it was flattened: a table whose category, unit and
/// limit cells span rows. Written out in each format and read back they are the same tasks.
/// </summary>
public sealed class RoundTripTests
{
    static readonly JsonNode Gold = JsonNode.Parse(File.ReadAllText(Checkout.File("seed-data/notices/xizang-2018.gold.json")))!;
    static readonly string Title = (string)Gold["notice"]!["title"]!;
    static readonly string[] Heads = ["工作任务", "具体要求", "责任单位", "时限要求"];

    /// <param name="Rows">how many it spans; 0 where a cell above covers this row</param>
    readonly record struct Place(string Text, int Rows);

    static List<Place[]> Table()
    {
        var tasks = Gold["tasks"]!.AsArray().Select(t => t!).ToList();
        var titles = Gold["categories"]!.AsArray().ToDictionary(c => (string)c!["no"]!, c => (string)c!["title"]!);
        var category = Spans(tasks, (t, before) => (string)t["category"]! == (string)before["category"]!);
        var units = Spans(tasks, (t, _) => (bool)t["inherited"]!["units"]!);
        var limits = Spans(tasks, (t, _) => (bool)t["inherited"]!["timeLimit"]!);
        return [.. tasks.Select((t, i) => new Place[]
        {
            new($"{t["category"]}、{titles[(string)t["category"]!]}", category[i]), new($"{t["no"]}.{t["text"]}", 1),
            new((string?)t["unitsRaw"] ?? "", units[i]), new((string?)t["timeLimit"]!["raw"] ?? "", limits[i]),
        })];
    }

    static int[] Spans(List<JsonNode> tasks, Func<JsonNode, JsonNode, bool> goesOn)
    {
        var spans = new int[tasks.Count];
        var start = 0;
        for (var i = 0; i < tasks.Count; i++)
            spans[start = i > 0 && goesOn(tasks[i], tasks[i - 1]) ? start : i]++;
        return spans;
    }

    static byte[] Docx()
    {
        var rows = Table().Select(row => "<w:tr>" + string.Concat(row.Select(c => c.Rows switch
        {
            0 => OfficeFile.Tc("<w:p/>", "<w:vMerge/>"),
            1 => OfficeFile.Tc(OfficeFile.P(c.Text)),
            _ => OfficeFile.Tc(OfficeFile.P(c.Text), "<w:vMerge w:val='restart'/>"),
        })) + "</w:tr>");
        return OfficeFile.Docx(OfficeFile.P(Title) + $"<w:tbl><w:tr>{string.Concat(Heads.Select(h => OfficeFile.Tc(OfficeFile.P(h))))}</w:tr>{string.Concat(rows)}</w:tbl>");
    }

    static byte[] Xlsx()
    {
        var table = Table();
        string?[][] rows = [[Title], Heads, .. table.Select(row => row.Select(c => c.Rows == 0 ? null : c.Text).ToArray())];
        var merged = from row in Enumerable.Range(0, table.Count)
                     from column in Enumerable.Range(0, Heads.Length)
                     where table[row][column].Rows > 1
                     select $"{(char)('A' + column)}{row + 3}:{(char)('A' + column)}{row + 2 + table[row][column].Rows}";
        return OfficeFile.Xlsx(rows, OfficeFile.Merged(["A1:D1", .. merged]));
    }

    static byte[] Html()
    {
        var rows = Table().Select(row => "<tr>" + string.Concat(row.Where(c => c.Rows > 0).Select(c => $"<td rowspan={c.Rows}>{c.Text}</td>")));
        return Encoding.UTF8.GetBytes($"<html><meta charset=utf-8><body><h1>{Title}</h1><table><tr>{string.Concat(Heads.Select(h => $"<th>{h}</th>"))}</tr>{string.Join('\n', rows)}</table></body></html>");
    }

    static IEnumerable<TestCaseData> Formats() =>
        [new TestCaseData(Docx()).SetArgDisplayNames("docx"), new TestCaseData(Xlsx()).SetArgDisplayNames("xlsx"), new TestCaseData(Html()).SetArgDisplayNames("html")];

    [TestCaseSource(nameof(Formats))]
    public void The_same_57_tasks_are_read_back(byte[] file)
    {
        var read = JsonNode.Parse(NoticeJson.Write(NoticeReader.Read(NoticeFile.Blocks(file, "西藏2018"), EmbeddedAids.Alone)))!;
        var tasks = new JsonObject { ["categories"] = Gold["categories"]!.DeepClone(), ["tasks"] = Gold["tasks"]!.DeepClone() };
        Assert.That(NoticeDifferences.Between(tasks, read), Is.Empty);
        Assert.That((read["tasks"]!.AsArray().Count, NoticeDifferences.DoubtedFields(read)), Is.EqualTo((57, 0)));
    }
}
