using Tracker.Domain.Notices.Layouts.Tables;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Units or limits to the left of a flattened table's words: moved behind them, where a line's end shows the cells.</summary>
static class LeadingCells
{
    /// <summary>How many columns of units or limits stand first; 0 where a number, a category or words do.</summary>
    public static int CountIn(IReadOnlyList<Column?> kinds)
    {
        var count = 0;
        while (count < kinds.Count && kinds[count] is { } kind && (kind is Column.Limit || ColumnHeads.IsOfUnits(kind))) count++;
        return count == kinds.Count ? 0 : count;
    }

    public static IReadOnlyList<Column?> Behind(IReadOnlyList<Column?> kinds, int count) => [.. kinds.Skip(count), .. kinds.Take(count)];

    /// <summary>The line with the cells that it begins with at its end.</summary>
    public static Line Behind(Line line, int count, UnitTail tail)
    {
        var words = line.Words.Trim();
        var rest = 0;
        foreach (var piece in Pieces.Of(new(words, line.Place)).Take(count))
        {
            if (tail.ShapeOf(piece.Text) is UnitShape.None && !CellWords.IsLimit(piece.Text))
                break;
            rest += piece.Length;
            while (rest < words.Length && Blank.Is(words[rest])) rest++;
        }
        return rest == 0 || rest == words.Length ? line : new(Passage.Join([words[rest..], words[(rest - 1)..rest], words[..(rest - 1)]]), line.Place);
    }
}
