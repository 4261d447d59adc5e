using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Units behind the last of several items, which may be those of the items above it too.</summary>
/// <param name="Closer">the item that bears them</param>
/// <param name="IsSure">whether they cover the items above; else only a person can say</param>
sealed record Coverage(Item Closer, Stretch Stretch, bool IsSure)
{
    /// <summary>The item with the units, and with the limit that stands among them; a limit of its own stays.</summary>
    public Stretch Over(Item item)
    {
        var own = item.Stretches.FirstOrDefault(s => s.Limit is not null);
        var limit = own?.Limit ?? (Stretch.Limit is { Basis: Basis.AmongUnits or Basis.OwnLine } shared && (shared.Basis is Basis.AmongUnits || Stretch.StandsAlone) ? shared with { Inherited = true, Basis = Basis.SharedClosing } : null);
        return new(own?.Paragraphs ?? item.Own, Stretch.Units! with { Inherited = true, Basis = Basis.SharedClosing }, limit, own?.Doubts ?? []);
    }

    /// <summary>For each item without units the units below it that may be its own.</summary>
    public static Dictionary<Item, Coverage> Among(IReadOnlyList<Item> siblings, PlanFacts facts)
    {
        var covered = new Dictionary<Item, Coverage>();
        var open = new List<Item>();
        foreach (var item in siblings)
        {
            if (item.Children.Count > 0)
                open.Clear();
            else if (!item.NamesUnits)
                open.Add(item);
            else
            {
                if (open.Count > 0 && item.Closed.Take(2).ToList() is [var only])
                    foreach (var above in open)
                        covered[above] = new(item, only, facts.UnitsCover(only.StandsAlone) == true);
                open.Clear();
            }
        }
        return covered;
    }
}
