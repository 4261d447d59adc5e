using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>The tables that the document's format itself has.</summary>
static class RealTables
{
    // A grid of a document that wants to be costly; no notice comes near it.
    const int MostPlaces = 4_000_000;

    /// <summary>The table whose cells the lines stand in; null where it is no table but a frame around text, or too large to be one of a notice.</summary>
    public static Grid? From(IReadOnlyList<Line> lines)
    {
        var cells = lines.GroupBy(l => (l.Cell!.Row, l.Cell.Column)).Select(g => (g.First().Cell!, Lines: g.ToList())).ToList();
        var rows = cells.Max(c => c.Item1.Row) + 1;
        // Only columns in which a cell with words begins matter: a sheet may have a remark in its column 16384.
        var used = cells.Where(c => c.Lines.Exists(l => !l.IsEmpty)).Select(c => c.Item1.Column).Distinct().Order().ToList();
        if (used.Count < 2 || (long)rows * used.Count > MostPlaces)
            return null;
        var (places, at) = (new GridCell?[rows][], new Place[rows]);
        for (var row = 0; row < rows; row++)
            places[row] = new GridCell?[used.Count];
        foreach (var (cell, words) in cells)
        {
            at[cell.Row] ??= words[0].Place;
            Lay(cell, words, places, used);
        }
        for (var row = 0; row < rows; row++)
            at[row] ??= row == 0 ? lines[0].Place : at[row - 1];
        var grid = new Grid(cells[0].Item1.Table, used.Count, places, at, showsMerges: true);
        return grid.IsFrame && TableHead.Find(grid) is null ? null : grid;
    }

    static void Lay(Cell cell, List<Line> words, GridCell?[][] places, List<int> used)
    {
        var first = IndexOf(used, cell.Column);
        var end = IndexOf(used, cell.Column + cell.Columns);
        var lastRow = Math.Min(places.Length, cell.Row + cell.Rows);
        if (first >= end)
            return;
        var laid = new GridCell(cell.Row, first, lastRow - cell.Row, end - first, words);
        for (var row = cell.Row; row < lastRow; row++)
            for (var column = first; column < end; column++)
                places[row][column] ??= laid;
    }

    /// <summary>The first used column at or behind a column of the document.</summary>
    static int IndexOf(List<int> used, int column)
    {
        var at = used.BinarySearch(column);
        return at < 0 ? ~at : at;
    }
}
