using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>A cell with its paragraphs and the rows and columns that it covers.</summary>
sealed class GridCell(int row, int column, int rows, int columns, IReadOnlyList<Line> lines)
{
    Passage? words;

    public int Row { get; } = row;
    public int Column { get; } = column;
    public int Rows { get; set; } = rows;
    public int Columns { get; } = columns;

    /// <summary>Its paragraphs; none of them is empty.</summary>
    public IReadOnlyList<Line> Lines { get; } = [.. lines.Where(l => !l.IsEmpty)];

    /// <summary>All its words, its lines joined, without white space.</summary>
    public Passage Words => words ??= Passage.Join([.. Lines.Select(l => l.Compact)]);

    public string Text => Words.Text;
    public bool IsBlank => Lines.Count == 0;
}

/// <summary>A table in which each place of each row knows its cell, however the table came.</summary>
/// <param name="number">counts the tables of the document from 1; null where lines drew it</param>
/// <param name="showsMerges">whether merged cells show as such, so that a blank cell is blank</param>
sealed class Grid(int? number, int columns, IReadOnlyList<GridCell?[]> rows, IReadOnlyList<Place> places, bool showsMerges)
{
    public int? Number { get; } = number;
    public int Columns { get; } = columns;
    public int Rows => rows.Count;
    public bool ShowsMerges { get; } = showsMerges;

    /// <summary>What is odd about a row: a number of cells that does not fit the head. Null for rows that fit.</summary>
    public Func<int, string?> Oddity { get; init; } = _ => null;

    /// <summary>The cell that covers the place; null where none does.</summary>
    public GridCell? At(int row, int column) => rows[row][column];

    public Place PlaceOf(int row) => places[row];

    /// <summary>The cells that begin in the row, from left to right.</summary>
    public IEnumerable<GridCell> Beginning(int row)
    {
        for (var column = 0; column < Columns; column++)
            if (At(row, column) is { } cell && cell.Row == row && cell.Column == column)
                yield return cell;
    }

    /// <summary>The cells that begin in the row and have words.</summary>
    public IReadOnlyList<GridCell> Filled(int row) => [.. Beginning(row).Where(c => !c.IsBlank)];
}
