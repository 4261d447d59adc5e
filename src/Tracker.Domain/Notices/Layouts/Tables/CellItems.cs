using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts.Tables;

/// <summary>A numbered item inside a cell.</summary>
/// <param name="Units">the units that the item itself names, or null</param>
/// <param name="Limit">the limit that the item itself names in a closing bracket, or null</param>
sealed record CellItem(int No, Passage Words, UnitCell? Units, LimitCell? Limit);

/// <summary>Takes apart cells that hold several numbered items.</summary>
static class CellItems
{
    /// <summary>The cell's paragraphs: a line that neither begins with a number nor follows a sentence's end goes on with the line before.</summary>
    public static List<Passage> Paragraphs(GridCell cell)
    {
        var paragraphs = new List<List<Passage>>();
        foreach (var line in cell.Lines)
            if (paragraphs.Count > 0 && Mark.At(line.Compact.Text, 0) is null && !ClosingLine.NamesUnits(line.Compact.Text) && !Clause.EndsSentence(paragraphs[^1][^1].Text[^1]))
                paragraphs[^1].Add(line.Compact);
            else
                paragraphs.Add([line.Compact]);
        return [.. paragraphs.Select(p => Passage.Join(p.ToArray()))];
    }

    /// <summary>The items that follow each other by number; none where the cell holds a single one.</summary>
    public static IReadOnlyList<CellItem> In(GridCell cell)
    {
        var items = OutlineOf(cell).Roots;
        return items.Count < 2 || items.Any(i => i.Mark.Style != items[0].Mark.Style) ? [] : [.. items.Select(ItemOf)];
    }

    /// <summary>What stands in the cell before its first item.</summary>
    public static IReadOnlyList<Passage> Before(GridCell cell) => OutlineOf(cell).Loose;

    /// <summary>The numbered parts of a cell of units or limits, by number; empty where it is not numbered.</summary>
    public static IReadOnlyDictionary<int, Passage> Numbered(GridCell cell)
    {
        var outline = OutlineOf(cell);
        return outline.Loose.Count > 0 || outline.Roots.Count < 2 || outline.Roots.DistinctBy(r => r.Mark.Number).Count() < outline.Roots.Count
            ? new Dictionary<int, Passage>()
            : outline.Roots.ToDictionary(r => r.Mark.Number, r => Passage.Join([.. r.Own, .. r.Parts]));
    }

    static Outline OutlineOf(GridCell cell) => Outline.Of([.. Paragraphs(cell).Select(p => new Paragraph(p, cell.Lines[0].Place, false))]);

    static CellItem ItemOf(Item item)
    {
        var stretches = Stretch.Of([.. item.Own, .. item.Parts]);
        return new(item.Mark.Number, Passage.Join([.. stretches.SelectMany(s => s.Paragraphs)]),
            stretches.Select(s => s.Units).FirstOrDefault(u => u is not null), stretches.Select(s => s.Limit).FirstOrDefault(l => l is not null));
    }
}
