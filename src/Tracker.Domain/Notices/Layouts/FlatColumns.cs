using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>The columns of a flattened table: which of them stand before the task's words and which behind.</summary>
/// <param name="kinds">from left to right, broader columns of words as categories</param>
sealed class FlatColumns(IReadOnlyList<Column?> kinds)
{
    readonly int text = Enumerable.Range(0, kinds.Count).Last(i => kinds[i] is { } kind && ColumnHeads.IsOfText(kind));

    public bool HasNumbers { get; } = kinds.Contains(Column.Number);
    public bool HasCategories { get; } = kinds.Contains(Column.Category);
    public bool HasLimits { get; } = kinds.Contains(Column.Limit);
    public bool HasLeaders { get; } = kinds.Contains(Column.Leader);

    /// <summary>Whether the number stands before the category, so that it may count either.</summary>
    public bool NumbersComeFirst { get; } = kinds.Contains(Column.Number) && kinds.Contains(Column.Category) && Array.IndexOf([.. kinds], Column.Number) < Array.IndexOf([.. kinds], Column.Category);

    /// <summary>Whether the last column may hold anything.</summary>
    public bool EndsWithRemarks { get; } = kinds[^1] is Column.Remarks or Column.Ignored;

    /// <summary>Whether the units stand behind the limit.</summary>
    public bool UnitsComeLast { get; } = LastOf(kinds, k => ColumnHeads.IsOfUnits(k)) > LastOf(kinds, k => k is Column.Limit);

    /// <summary>The part that each column of units gives them.</summary>
    public IReadOnlyList<UnitPart> Units { get; } = [.. kinds.Where(k => k is { } kind && ColumnHeads.IsOfUnits(kind)).Select(k => ColumnHeads.PartOf(k, kinds))];

    static int LastOf(IReadOnlyList<Column?> kinds, Func<Column, bool> isOne) => Enumerable.Range(0, kinds.Count).LastOrDefault(i => kinds[i] is { } kind && isOne(kind), -1);
}
