using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>What holds for the numbered items of a notice as a whole, and tells how a single one is to be read.</summary>
sealed class PlanFacts
{
    readonly int closedAlone;
    readonly int closedBehindOthers;

    public PlanFacts(IReadOnlyList<Outline> outlines)
    {
        var roots = outlines.SelectMany(o => o.Roots).ToList();
        var leaves = roots.SelectMany(r => r.Leaves).ToList();
        NamesUnits = roots.Exists(r => r.NamesUnits) || outlines.Any(o => o.LooseStretches.Any(s => s.Units is not null));
        Smallest = leaves.Select(l => l.Mark.Style).DefaultIfEmpty().Max();
        OneParagraphEach = leaves.SkipLast(1).All(l => l.Own.Count <= 1);
        Last = leaves.LastOrDefault();
        HasGap = leaves.Exists(l => l.FollowsGap);
        HeadingsBearUnits = leaves.Exists(l => l != Last && l.Stretches is [{ Units: not null, IsHeading: true }, { Units: null }]);
        TextFollowsUnits = leaves.Count(l => l.Stretches.Any(s => s.TextFollows)) * 2 > leaves.Count(l => l.NamesUnits);
        foreach (var outline in outlines)
            Count(outline.Roots, ref closedAlone, ref closedBehindOthers);
    }

    /// <summary>Whether the notice names units for any task.</summary>
    public bool NamesUnits { get; }
    /// <summary>The narrowest style of numbering that an item without parts bears.</summary>
    public MarkStyle Smallest { get; }
    public bool OneParagraphEach { get; }
    public Item? Last { get; }
    public bool HasGap { get; }
    /// <summary>Whether units stand behind headings and the text below them.</summary>
    public bool HeadingsBearUnits { get; }
    /// <summary>Whether most units stand in the middle of their paragraph.</summary>
    public bool TextFollowsUnits { get; }

    /// <summary>Whether units behind the last of several items are those of all of them; null where nothing tells.</summary>
    /// <param name="standAlone">whether they stand in a paragraph of their own</param>
    public bool? UnitsCover(bool standAlone) => standAlone
        ? closedBehindOthers * 2 >= closedAlone ? true : null
        : closedBehindOthers >= Math.Max(2, closedAlone) ? true : null;

    static void Count(IReadOnlyList<Item> siblings, ref int alone, ref int behindOthers)
    {
        var open = false;
        foreach (var item in siblings)
        {
            if (item.Children.Count > 0)
                Count(item.Children, ref alone, ref behindOthers);
            else if (item.NamesUnits)
                (alone, behindOthers) = open ? (alone, behindOthers + 1) : (alone + 1, behindOthers);
            open = item.Children.Count == 0 && !item.NamesUnits;
        }
    }
}
