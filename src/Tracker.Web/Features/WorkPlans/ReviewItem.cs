using System.Text.Json;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>One item as a row of the review page.</summary>
public sealed record ReviewItem(
    ReviewQueries.Line Line, DraftItem Draft, IReadOnlyList<ReviewQueries.Unit> Units,
    IReadOnlyList<ReviewQueries.Obligation> Obligations, IReadOnlyList<ReviewQueries.Doubt> Doubts)
{
    public string Anchor => $"item-{Line.Id}";

    public IReadOnlyList<ReviewQueries.Doubt> OpenDoubts { get; } = [.. Doubts.Where(d => d.IsOpen)];
    public IEnumerable<ReviewQueries.Doubt> SettledDoubts => Doubts.Where(d => !d.IsOpen);

    /// <summary>Where the original says it: the address of the first mark of the field; null where the reader gave no place.</summary>
    public string? PlaceOf(string field) => Spans(field) is [var (start, _), ..] ? $"#t{start}" : null;

    /// <summary>A name is looked up at dispatch: what it would come to, where that is not simply one unit.</summary>
    public string? Remark(string name) => Draft.Assignees.Unknown.Contains(name) ? "（名册里没有）" : Draft.Assignees.Absent.Contains(name) ? "（当天不存在）"
        : Draft.Assignees.Awaiting.Any(a => a.Spelling == name) ? "（待点名）"
        : Draft.Assignees.Units.Count(u => u.Sources.Contains(name)) is > 1 and var many ? $"（{many}个单位，各负其责）" : null;

    public bool IsTrouble(string name) => Nameless.Contains(name) || Draft.Assignees.Awaiting.Any(a => a.Spelling == name && a.StandsFirst);

    /// <summary>Names that mean no unit of that day: the registry does not know them, or they are of units that are not there.</summary>
    public IEnumerable<string> Nameless => Draft.Assignees.Unknown.Concat(Draft.Assignees.Absent);

    public IEnumerable<Origin> Origins() =>
        from field in Line.Origins.EnumerateObject()
        where field.Name is not "roles"
        from span in Spans(field.Name)
        select new Origin(span.Start, span.Length, Anchor, $"{Line.Number} {FieldWords.Of(field.Name)}", field.Name);

    IReadOnlyList<(int Start, int Length)> Spans(string field) => Line.Origins.TryGetProperty(field, out var spans) ? SpansOf(spans) : [];

    /// <summary>Places as they are stored: [[start, length], …].</summary>
    public static IReadOnlyList<(int Start, int Length)> SpansOf(JsonElement spans) =>
        [.. spans.EnumerateArray().Select(s => (s[0].GetInt32(), s[1].GetInt32()))];
}
