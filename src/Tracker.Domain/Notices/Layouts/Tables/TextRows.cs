using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>A cell that lines drew: its lines, none for a blank one.</summary>
sealed record TextCell(IReadOnlyList<Line> Lines)
{
    public string Text { get; } = string.Concat(Lines.Select(l => l.Compact.Text));
    public bool IsBlank => Text.Length == 0;

    public static TextCell Join(IEnumerable<TextCell> cells) => new([.. cells.SelectMany(c => c.Lines)]);
}

sealed record TextRow(IReadOnlyList<TextCell> Cells, Place Place)
{
    public IReadOnlyList<string> Texts => [.. Cells.Select(c => c.Text)];

    /// <summary>The row without the blank cells at its end that go beyond <paramref name="columns"/>.</summary>
    public TextRow Trimmed(int columns)
    {
        var count = Cells.Count;
        while (count > columns && Cells[count - 1].IsBlank) count--;
        return count == Cells.Count ? this : this with { Cells = [.. Cells.Take(count)] };
    }
}

/// <summary>Makes grids of rows that lines drew. A row with fewer or more cells than the head is fitted to it by its words, and said to be odd.</summary>
static class TextRows
{
    /// <summary>From this share of rows on, short ones show that merged cells were dropped; fewer look like damage.</summary>
    const double DroppedMerges = 0.2;
    const double PoorFit = 1.5;

    /// <summary>A grid for each head with the rows below it, and one for rows without any head.</summary>
    public static IEnumerable<Grid> Grids(IReadOnlyList<TextRow> rows)
    {
        var start = 0;
        while (start < rows.Count)
        {
            var head = IndexOfHead(rows, start);
            if (head < 0)
            {
                yield return Headless(rows.Skip(start).ToList());
                yield break;
            }
            var (heads, below) = HeadAt(rows, head);
            var end = below;
            while (end < rows.Count && !IsAnotherHead(rows[end], heads)) end++;
            yield return Under(heads, rows[head].Place, rows.Take(end).Skip(below).ToList());
            start = end;
        }
    }

    static int IndexOfHead(IReadOnlyList<TextRow> rows, int start)
    {
        for (var row = start; row < rows.Count; row++)
            if (TableHead.IsHead(rows[row].Texts))
                return row;
        return -1;
    }

    static bool IsAnotherHead(TextRow row, IReadOnlyList<TextCell> heads) =>
        TableHead.IsHead(row.Texts) && !row.Texts.Where(t => t.Length > 0).All(t => heads.Any(h => h.Text.Contains(t, StringComparison.Ordinal)));

    /// <summary>The heads and the row below them. A second row of heads names the columns under a head that spans them.</summary>
    static (IReadOnlyList<TextCell> Heads, int Below) HeadAt(IReadOnlyList<TextRow> rows, int at)
    {
        var upper = rows[at].Cells;
        if (at + 1 >= rows.Count || rows[at + 1].Cells is not { } lower || !lower.Any(c => !c.IsBlank) || !lower.All(c => c.IsBlank || ColumnHeads.Of(c.Text) is not null))
            return (upper, at + 1);
        if (lower.Count == upper.Count)
            return ([.. upper.Zip(lower, (above, below) => below.IsBlank ? above : below)], at + 2);
        return GroupedHeads.Resolve(upper, lower, c => c.Text) is { } heads ? (heads, at + 2) : (upper, at + 1);
    }

    static Grid Headless(List<TextRow> rows)
    {
        var columns = rows.Max(r => r.Cells.Count);
        return new(null, columns, [.. rows.Select((r, i) => Laid(r.Cells, Enumerable.Range(0, r.Cells.Count), i, columns))], [.. rows.Select(r => r.Place)], showsMerges: false);
    }

    static Grid Under(IReadOnlyList<TextCell> heads, Place place, List<TextRow> printed)
    {
        var kinds = TableColumns.KindsForFit([.. heads.Select(h => h.Text)]);
        var rows = BrokenRows.Joined(printed, kinds);
        var fitting = new RowFitting(kinds, rows);
        var laid = new List<GridCell?[]> { Laid(heads, Enumerable.Range(0, heads.Count), 0, heads.Count) };
        var oddities = new Dictionary<int, Oddity>();
        foreach (var row in rows)
        {
            var (cells, at, oddity) = fitting.Fit(row.Trimmed(heads.Count));
            if (oddity is not null)
                oddities[laid.Count] = oddity;
            laid.Add(Laid(cells, at, laid.Count, heads.Count));
        }
        return new(null, heads.Count, laid, [place, .. rows.Select(r => r.Place)], showsMerges: false) { Oddities = oddities };
    }

    /// <param name="at">the column of each cell; the number of columns stands for one across all of them</param>
    public static GridCell?[] Laid(IReadOnlyList<TextCell> cells, IEnumerable<int> at, int row, int columns)
    {
        var laid = new GridCell?[columns];
        foreach (var (cell, column) in cells.Zip(at))
            if (column < columns)
                laid[column] = new(row, column, 1, 1, cell.Lines);
            else
                Array.Fill(laid, new GridCell(row, 0, 1, columns, cell.Lines));
        return laid;
    }

    /// <summary>Fits rows to the columns of a head.</summary>
    sealed class RowFitting(IReadOnlyList<Column?> kinds, List<TextRow> rows)
    {
        // More marks than these in one row belong to no cell's words.
        const int MostMarks = 40;

        readonly bool dropsMerges = rows.Count(r => r.Cells.Count < kinds.Count) >= rows.Count * DroppedMerges;

        public (IReadOnlyList<TextCell> Cells, IEnumerable<int> At, Oddity? Oddity) Fit(TextRow row)
        {
            if (row.Cells.Count == kinds.Count)
                return Shifted(row) ?? (row.Cells, Enumerable.Range(0, kinds.Count), null);
            if (row.Cells.Count > kinds.Count)
                return (Merged(row.Cells), Enumerable.Range(0, kinds.Count), new($"本行有{row.Cells.Count}格，表头只有{kinds.Count}格", null));
            var aligned = Alignment.Of([.. row.Cells.Select((c, i) => new LooseCell(c.Text, i == 0, i == 0, false))], kinds);
            return (row.Cells, aligned.Select(a => a.Column), OddityOf(aligned, kinds, row.Cells.Count, dropsMerges));
        }

        /// <summary>
        /// Where a cell merged with the row above was dropped and blank ones were put behind the row instead, its words fit further to
        /// the right; null where they fit as they stand.
        /// </summary>
        (IReadOnlyList<TextCell>, IEnumerable<int>, Oddity?)? Shifted(TextRow row)
        {
            var count = row.Cells.Count;
            while (count > 0 && row.Cells[count - 1].IsBlank) count--;
            if (count is 0 || count == row.Cells.Count || row.Cells[0].IsBlank)
                return null;
            var cells = row.Cells.Take(count).ToList();
            var aligned = Alignment.Of([.. cells.Select((c, i) => new LooseCell(c.Text, i == 0, i == 0, false))], kinds);
            var asPrinted = cells.Select((c, i) => CellFit.Cost(kinds[i], c.Text)).Sum();
            return aligned.Any(a => a.Column == kinds.Count) || asPrinted - aligned.Sum(a => a.Fit) < ClearlyBetter ? null
                : (cells, aligned.Select(a => a.Column), OddityOf(aligned, kinds, count, dropsMerges: false) ?? new(Odd(count, kinds.Count), null));
        }

        const double ClearlyBetter = 4;

        /// <summary>A mark inside a cell was taken for a border: the neighbours that fit best together are one cell.</summary>
        List<TextCell> Merged(IReadOnlyList<TextCell> row)
        {
            var cells = row.Count <= kinds.Count + MostMarks ? row.ToList() : [.. row.Take(kinds.Count + MostMarks - 1), TextCell.Join(row.Skip(kinds.Count + MostMarks - 1))];
            while (cells.Count > kinds.Count)
            {
                var at = Enumerable.Range(0, Math.Min(kinds.Count, cells.Count - 1)).MinBy(i => CostWhenMerged(cells, i));
                cells[at] = TextCell.Join([cells[at], cells[at + 1]]);
                cells.RemoveAt(at + 1);
            }
            return cells;
        }

        double CostWhenMerged(List<TextCell> cells, int at) =>
            Enumerable.Range(0, kinds.Count).Sum(i => CellFit.Cost(kinds[i], i == at ? cells[i].Text + cells[i + 1].Text : cells[i < at ? i : Math.Min(i + 1, cells.Count - 1)].Text));
    }

    static string Odd(int count, int columns) => count < columns ? $"本行只有{count}格，表头有{columns}格" : "本行的各格与表头的各栏对不准";

    /// <summary>What is odd about a row with fewer cells than the head.</summary>
    /// <param name="dropsMerges">whether so many rows are short that merged cells must have been dropped</param>
    public static Oddity? OddityOf(IReadOnlyList<AlignedCell> aligned, IReadOnlyList<Column?> kinds, int count, bool dropsMerges)
    {
        if (aligned.Any(a => a.Column == kinds.Count))
            return null;
        var missing = Enumerable.Range(0, kinds.Count).Except(aligned.Select(a => a.Column)).ToHashSet();
        var reason = Odd(count, kinds.Count);
        if (aligned.Any(a => !a.Certain))
            return new(reason, null);
        if (missing.Any(c => kinds[c] is Column.Task or Column.Requirement))
            return new(reason, null);
        missing.RemoveWhere(c => kinds[c] is Column.Number or Column.Category or Column.Leader or Column.Remarks or Column.Ignored or null);
        var isCovered = dropsMerges && Enumerable.Range(0, kinds.Count).Where(c => kinds[c] is Column.Limit || kinds[c] is { } kind && ColumnHeads.IsOfUnits(kind)).All(missing.Contains);
        if (isCovered)
            missing.Clear();
        missing.UnionWith(aligned.Where(a => a.Fit >= PoorFit).Select(a => a.Column));
        return missing.Count == 0 ? null : new(reason, missing);
    }
}
