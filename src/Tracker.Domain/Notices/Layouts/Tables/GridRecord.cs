using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>The rows of a table that a cell of its text column covers: one requirement, and what stands beside it.</summary>
/// <param name="Row">the first of its rows</param>
/// <param name="Text">the cell of the task's words; that of a broader column where the row leaves its own blank</param>
/// <param name="Above">its cells of the broader columns, from left to right; null for a blank one</param>
/// <param name="Beside">its cells of further columns of text, in their order</param>
/// <param name="Units">its cells with words in each column of units</param>
/// <param name="Limits">its cells with words in the columns of limits</param>
sealed record GridRecord(
    Grid Grid, int Row, GridCell Text, GridCell? Number, IReadOnlyList<GridCell?> Above, IReadOnlyList<GridCell> Beside,
    IReadOnlyList<List<GridCell>> Units, List<GridCell> Limits)
{
    public Place Place => Grid.PlaceOf(Row);

    /// <summary>Whether the words stand in a broader column, because their own is blank.</summary>
    public bool TextIsElsewhere { get; init; }

    /// <summary>What is odd about its row.</summary>
    public Oddity? Oddity { get; set; }

    /// <summary>Whether cells were added from rows below that have no text of their own.</summary>
    public bool GrewDown { get; set; }

    public static GridRecord At(Grid grid, int row, TableColumns columns, GridCell text)
    {
        var last = Math.Min(grid.Rows - 1, Math.Max(row, text.Row + text.Rows - 1));
        return new(grid, row, text,
            columns.Of(Column.Number) is { Count: > 0 } numbers ? FilledAt(grid, row, numbers.LastOrDefault(n => n < columns.Text, numbers[^1])) : null,
            [.. columns.Above.Select(c => FilledAt(grid, row, c) is { } cell && cell != text ? cell : null)],
            [.. columns.Beside.Select(c => FilledAt(grid, row, c)).OfType<GridCell>().Where(c => c != text).Distinct()],
            [.. columns.Units.Select(c => Filled(grid, row, last, c))],
            [.. columns.Limits.SelectMany(c => Filled(grid, row, last, c)).Distinct()])
        { Oddity = grid.Oddities.GetValueOrDefault(row) };
    }

    /// <summary>Takes in the cells of a row that has no text of its own.</summary>
    public void GrowDown(Grid grid, int row, TableColumns columns)
    {
        for (var i = 0; i < columns.Units.Count; i++)
            Units[i].AddRange(Filled(grid, row, row, columns.Units[i]).Except(Units[i]));
        foreach (var column in columns.Limits)
            Limits.AddRange(Filled(grid, row, row, column).Except(Limits));
        GrewDown = true;
        Oddity ??= grid.Oddities.GetValueOrDefault(row);
    }

    /// <summary>The same with a row below that is only more of its text, broken over the lines.</summary>
    public GridRecord GoneOn(int row, TableColumns columns, GridCell text)
    {
        var grew = GrewDown;
        GrowDown(Grid, row, columns);
        return this with { Text = new(Text.Row, Text.Column, Text.Rows, Text.Columns, [.. Text.Lines, .. text.Lines]), GrewDown = grew };
    }

    static GridCell? FilledAt(Grid grid, int row, int column) => grid.At(row, column) is { IsBlank: false } cell ? cell : null;

    static List<GridCell> Filled(Grid grid, int first, int last, int column)
    {
        var cells = new List<GridCell>();
        for (var row = first; row <= last; row++)
            if (FilledAt(grid, row, column) is { } cell && (cells.Count == 0 || cells[^1] != cell))
                cells.Add(cell);
        return cells;
    }
}
