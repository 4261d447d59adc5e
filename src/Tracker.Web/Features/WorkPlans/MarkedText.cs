namespace Tracker.Web.Features.WorkPlans;

/// <summary>A stretch of the original in which a value was found.</summary>
/// <param name="Anchor">where the value stands among the rows: item-12, duty-3</param>
/// <param name="Label">whose value it is, in words: 一.1 单位</param>
/// <param name="Field">text, units, timeLimit, milestones, category, duty; decides how it is marked</param>
public sealed record Origin(int Start, int Length, string Anchor, string Label, string Field)
{
    public int End => Start + Length;
}

/// <summary>A piece of the original between two marks' edges, so that overlapping marks can be shown flat.</summary>
/// <param name="Of">the values found here, in the order of the rows; none for what nothing was made of</param>
public sealed record TextPiece(int Start, string Text, IReadOnlyList<Origin> Of);

/// <summary>The original, cut where marks begin and end.</summary>
public static class MarkedText
{
    public static IEnumerable<TextPiece> Cut(string text, IEnumerable<Origin> origins)
    {
        var within = origins.Where(o => o.Length > 0 && o.Start >= 0 && o.End <= text.Length).ToList();
        var starting = within.ToLookup(o => o.Start);
        var edges = within.SelectMany(o => new[] { o.Start, o.End }).Append(0).Append(text.Length).Distinct().Order().ToList();
        var open = new List<Origin>();
        foreach (var (from, to) in edges.Zip(edges.Skip(1)))
        {
            open.RemoveAll(o => o.End <= from);
            open.AddRange(starting[from]);
            yield return new(from, text[from..to], [.. open]);
        }
    }
}
