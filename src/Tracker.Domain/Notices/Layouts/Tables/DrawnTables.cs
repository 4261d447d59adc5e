using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Finds the tables that lines draw: with borders, with |, tabs or white space between cells, or with a line for each cell.</summary>
static class DrawnTables
{
    /// <summary>The lines in their order, cut where a table begins and ends; what looks drawn and makes no grid stays text.</summary>
    public static IEnumerable<(IReadOnlyList<Line> Lines, Grid? Grid)> In(IReadOnlyList<Line> lines)
    {
        var text = new List<Line>();
        // Heads parted by white space; where rows are broken over lines, those of the next page begin no table of their own.
        FlatHead? flat = null;
        for (var at = 0; at < lines.Count;)
        {
            if (flat is null || !FlatHead.IsRepeated(lines[at], flat))
                flat = FlatHead.At(lines, at) ?? flat;
            if (TableAt(lines, at, flat) is not var (grids, end))
            {
                text.Add(lines[at++]);
                continue;
            }
            if (grids.Count == 0)
                text.AddRange(lines.Take(end).Skip(at));
            else
                yield return (text, null);
            if (grids.Count > 0)
                text = [];
            foreach (var grid in grids)
                yield return ([], grid);
            at = end;
        }
        yield return (text, null);
    }

    static (IReadOnlyList<Grid> Grids, int End)? TableAt(IReadOnlyList<Line> lines, int at, FlatHead? flat) =>
        BoxLine.IsDrawn(lines[at]) ? BoxTables.At(lines, at)
        : lines[at].IsEmpty && lines[at].Rule is null ? null
        : PipeTables.MayBeginAt(lines, at) ? GridsOf(PipeTables.At(lines, at))
        : CellLists.BeginsAt(lines, at) ? GridsOf(CellLists.At(lines, at))
        : flat?.Start == at && SpacedLines.At(lines, flat) is var (spaced, end) ? ([spaced], end)
        : null;

    static (IReadOnlyList<Grid> Grids, int End) GridsOf(DrawnTable drawn) =>
        drawn.Rows.Count > 0 ? (TextRows.Grids(drawn.Rows).ToList(), drawn.End)
        : CellSequence.ToGrid(drawn.Cells) is { } grid ? ([grid], drawn.End)
        : ([], drawn.End);
}
