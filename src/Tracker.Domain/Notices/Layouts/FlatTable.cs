using Tracker.Domain.Notices.Heads;
using Tracker.Domain.Notices.Layouts.Tables;
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
    public static Layout? Read(IReadOnlyList<Line> lines, IReadOnlySet<string> unitNames)
    {
        if (Enumerable.Range(0, lines.Count).Select(i => FlatHead.At(lines, i)).FirstOrDefault(h => h is not null) is not { } head)
            return null;
        var kinds = TableColumns.KindsForFit([.. head.Heads.Select(h => h.Text)]);
        var leading = LeadingCells.CountIn(kinds);
        var columns = new FlatColumns(LeadingCells.Behind(kinds, leading));
        var end = Enumerable.Range(head.End, lines.Count - head.End).FirstOrDefault(i => EndsTable(lines[i]), lines.Count);
        var rows = lines.Take(end).Skip(head.End).Where(l => !l.IsEmpty && !Furniture.Is(l.Compact.Text) && !FlatHead.IsRepeated(l, head)).ToList();
        var tail = new UnitTail();
        var known = NamesPrintedWhole(rows, tail);
        known.UnionWith(unitNames);
        var reader = new FlatRows(columns, tail, known);
        foreach (var line in rows)
            reader.Add(leading > 0 ? LeadingCells.Behind(line, leading, tail) : line);
        return FlatDrafts.From(reader.Groups, columns) with { IsTable = true, Elsewhere = [.. lines.Where((l, i) => (i < head.Start || i >= end) && !l.IsEmpty).Select(l => l.Compact)] };
    }

    static bool EndsTable(Line line) => Furniture.IsImprint(line.Compact.Text) || CellWords.OpensNote(line.Compact.Text);

    /// <summary>Names of cells that stand whole on one line behind the end of a sentence: the table's own vocabulary.</summary>
    static HashSet<string> NamesPrintedWhole(List<Line> rows, UnitTail tail)
    {
        var names = new HashSet<string>();
        foreach (var row in rows)
        {
            var pieces = Pieces.Of(row);
            LimitTail.Take(pieces);
            if (pieces.Count > 1 && Clause.EndsSentence(pieces[^2][^1]) && tail.ShapeOf(pieces[^1].Text) is UnitShape.Whole)
                names.UnionWith(UnitTail.NamesIn(pieces[^1]));
        }
        return names;
    }
}
