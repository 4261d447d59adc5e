namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Tells by its cells what a column holds whose head nobody knows, or whose head stands over several columns.</summary>
static class ColumnContents
{
    const int Sample = 40;
    const double Most = 0.7;
    const int ShortestTask = 8;

    /// <summary>Fills in unknown kinds; gives the columns that were guessed.</summary>
    public static List<int> Guess(Column?[] kinds, Grid grid, int firstRow)
    {
        var guessed = new List<int>();
        for (var column = 0; column < kinds.Length; column++)
            if (kinds[column] is { } kind && (ColumnHeads.IsOfText(kind) || ColumnHeads.IsOfUnits(kind)) && IsTwice(kinds, column))
                kinds[column] = Reconsider(kind, Cells(grid, firstRow, column));
        for (var column = 0; column < kinds.Length; column++)
            if (kinds[column] is null && KindOf(Cells(grid, firstRow, column), kinds) is { } found)
            {
                kinds[column] = found;
                if (found is not Column.Number)
                    guessed.Add(column);
            }
        if (!kinds.Any(k => k is { } kind && ColumnHeads.IsOfText(kind)) && Longest(kinds, grid, firstRow) is { } text)
        {
            kinds[text] = Column.Requirement;
            guessed.Add(text);
        }
        return guessed;
    }

    /// <summary>Whether one column holds units or limits and another one sentences.</summary>
    public static bool LooksLikeTasks(Grid grid)
    {
        var columns = Enumerable.Range(0, grid.Columns).Select(c => Cells(grid, 1, c)).Where(c => c.Count > 1).ToList();
        return columns.Exists(c => Share(c, CellWords.AreUnits) || Share(c, t => CellWords.IsLimit(t))) && columns.Exists(c => c.Average(t => t.Length) >= ShortestTask);
    }

    // 工作任务 over a column of numbers and one of words; 责任单位 over units and persons.
    static bool IsTwice(Column?[] kinds, int column) => kinds.Count(k => k == kinds[column]) > 1;

    static Column Reconsider(Column kind, List<string> cells) =>
        ColumnHeads.IsOfText(kind) && Share(cells, t => CellWords.NumberIn(t) is not null) ? Column.Number
        : ColumnHeads.IsOfUnits(kind) && Share(cells, Persons.Are) ? Column.Leader
        : kind;

    static Column? KindOf(List<string> cells, Column?[] kinds) =>
        !kinds.Contains(Column.Number) && Share(cells, t => CellWords.NumberIn(t) is not null) ? Column.Number
        : !kinds.Contains(Column.Limit) && Share(cells, t => CellWords.IsLimit(t)) ? Column.Limit
        : !kinds.Any(k => k is { } kind && ColumnHeads.IsOfUnits(kind)) && Share(cells, CellWords.AreUnits) ? Column.Units
        : null;

    /// <summary>The unknown column with the longest words, provided they are more than names.</summary>
    static int? Longest(Column?[] kinds, Grid grid, int firstRow)
    {
        var lengths = kinds.Select((kind, i) => kind is null && Cells(grid, firstRow, i) is { Count: > 0 } cells ? cells.Average(c => c.Length) : 0).ToList();
        var longest = lengths.Count == 0 ? 0 : lengths.Max();
        return longest >= 6 ? lengths.IndexOf(longest) : null;
    }

    static bool Share(List<string> cells, Func<string, bool> test) => cells.Count > 0 && cells.Count(test) >= cells.Count * Most;

    static List<string> Cells(Grid grid, int firstRow, int column)
    {
        var cells = new List<string>();
        for (var row = firstRow; row < grid.Rows && cells.Count < Sample; row++)
            if (grid.At(row, column) is { IsBlank: false, Columns: 1 } cell && cell.Row == row)
                cells.Add(cell.Text);
        return cells;
    }
}
