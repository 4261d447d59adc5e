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

/// <summary>Why a row may have been read wrongly.</summary>
/// <param name="Columns">the columns concerned; null where all of them are</param>
sealed record Oddity(string Reason, IReadOnlySet<int>? Columns)
{
    public bool Concerns(IEnumerable<int> columns) => Columns is null || columns.Any(Columns.Contains);
}

/// <summary>A table in which each place of each row knows its cell, however the table came.</summary>
/// <param name="number">counts the tables of the document from 1; null where lines drew it</param>
/// <param name="showsMerges">whether merged cells show as such, so that a blank cell is blank</param>
sealed class Grid(int? number, int columns, IReadOnlyList<GridCell?[]> rows, IReadOnlyList<Place> places, bool showsMerges)
{
    const int ShortestText = 60;

    public int? Number { get; } = number;
    public int Columns { get; } = columns;
    public int Rows => rows.Count;
    public bool ShowsMerges { get; } = showsMerges;

    /// <summary>Rows whose cells do not fit the head.</summary>
    public IReadOnlyDictionary<int, Oddity> Oddities { get; init; } = new Dictionary<int, Oddity>();

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

    /// <summary>Whether it only frames a text, as pages are laid out: most of its words stand in one cell, its neighbours are navigation.</summary>
    public bool IsFrame => Cells.Select(c => c.Words.Length).ToList() is { Count: > 0 } lengths && lengths.Max() is var longest && longest >= ShortestText && longest * 2 > lengths.Sum();

    /// <summary>The lines of its cells, row by row.</summary>
    public IEnumerable<Line> Lines => Cells.SelectMany(c => c.Lines);

    IEnumerable<GridCell> Cells => Enumerable.Range(0, Rows).SelectMany(Beginning);
}
