using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Units or a limit that a sentence below several items gives to one of them.</summary>
/// <param name="Units">null where the sentence names none</param>
/// <param name="Limit">null where it sets none</param>
sealed record SharedClosing(UnitCell? Units, LimitCell? Limit, IReadOnlyList<Doubt> Doubts)
{
    /// <summary>Gives the closing to the items that it speaks of.</summary>
    /// <param name="current">the item behind which it stands</param>
    /// <param name="siblings">the items among which that one stands, itself included</param>
    /// <param name="roots">all items so far</param>
    public static void Give(ClosingOfSeveral closing, Item current, IReadOnlyList<Item> siblings, IReadOnlyList<Item> roots)
    {
        var items = ItemsOf(closing, current, siblings, roots);
        var missing = closing.Count is { } count && items.Count != count || closing.Numbers is var (first, last) && items.Count != last - first + 1;
        for (var i = 0; i < items.Count; i++)
            items[i].Shared = new(
                closing.List.Units.Count == 0 ? null : new(closing.Raw, closing.List, items[i] != current) { Basis = Basis.SharedClosing },
                closing.Limit is null ? null : new(closing.Limit, items[i] != current) { Basis = Basis.SharedClosing },
                [.. DoubtsOf(closing, i, items.Count, missing)]);
    }

    static List<Item> ItemsOf(ClosingOfSeveral closing, Item current, IReadOnlyList<Item> siblings, IReadOnlyList<Item> roots)
    {
        var near = siblings.SelectMany(s => s.Leaves).ToList();
        if (closing.Numbers is var (first, last))
        {
            bool IsMeant(Item item) => item.Mark.Number >= first && item.Mark.Number <= last && item.Mark.Style == current.Mark.Style;
            return near.Count(IsMeant) > last - first ? near.FindAll(IsMeant)
                : [.. roots.SelectMany(r => r.Leaves).Where(IsMeant).GroupBy(i => i.Mark.Number).Select(g => g.Last())];
        }
        return closing.Count is not { } count ? near
            : [.. (near.Count >= count ? near : roots.SelectMany(r => r.Leaves)).TakeLast(count)];
    }

    static IEnumerable<Doubt> DoubtsOf(ClosingOfSeveral closing, int at, int count, bool missing)
    {
        if (missing)
            yield return new(closing.List.Units.Count > 0 ? TaskField.Units : TaskField.TimeLimit, $"“{closing.Raw.Text}”说的项数与上面的项数对不上", []);
        if (closing.Respectively && closing.List.Lead.Count == count && count > 1)
            yield return new(TaskField.Units, "几项“分别”由几个单位牵头，可能各牵头一项",
                [closing.List.AsReading, closing.List.AsReading with { Lead = [closing.List.Lead[at]] }]);
    }

    /// <summary>The stretches of an item with what they lack; what the item says itself stays, and a second list of units is doubted.</summary>
    public IReadOnlyList<Stretch> Over(IReadOnlyList<Stretch> own)
    {
        if (own.Count == 0)
            return own;
        var closed = own.Any(s => s.Units is not null);
        return [.. own.Select((s, i) => closed || i == own.Count - 1 ? Over(s, closed) : s)];
    }

    Stretch Over(Stretch stretch, bool ownUnits) => stretch with
    {
        Units = stretch.Units ?? (ownUnits ? null : Units), Limit = stretch.Limit ?? Limit,
        Doubts = [.. stretch.Doubts, .. Doubts, .. ownUnits && stretch.Units is { } units && Units is { } shared
            ? [new Doubt(TaskField.Units, "本项写有责任单位，后面还有一句话给这几项另写了责任单位", [units.List.AsReading, shared.List.AsReading])] : Array.Empty<Doubt>()],
    };
}
