using System.Text.Json.Nodes;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary>
/// Where a reading differs from the ground truth, a line each. What the ground truth leaves out is not compared; its tasks
/// stand in order and each has its text. A task or the notice may name in <c>doubted</c> the fields that must carry a doubt,
/// because the paper itself is damaged there; the value itself is then compared all the same, unless it is left out.
/// </summary>
static class NoticeDifferences
{
    static readonly string[] Heads = ["title", "documentNumber", "issuer", "issuedOn", "publishedOn", "planYear", "addressees"];

    static readonly (string List, string[] Values)[] OfNotice =
    [
        ("noticeDeadlines", ["raw", "due"]),
        ("goals", ["raw", "due", "text"]),
        ("categories", ["no", "title"]),
    ];

    static readonly (string List, string[] Values)[] OfTask =
    [
        ("milestones", ["raw", "due"]),
        ("obligations", ["raw", "rule", "days", "times", "per"]),
        ("collective", ["unit", "kind"]),
    ];

    static readonly string[] ValuesOfTask =
    [
        "text", "category", "no", "title", "role", "lead", "support", "units", "unitsRaw",
        "timeLimit/raw", "timeLimit/kind", "timeLimit/due", "inherited/units", "inherited/timeLimit",
    ];

    public static IEnumerable<string> Between(JsonNode gold, JsonNode read) =>
    [
        .. gold["notice"] is { } head ? Values("notice", head, read["notice"]!, Heads) : [],
        .. Lists("notice", gold, read, OfNotice),
        .. Doubts("notice", gold, read),
        .. Tasks(gold["tasks"]!.AsArray(), read["tasks"]!.AsArray()),
    ];

    /// <summary>How many of the six fields of each task carry a doubt, in all.</summary>
    public static int DoubtedFields(JsonNode read) => read["tasks"]!.AsArray().Sum(t => DoubtsOf(t!).Count());

    static IEnumerable<string> Tasks(JsonArray gold, JsonArray read)
    {
        if (gold.Count != read.Count)
            yield return $"{gold.Count} tasks, but read were {read.Count}: {string.Join(' ', read.Select(Opening).Except(gold.Select(Opening)))} instead of {string.Join(' ', gold.Select(Opening).Except(read.Select(Opening)))}";
        foreach (var (task, found) in gold.Zip(read))
            foreach (var difference in Task((string)task!["id"]!, task, found!))
                yield return difference;
    }

    static string Opening(JsonNode? task) => (string)task!["text"]! is { Length: > 12 } text ? text[..12] : (string)task["text"]!;

    static IEnumerable<string> Task(string id, JsonNode gold, JsonNode read) =>
        [.. Values(id, gold, read, ValuesOfTask), .. Lists(id, gold, read, OfTask), .. Doubts(id, gold, read)];

    static IEnumerable<string> Values(string of, JsonNode gold, JsonNode read, string[] paths) =>
        from path in paths
        where Has(gold, path) && GoldNotice.Value(gold, path) != GoldNotice.Value(read, path)
        select $"{of} {path}: {GoldNotice.Value(gold, path)}, but read was {GoldNotice.Value(read, path)}";

    static bool Has(JsonNode node, string path) =>
        path.Split('/', 2) is [var parent, var child] ? node[parent] is { } inner && Has(inner, child) : node.AsObject().ContainsKey(path);

    static IEnumerable<string> Lists(string of, JsonNode gold, JsonNode read, (string List, string[] Values)[] lists) =>
        from list in lists
        where Has(gold, list.List)
        let expected = GoldNotice.Lines(gold[list.List], list.Values).ToList()
        let found = GoldNotice.Lines(read[list.List], list.Values).ToList()
        where !expected.SequenceEqual(found)
        select $"{of} {list.List}: [{string.Join("; ", expected)}], but read was [{string.Join("; ", found)}]";

    static IEnumerable<string> Doubts(string of, JsonNode gold, JsonNode read) =>
        from field in gold["doubted"]?.AsArray().Select(f => (string)f!) ?? []
        where !DoubtsOf(read).Contains(field)
        select $"{of} {field}: carries no doubt";

    static IEnumerable<string> DoubtsOf(JsonNode read) => read["doubts"]!.AsArray().Select(d => (string)d!["field"]!).Distinct();
}
