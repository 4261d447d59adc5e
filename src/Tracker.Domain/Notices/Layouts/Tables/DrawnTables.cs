using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Finds the tables that lines draw: with borders, with | or tabs between cells, or with a line for each cell.</summary>
static class DrawnTables
{
    /// <summary>The lines in their order, cut where a table begins and ends; what looks drawn and makes no grid stays text.</summary>
    public static IEnumerable<(IReadOnlyList<Line> Lines, Grid? Grid)> In(IReadOnlyList<Line> lines, int? year)
    {
        var text = new List<Line>();
        for (var at = 0; at < lines.Count;)
        {
            if (TableAt(lines, at, year) is not ({ Count: > 0 } grids, var end))
            {
                text.Add(lines[at++]);
                continue;
            }
            yield return (text, null);
            text = [];
            foreach (var grid in grids)
                yield return ([], grid);
            at = end;
        }
        yield return (text, null);
    }

    static (IReadOnlyList<Grid> Grids, int End)? TableAt(IReadOnlyList<Line> lines, int at, int? year) =>
        BoxLine.IsDrawn(lines[at]) ? BoxTables.At(lines, at, year)
        : lines[at].IsEmpty && lines[at].Rule is null ? null
        : PipeTables.MayBeginAt(lines, at) ? GridsOf(PipeTables.At(lines, at), year, mayGoOn: false)
        : CellLists.BeginsAt(lines, at) ? GridsOf(CellLists.At(lines, at), year, mayGoOn: true)
        : null;

    static (IReadOnlyList<Grid> Grids, int End) GridsOf(DrawnTable drawn, int? year, bool mayGoOn) =>
        drawn.Rows.Count > 0 ? (TextRows.Grids(drawn.Rows, year).ToList(), drawn.End)
        : CellSequence.ToGrid(drawn.Cells, year, mayGoOn) is { } grid ? ([grid], drawn.End)
        : ([], drawn.End);
}
