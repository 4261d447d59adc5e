using Tracker.Domain.Notices.Layouts.Tables;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>The heads of a table whose columns only white space parts.</summary>
/// <param name="End">the line below them</param>
sealed record FlatHead(int Start, int End, IReadOnlyList<Passage> Heads, IReadOnlyList<Column> Columns)
{
    const int LongestLine = 80;
    const int FewestHeads = 3;

    /// <summary>The head that begins with the line: one line of heads, one whose heads go on below it, or one with a second row of heads.</summary>
    public static FlatHead? At(IReadOnlyList<Line> lines, int at)
    {
        if (lines[at].Compact.Length is 0 or > LongestLine || PiecesOf(lines[at]) is not { Count: >= FewestHeads } upper)
            return null;
        var below = at + 1 < lines.Count && lines[at + 1].Compact.Length < LongestLine ? PiecesOf(lines[at + 1]) : [];
        if (From(upper) is { } whole)
            return below.Count >= 2 && below.All(b => ColumnHeads.Of(b.Text) is not null) && GroupedHeads.Resolve(upper, below, p => p.Text) is { } grouped && From(grouped) is { } both
                ? new(at, at + 2, grouped, both) : new(at, at + 1, upper, whole);
        var joined = below.Count == upper.Count ? upper.Zip(below, (a, b) => Passage.Join([a, b])).ToList() : [];
        return joined.Count > 0 && From(joined) is { } broken ? new(at, at + 2, joined, broken) : null;
    }

    /// <summary>Whether a line prints the heads again, as each page may, and be it that some of them are damaged.</summary>
    public static bool IsRepeated(Line line, FlatHead head) =>
        line.Compact.Length <= LongestLine && PiecesOf(line) is { Count: >= 2 } pieces
        && (pieces.All(p => head.Heads.Any(h => h.Text.Contains(p.Text, StringComparison.Ordinal)))
            || pieces.Count(p => head.Heads.Any(h => h.Text == p.Text)) is var same and >= 2 && same * 2 > pieces.Count);

    /// <summary>The columns, where all pieces are heads and some are of words and of units.</summary>
    static IReadOnlyList<Column>? From(IReadOnlyList<Passage> heads)
    {
        var columns = heads.Select(h => ColumnHeads.Of(h.Text)).ToList();
        return columns.Contains(null) || !columns.Any(c => ColumnHeads.IsOfUnits(c!.Value)) || !columns.Any(c => ColumnHeads.IsOfText(c!.Value))
            ? null : [.. columns.Select(c => c!.Value)];
    }

    /// <summary>The pieces of the line, letters that were spaced out joined: 序 号.</summary>
    static List<Passage> PiecesOf(Line line)
    {
        var pieces = new List<Passage>();
        foreach (var piece in Pieces.Of(line))
            if (pieces.Count > 0 && piece.Length == 1 && pieces[^1].Length == 1)
                pieces[^1] = Passage.Join([pieces[^1], piece]);
            else
                pieces.Add(piece);
        return pieces;
    }
}
