namespace Tracker.Web.Platform.Documents.Reading.Pdf;

/// <summary>Makes tables out of the rulings of a page and the words between them.</summary>
static class Lattice
{
    // Points: lines that are drawn to meet may miss each other by this much.
    const double Near = 3;
    const double WidestPadding = 8;
    const int MostLines = 2000;

    /// <summary>The tables of a page, and the words that stand in none.</summary>
    public static (List<RuledTable> Tables, List<PdfWord> Others) Of(PdfPage page)
    {
        var tables = new List<RuledTable>();
        var others = page.Words.ToList();
        foreach (var lines in Connected(Joined(page.Rulings)).OrderByDescending(Extent))
            if (Grid.Of(lines) is { } grid && !tables.Exists(t => t.Box.Holds(grid.Box)))
            {
                tables.Add(grid.Fill(page.Number, others));
                others.RemoveAll(w => grid.Box.Holds(w.Box));
            }
        return (tables, others);
    }

    static double Extent(List<Ruling> lines) => Grid.BoxOf(lines) is var box ? (box.Right - box.Left) * box.Height : 0;

    /// <summary>Strokes on one line that touch or overlap, as the borders of single cells do, joined.</summary>
    static List<Ruling> Joined(IReadOnlyList<Ruling> rulings)
    {
        var joined = new List<Ruling>();
        foreach (var ruling in rulings.OrderBy(r => r.IsAcross).ThenBy(r => Math.Round(r.At / Near)).ThenBy(r => r.From))
            if (joined.Count > 0 && joined[^1] is var last && last.IsAcross == ruling.IsAcross && Math.Abs(last.At - ruling.At) <= Near / 2 && ruling.From <= last.To + Near)
                joined[^1] = last with { To = Math.Max(last.To, ruling.To) };
            else
                joined.Add(ruling);
        return joined;
    }

    static IEnumerable<List<Ruling>> Connected(List<Ruling> lines)
    {
        if (lines.Count > MostLines)
            return [];
        var (across, down) = (lines.FindAll(l => l.IsAcross), lines.FindAll(l => !l.IsAcross));
        var groupOf = Enumerable.Range(0, lines.Count).ToArray();
        for (var a = 0; a < across.Count; a++)
            for (var d = 0; d < down.Count; d++)
                if (Meet(across[a], down[d]))
                    groupOf[Root(groupOf, a)] = Root(groupOf, across.Count + d);
        return across.Concat(down).Select((line, i) => (line, Group: Root(groupOf, i))).GroupBy(l => l.Group, l => l.line).Select(g => g.ToList());
    }

    static bool Meet(Ruling across, Ruling down) =>
        across.At >= down.From - Near && across.At <= down.To + Near && down.At >= across.From - Near && down.At <= across.To + Near;

    internal static int Root(int[] groupOf, int i)
    {
        while (groupOf[i] != i)
            i = groupOf[i] = groupOf[groupOf[i]];
        return i;
    }

    /// <summary>The lines of one table, and the slots between them.</summary>
    sealed record Grid(List<double> Xs, List<double> Ys, List<Ruling> Lines)
    {
        public Box Box => new(Xs[0], Ys[0], Xs[^1], Ys[^1]);

        int Rows => Ys.Count - 1;
        int Columns => Xs.Count - 1;

        public static Box BoxOf(List<Ruling> lines) => new(
            lines.Min(l => l.IsAcross ? l.From : l.At), lines.Min(l => l.IsAcross ? l.At : l.From), lines.Max(l => l.IsAcross ? l.To : l.At), lines.Max(l => l.IsAcross ? l.At : l.To));

        /// <summary>Null for what is no table: an underline, a frame around a page.</summary>
        public static Grid? Of(List<Ruling> lines)
        {
            var (across, down) = (lines.FindAll(l => l.IsAcross), lines.FindAll(l => !l.IsAcross));
            if (across.Count < 2 || down.Count == 0)
                return null;
            // A table may be open at its sides: its rows then end where the lines across do.
            var xs = Clustered([.. down.Select(l => l.At), across.Min(l => l.From), across.Max(l => l.To)]);
            var ys = Clustered([.. across.Select(l => l.At), down.Min(l => l.From), down.Max(l => l.To)]);
            return xs.Count > 2 && ys.Count > 2 ? new(xs, ys, lines) : null;
        }

        static List<double> Clustered(List<double> at)
        {
            at.Sort();
            var clusters = new List<double>();
            foreach (var next in at)
                if (clusters.Count == 0 || next - clusters[^1] > Near + 1)
                    clusters.Add(next);
            return clusters;
        }

        public RuledTable Fill(int page, List<PdfWord> words)
        {
            var inside = words.FindAll(w => Box.Holds(w.Box));
            var slots = inside.GroupBy(w => (Slot(Ys, w.Box.Middle), Slot(Xs, w.Box.Centre))).ToDictionary(g => g.Key, g => g.ToList());
            var cells = Merged().Select(area => (area, Lines: TextLine.Of(
                from row in Enumerable.Range(area.Row, area.Rows)
                from column in Enumerable.Range(area.Column, area.Columns)
                from word in slots.GetValueOrDefault((row, column), [])
                select word))).ToList();
            return new(page, Box, Xs, Rows, [.. cells.Select(c => Cell(page, c.area, c.Lines))]);
        }

        RuledCell Cell(int page, (int Row, int Column, int Rows, int Columns) area, List<TextLine> lines)
        {
            // Words keep as far from the right side as from the left, unless they are centred.
            var padding = lines.Count == 0 ? 0 : Math.Min(lines.Min(l => l.Box.Left) - Xs[area.Column], WidestPadding);
            var edge = Xs[area.Column + area.Columns] - padding;
            var paragraphs = new List<string>();
            for (var i = 0; i < lines.Count; i++)
                if (i > 0 && lines[i - 1].IsFull(edge, lines[i]) && !Paragraphs.OpensAnItem(lines[i - 1].Text, lines[i].Text))
                    paragraphs[^1] += Paragraphs.Joint(lines[i - 1].Text, lines[i].Text) + lines[i].Text;
                else
                    paragraphs.Add(lines[i].Text);
            return new(page, area.Row, area.Column, area.Rows, area.Columns, paragraphs, lines.Count > 0 && lines[^1].IsFull(edge, lines[^1]));
        }

        static int Slot(List<double> edges, double at) => Math.Clamp(edges.FindLastIndex(e => e <= at), 0, edges.Count - 2);

        /// <summary>Slots that no line parts are one cell, as wide and as high as all of them.</summary>
        List<(int Row, int Column, int Rows, int Columns)> Merged()
        {
            var groupOf = Enumerable.Range(0, Rows * Columns).ToArray();
            for (var row = 0; row < Rows; row++)
                for (var column = 0; column < Columns; column++)
                {
                    if (column + 1 < Columns && !IsDrawn(isAcross: false, Xs[column + 1], Ys[row], Ys[row + 1]))
                        groupOf[Root(groupOf, row * Columns + column + 1)] = Root(groupOf, row * Columns + column);
                    if (row + 1 < Rows && !IsDrawn(isAcross: true, Ys[row + 1], Xs[column], Xs[column + 1]))
                        groupOf[Root(groupOf, (row + 1) * Columns + column)] = Root(groupOf, row * Columns + column);
                }
            return [.. from slot in Enumerable.Range(0, Rows * Columns)
                       group (Row: slot / Columns, Column: slot % Columns) by Root(groupOf, slot) into cell
                       let row = cell.Min(s => s.Row)
                       let column = cell.Min(s => s.Column)
                       orderby row, column
                       select (row, column, cell.Max(s => s.Row) - row + 1, cell.Max(s => s.Column) - column + 1)];
        }

        bool IsDrawn(bool isAcross, double at, double from, double to) =>
            Lines.Where(l => l.IsAcross == isAcross && Math.Abs(l.At - at) <= Near + 1).Sum(l => Math.Max(0, Math.Min(l.To, to) - Math.Max(l.From, from))) * 2 > to - from;
    }
}
