using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Tables with drawn borders: ┌─┬─┐ │ │ │ ├─┼─┤. A cell is what stands between two strokes of its column, over however many lines.</summary>
static class BoxTables
{
    /// <summary>The grids of the table that begins with line <paramref name="start"/>, and the line behind it.</summary>
    public static (IReadOnlyList<Grid> Grids, int End) At(IReadOnlyList<Line> lines, int start)
    {
        var drawn = new List<BoxLine>();
        var end = start;
        for (var at = start; at < lines.Count && (BoxLine.IsDrawn(lines[at]) || lines[at].IsEmpty); at++)
            if (BoxLine.IsDrawn(lines[at]))
            {
                drawn.Add(BoxLine.From(lines[at]));
                end = at + 1;
            }
        return (Grids(drawn), end);
    }

    static IReadOnlyList<Grid> Grids(List<BoxLine> drawn)
    {
        var columns = BoxBorders.ColumnsOf(drawn);
        if (columns < 2)
            return [];
        var borders = new BoxBorders(drawn, columns);
        var bands = new Bands(columns);
        foreach (var line in drawn)
            bands.Add(line, borders);
        return !bands.AreRows ? [.. TextRows.Grids(bands.LinesAsRows())]
            : drawn.Exists(borders.IsLost) ? [.. TextRows.Grids(RowsByCount(drawn, columns))]
            : [bands.ToGrid()];
    }

    /// <summary>Rows whose cells are only counted, as where | parts them: the lines between two rules, joined while they have all their cells.</summary>
    static List<TextRow> RowsByCount(List<BoxLine> drawn, int columns)
    {
        var rows = new List<TextRow>();
        var goesOn = false;
        foreach (var line in drawn)
        {
            var cells = line.Stretches.Select(s => new TextCell(s.Words is { IsEmpty: false } words ? [words] : [])).ToList();
            if (goesOn && !line.HasRule && cells.Count == columns && rows[^1].Cells.Count == columns)
                rows[^1] = rows[^1] with { Cells = [.. rows[^1].Cells.Zip(cells, (above, below) => TextCell.Join([above, below]))] };
            else if (cells.Exists(c => !c.IsBlank))
                rows.Add(new(cells, line.Place));
            goesOn = !line.HasRule && rows.Count > 0;
        }
        return rows;
    }

    /// <summary>The rows between the rules, as they grow line by line.</summary>
    sealed class Bands(int columns)
    {
        readonly Open?[] open = new Open?[columns];
        readonly List<Open> cells = [];
        readonly List<Place> places = [];
        readonly List<TextRow> lines = [];
        readonly List<int> bandOfLine = [];
        int band = -1;
        bool betweenRules = true;
        bool hasPartialRules;
        // Columns that the rule above a row leaves out although nothing is drawn there.
        readonly Dictionary<int, Oddity> oddities = [];

        sealed class Open(int band, int column, int span)
        {
            public int First { get; } = band;
            public int Last { get; set; } = band;
            public int Column { get; } = column;
            public int Span { get; } = span;
            public List<Line> Lines { get; } = [];
        }

        public void Add(BoxLine line, BoxBorders borders)
        {
            var stretches = borders.Place(line);
            var hasWords = stretches.Any(s => !s.Stretch.IsRule);
            hasPartialRules |= hasWords && line.HasRule;
            foreach (var (stretch, column, span) in stretches.Where(s => s.Stretch.IsRule))
                Array.Clear(open, column, span);
            if (line.HasRule && stretches is [.., (_, var last, var width)] && last + width is var end && end < columns)
            {
                // The rule broke off: what stands below it is not known to go on.
                Array.Clear(open, end, columns - end);
                oddities[band + 1] = new("表格线画到一半就断了", Enumerable.Range(end, columns - end).ToHashSet());
            }
            betweenRules |= line.HasRule;
            if (!hasWords)
                return;
            if (!line.HasRule && betweenRules || band < 0)
            {
                (band, betweenRules) = (band + 1, false);
                places.Add(line.Place);
            }
            foreach (var (stretch, column, span) in stretches.Where(s => !s.Stretch.IsRule))
                AddWords(stretch.Words, column, span);
            if (!line.HasRule)
                AddAsRow(stretches, line.Place);
        }

        void AddWords(Line? words, int column, int span)
        {
            if (open[column] is not { } cell || cell.Span != span)
            {
                cell = new(band, column, span);
                Array.Fill(open, cell, column, span);
                cells.Add(cell);
            }
            cell.Last = band;
            if (words is { IsEmpty: false })
                cell.Lines.Add(words);
        }

        void AddAsRow(IReadOnlyList<(BoxLine.Stretch Stretch, int Column, int Span)> stretches, Place place)
        {
            var row = Enumerable.Range(0, columns).Select(_ => new TextCell([])).ToArray();
            foreach (var (stretch, column, _) in stretches)
                row[column] = new(stretch.Words is { IsEmpty: false } words ? [words] : []);
            lines.Add(new(row, place));
            bandOfLine.Add(band);
        }

        /// <summary>Whether rules part the rows; without any, each line is a row, as its numbers show.</summary>
        public bool AreRows => !lines.Zip(bandOfLine).Where(l => CellWords.NumberIn(l.First.Cells[0].Text) is not null).GroupBy(l => l.Second).Any(g => g.Count() > 1)
            && !lines.Zip(bandOfLine).Where(l => l.First.Cells.Count(c => !c.IsBlank) > columns / 2 && l.First.Cells.Any(c => Mark.At(c.Text, 0) is not null)).GroupBy(l => l.Second).Any(g => g.Count() > 1);

        public List<TextRow> LinesAsRows() => lines;

        public Grid ToGrid()
        {
            var rows = Enumerable.Range(0, band + 1).Select(_ => new GridCell?[columns]).ToList();
            foreach (var cell in cells)
            {
                var laid = new GridCell(cell.First, cell.Column, cell.Last - cell.First + 1, cell.Span, cell.Lines);
                for (var row = cell.First; row <= cell.Last; row++)
                    for (var column = cell.Column; column < cell.Column + cell.Span; column++)
                        rows[row][column] ??= laid;
            }
            return new(null, columns, rows, places, showsMerges: hasPartialRules) { Oddities = oddities };
        }
    }
}
