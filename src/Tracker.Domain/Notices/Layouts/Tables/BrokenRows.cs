using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>Rows that a line break inside a cell cut in two: 12月底|商务局|打造便民圈， and 方便群众。|3|便民服务 below it.</summary>
static class BrokenRows
{
    // What fits a column worse is no cell of it.
    const double PoorFit = 3;

    public static List<TextRow> Joined(List<TextRow> rows, IReadOnlyList<Column?> kinds)
    {
        var joined = new List<TextRow>(rows.Count);
        foreach (var row in rows)
            if (joined.Count > 0 && AreHalves(joined[^1].Cells, row.Cells, kinds))
                joined[^1] = joined[^1] with { Cells = [.. joined[^1].Cells.SkipLast(1), TextCell.Join([joined[^1].Cells[^1], row.Cells[0]]), .. row.Cells.Skip(1)] };
            else
                joined.Add(row);
        return joined;
    }

    /// <summary>Together they have a cell for each column, the first breaks off inside a sentence, and the second does not begin a row.</summary>
    static bool AreHalves(IReadOnlyList<TextCell> first, IReadOnlyList<TextCell> second, IReadOnlyList<Column?> kinds) =>
        first.Count > 1 && second.Count > 1 && first.Count + second.Count - 1 == kinds.Count
        && !first[^1].IsBlank && !Clause.EndsSentence(first[^1].Text[^1]) && !second[0].IsBlank
        && kinds[first.Count - 1] is { } kind && ColumnHeads.IsOfText(kind)
        && CellFit.Cost(kinds[0], second[0].Text) > CellFit.Cost(kind, second[0].Text) && second.Skip(1).Select((c, i) => CellFit.Cost(kinds[first.Count + i], c.Text)).All(cost => cost < PoorFit);
}
