namespace Tracker.Domain.Notices.Layouts;

/// <summary>Puts what two layouts found in one notice into one.</summary>
static class LayoutsTogether
{
    public static Layout Join(Layout first, Layout second)
    {
        var renamed = Renamed(second.Categories, new(first.Categories.Select(c => c.No)));
        return new(
            [.. first.Categories, .. second.Categories.Select(c => renamed[c])],
            [.. first.Drafts, .. second.Drafts.Select(d => d with { Category = renamed.GetValueOrDefault(d.Category, d.Category) })],
            [.. first.Elsewhere, .. second.Elsewhere], [.. first.Doubts, .. second.Doubts]) { IsTable = first.IsTable || second.IsTable };
    }

    /// <summary>A body and its annex both count from 一: the second becomes 一(2).</summary>
    static Dictionary<CategoryDraft, CategoryDraft> Renamed(IReadOnlyList<CategoryDraft> categories, TakenNumbers taken)
    {
        var renamed = new Dictionary<CategoryDraft, CategoryDraft>(ReferenceEqualityComparer.Instance);
        foreach (var category in categories)
            renamed[category] = category with { No = taken.Take(category.No) };
        return renamed;
    }
}
