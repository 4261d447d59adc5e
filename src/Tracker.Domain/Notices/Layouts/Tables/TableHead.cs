using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>The rows of a table that name its columns.</summary>
/// <param name="End">the first row below them</param>
/// <param name="Columns">null for a column whose head nobody knows</param>
/// <param name="Heads">the words over each column, upper and lower together</param>
sealed record TableHead(int Start, int End, IReadOnlyList<Column?> Columns, IReadOnlyList<string> Heads)
{
    // Titles and remarks may stand above the head, but not half a table.
    const int MostRowsAbove = 12;
    const int LongestHead = 24;

    public static TableHead? Find(Grid grid)
    {
        for (var row = 0; row < Math.Min(grid.Rows, MostRowsAbove); row++)
            if (At(grid, row) is { } head)
                return head;
        return null;
    }

    /// <summary>The head that begins in the row, or null.</summary>
    public static TableHead? At(Grid grid, int row)
    {
        var upper = grid.Filled(row);
        if (upper.Count < 2 || upper.Any(c => c.Text.Length > LongestHead))
            return null;
        var end = EndOf(grid, row, upper);
        var heads = Enumerable.Range(0, grid.Columns).Select(c => (Above: WordsOver(grid, row, c), Below: end > row + 1 ? WordsOver(grid, end - 1, c) : "")).ToList();
        var columns = heads.Select((h, i) => h.Above == h.Below || h.Below.Length == 0 ? ColumnHeads.Of(h.Above) : ColumnOf(heads, i)).ToList();
        return IsHead(columns, upper.Count) ? new(row, end, columns, [.. heads.Select(h => h.Above == h.Below ? h.Above : h.Above + h.Below)]) : null;
    }

    static string WordsOver(Grid grid, int row, int column) => grid.At(row, column)?.Text ?? "";

    /// <summary>A second row of heads stands below a head that spans columns: 责任分工 over 牵头单位 and 配合单位.</summary>
    static int EndOf(Grid grid, int row, IReadOnlyList<GridCell> upper)
    {
        var spanned = row + upper.Max(c => c.Rows);
        if (row + 1 >= grid.Rows || grid.Filled(row + 1) is not { Count: > 0 } lower)
            return Math.Min(spanned, grid.Rows);
        if (lower is [{ Columns: var width }] && width == grid.Columns)
            return row + 1; // 民生实事 across all columns is a heading of rows
        var isSecond = lower.Count < upper.Count && lower.All(c => c.Text.Length <= LongestHead && ColumnHeads.Of(c.Text) is not null)
            || lower.All(c => c.Text.Length <= 10 && IsBelowAWideHead(grid, row, c));
        return isSecond ? Math.Min(Math.Max(spanned, row + 2), grid.Rows) : row + 1;
    }

    static bool IsBelowAWideHead(Grid grid, int row, GridCell lower) => grid.At(row, lower.Column) is { Columns: > 1, Rows: 1, IsBlank: false };

    /// <summary>The lower head decides; one that says too little (领导, 县级) is read together with the one above it.</summary>
    static Column? ColumnOf(List<(string Above, string Below)> heads, int at)
    {
        var above = heads[at].Above;
        // Where lines drew the table, a wide head stands over the first of its columns only.
        for (var left = at; above.Length == 0 && left > 0; left--)
            above = heads[left - 1].Above;
        return ColumnHeads.Of(heads[at].Below) ?? ColumnHeads.Of(heads[at].Below + above) ?? ColumnHeads.Of(above);
    }

    /// <summary>Whether cells in a row can be the head of a table.</summary>
    public static bool IsHead(IReadOnlyList<string> cells) =>
        cells.All(c => c.Length <= LongestHead) && IsHead([.. cells.Where(c => c.Length > 0).Select(ColumnHeads.Of)], cells.Count(c => c.Length > 0));

    /// <summary>Most cells are heads that are known, and one of them says who or when.</summary>
    static bool IsHead(IReadOnlyList<Column?> columns, int cells)
    {
        var known = columns.Where(c => c is not null).Select(c => c!.Value).Distinct().ToList();
        return known.Count >= 2 && columns.Count(c => c is not null) * 2 >= cells
            && known.Any(c => ColumnHeads.IsOfUnits(c) || c is Column.Limit or Column.Leader)
            && (known.Any(ColumnHeads.IsOfText) || columns.Contains(null));
    }

    /// <summary>Whether a later row prints the same heads again, as each page may, and be it that some of them are damaged.</summary>
    public bool IsRepeatedAt(Grid grid, int row) =>
        grid.Filled(row) is { Count: >= 2 } cells && (cells.Count(c => Heads[c.Column] == c.Text) is var same and >= 2 && same * 2 > cells.Count || cells.All(IsHeadOf));

    bool IsHeadOf(GridCell cell) =>
        cell.Text.Length <= LongestHead && Heads[cell.Column].Length > 0
        && (Heads[cell.Column].StartsWith(cell.Text, StringComparison.Ordinal) || Heads[cell.Column].EndsWith(cell.Text, StringComparison.Ordinal));
}
