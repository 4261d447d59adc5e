using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A task as its layout shows it: which words are text, units and limit, not yet what they mean.</summary>
sealed record Draft(CategoryDraft Category, int? No, Passage Text, Place Place)
{
    /// <summary>The lead sentence, where the layout prints one, without its stop.</summary>
    public Passage? Title { get; init; }
    public TaskRole Role { get; init; }
    public UnitCell? Units { get; init; }
    public LimitCell? Limit { get; init; }
    /// <summary>Whether it is a row of a table.</summary>
    public bool IsRow { get; init; }
    /// <summary>What the layout itself is not sure of.</summary>
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];
}

/// <param name="Raw">as printed, a bracket with its brackets</param>
/// <param name="Inherited">whether the cell belongs to an earlier row and covers this one too</param>
sealed record UnitCell(Passage Raw, UnitList List, bool Inherited)
{
    public Basis Basis { get; init; } = Inherited ? Basis.CellAbove : Basis.OwnCell;

    /// <summary>The sentence elsewhere that says who of them leads: 列第一位者为牵头单位; null where none does.</summary>
    public Passage? RolesRule { get; init; }
}

/// <param name="Inherited">whether it is that of other tasks too: of an earlier row, a section, the plan</param>
sealed record LimitCell(Passage Raw, bool Inherited)
{
    public Basis Basis { get; init; } = Inherited ? Basis.CellAbove : Basis.OwnCell;
}

/// <param name="No">一, or 二.(一)</param>
sealed record CategoryDraft(string No, Passage Title)
{
    /// <summary>A limit that stands at the heading and is that of all its tasks: （一）动员部署阶段（3月底前）</summary>
    public Passage? Limit { get; init; }
}

/// <summary>What a layout makes of the lines that may hold tasks.</summary>
/// <param name="Elsewhere">sentences that belong to no task: aims, closing paragraphs</param>
sealed record Layout(
    IReadOnlyList<CategoryDraft> Categories, IReadOnlyList<Draft> Drafts, IReadOnlyList<Passage> Elsewhere, IReadOnlyList<NoticeDoubt> Doubts)
{
    /// <summary>Whether it was read from a table.</summary>
    public bool IsTable { get; init; }
}
