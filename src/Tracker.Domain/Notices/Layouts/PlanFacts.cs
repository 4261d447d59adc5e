using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>What holds for the numbered items of a notice as a whole, and tells how a single one is to be read.</summary>
sealed class PlanFacts
{
    readonly HashSet<Item> numberedAmongTasks;
    readonly HashSet<MarkStyle> headingStyles;
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
        numberedAmongTasks = [.. RunsOf(leaves).Where(run => run.Exists(i => i.NamesUnits)).SelectMany(run => run)];
        headingStyles = [.. leaves.Where(l => l.Closed.Skip(1).Any() && HeadsUnnumbered([.. l.Stretches.Where(s => s.IsClosed)])).Select(l => l.Mark.Style)];
        HasGap = leaves.Exists(l => l.FollowsGap);
        HeadingsBearUnits = leaves.Count(l => l != Last && l.Stretches is [{ Units: not null, IsHeading: true }, { Units: null }]) is var bearing and > 0 && bearing * 2 > leaves.Count(l => l != Last && l.NamesUnits);
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

    /// <summary>Whether its number runs on, across headings, from an item that names units or to one.</summary>
    public bool IsNumberedAmongTasks(Item item) => numberedAmongTasks.Contains(item);

    /// <summary>
    /// Whether the item is a heading and the paragraphs below it that each name units are the tasks: where there are several, and
    /// where there is one but other headings of the style have several.
    /// </summary>
    public bool HeadsUnnumbered(Item item, List<Stretch> closed) =>
        closed.Count > 0 && (closed.Count > 1 || headingStyles.Contains(item.Mark.Style)) && HeadsUnnumbered(closed);

    static bool HeadsUnnumbered(List<Stretch> closed) =>
        closed[0].Paragraphs.Count is 2 or 3 && closed[0].Paragraphs[0] is { Length: <= 40 } heading && heading.Text.TrimEnd('。').IndexOf('。') < 0 && (closed[0].Paragraphs.Count == 2 || heading[^1] is not '。')
        && closed.TrueForAll(s => !s.SharesParagraph) && closed.Skip(1).All(s => s.Paragraphs.Count == 1);

    /// <summary>Items whose numbers follow each other, also where a heading stands between.</summary>
    static IEnumerable<List<Item>> RunsOf(List<Item> leaves)
    {
        var run = new List<Item>();
        foreach (var leaf in leaves)
        {
            if (run.Count > 0 && !(leaf.Mark.Style == run[^1].Mark.Style && leaf.Mark.Number == run[^1].Mark.Number + 1))
            {
                yield return run;
                run = [];
            }
            run.Add(leaf);
        }
        yield return run;
    }

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
