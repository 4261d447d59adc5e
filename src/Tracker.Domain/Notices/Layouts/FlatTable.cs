using Tracker.Domain.Notices.Heads;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>
/// A table that was flattened to lines: cells parted by white space, merged cells printed once, cells beside a long text
/// broken over its lines. Rows are told by their numbers, unit and limit cells by standing last on a line.
/// </summary>
static class FlatTable
{
    /// <summary>The layout of the lines, or null where no line is a row of column heads.</summary>
    public static Layout? Read(IReadOnlyList<Line> lines, int? year, IReadOnlySet<string> unitNames)
    {
        var start = IndexOfHeads(lines);
        if (start < 0)
            return null;
        var columns = ColumnHeads.In(lines[start])!;
        var rows = lines.Skip(start + 1).TakeWhile(l => !Furniture.IsImprint(l.Compact.Text))
            .Where(l => !l.IsEmpty && !Furniture.Is(l.Compact.Text) && ColumnHeads.In(l) is null).ToList();
        var known = NamesPrintedWhole(rows, year);
        known.UnionWith(unitNames);
        var reader = new FlatRows(known, year);
        foreach (var line in rows)
            reader.Add(line);
        return FlatDrafts.From(reader.Groups, columns) with { Elsewhere = [.. lines.Take(start).Select(l => l.Compact).Where(l => l.Length > 0)] };
    }

    static int IndexOfHeads(IReadOnlyList<Line> lines)
    {
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Compact.Length < 60 && ColumnHeads.In(lines[i]) is not null)
                return i;
        return -1;
    }

    /// <summary>Names of cells that stand whole on one line behind the end of a sentence: the table's own vocabulary.</summary>
    static HashSet<string> NamesPrintedWhole(List<Line> rows, int? year)
    {
        var names = new HashSet<string>();
        foreach (var row in rows)
        {
            var pieces = Pieces.Of(row);
            LimitTail.Take(pieces, year);
            if (pieces.Count > 1 && Clause.EndsSentence(pieces[^2][^1]) && UnitTail.ShapeOf(pieces[^1].Text) is UnitShape.Whole)
                names.UnionWith(UnitTail.NamesIn(pieces[^1]));
        }
        return names;
    }
}
