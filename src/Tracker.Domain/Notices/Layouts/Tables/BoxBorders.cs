namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Where the borders of a drawn table stand, by which a line with fewer of them shows which columns it joins.</summary>
sealed class BoxBorders
{
    readonly int columns;
    readonly double[] at;
    // Fonts print a stroke as wide as a letter or as wide as a character; the drawing itself tells which was meant.
    readonly int strokeWidth;
    // Whether the borders of whole lines stand below each other.
    readonly bool areAligned;

    // Half a character: what a border may be off.
    const double Tolerance = 1;

    public BoxBorders(IReadOnlyList<BoxLine> lines, int columns)
    {
        this.columns = columns;
        var whole = lines.Where(l => l.Borders.Count == columns + 1).ToList();
        strokeWidth = Spread(whole, 1) <= Spread(whole, 2) ? 1 : 2;
        at = [.. Enumerable.Range(0, columns + 1).Select(i => whole.Average(l => PlaceOf(l.Borders[i], strokeWidth)))];
        areAligned = whole.TrueForAll(l => l.Borders.Select((b, i) => Math.Abs(PlaceOf(b, strokeWidth) - at[i])).Max() <= Tolerance);
    }

    /// <summary>How many columns the drawing has: what a single line shows beyond them is damage.</summary>
    public static int ColumnsOf(IReadOnlyList<BoxLine> lines)
    {
        var counts = lines.CountBy(l => l.Borders.Count).ToList();
        return counts.Where(c => c.Value > 1).Select(c => c.Key).DefaultIfEmpty(counts.Max(c => c.Key)).Max() - 1;
    }

    /// <summary>Whether nothing tells which columns the cells of a line stand in: it has fewer or more than the drawing, and its borders stand elsewhere.</summary>
    public bool IsLost(BoxLine line) => !line.HasRule && line.Stretches.Count > 1 && line.Stretches.Count != columns
        && (!areAligned || line.Stretches.Count > columns || line.Borders.Any(b => at.Min(place => Math.Abs(place - PlaceOf(b, strokeWidth))) > Tolerance));

    static double PlaceOf((int Index, int Width) border, int strokeWidth) => border.Index + border.Width * (strokeWidth - 1);

    static double Spread(List<BoxLine> lines, int strokeWidth) =>
        Enumerable.Range(0, lines[0].Borders.Count).Sum(i => lines.Max(l => PlaceOf(l.Borders[i], strokeWidth)) - lines.Min(l => PlaceOf(l.Borders[i], strokeWidth)));

    /// <summary>The stretches of a line with the column in which each begins and how many it spans.</summary>
    public IReadOnlyList<(BoxLine.Stretch Stretch, int Column, int Span)> Place(BoxLine line)
    {
        if (line.Borders.Count == columns + 1 || !line.HasRule && line.Stretches.Count == columns)
            return [.. line.Stretches.Take(columns).Select((s, i) => (s, i, 1))];
        var placed = new List<(BoxLine.Stretch, int, int)>();
        for (var i = 0; i < line.Stretches.Count && i < line.Borders.Count; i++)
        {
            var from = Nearest(PlaceOf(line.Borders[i], strokeWidth));
            var to = i + 1 < line.Borders.Count ? Nearest(PlaceOf(line.Borders[i + 1], strokeWidth)) : columns;
            if (from < columns && to > from)
                placed.Add((line.Stretches[i], from, to - from));
        }
        return placed;
    }

    int Nearest(double place)
    {
        var nearest = 0;
        for (var i = 1; i <= columns; i++)
            if (Math.Abs(at[i] - place) < Math.Abs(at[nearest] - place))
                nearest = i;
        return nearest;
    }
}
