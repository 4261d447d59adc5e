using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Woven;

/// <summary>
/// Takes apart a page on which two copies of one text were cut up and laid into each other. A sentence that stands twice
/// belongs once to each copy; one that stands once goes where its number fits, or stays with the sentence before it.
/// </summary>
static class Unweaving
{
    const int LongSentence = 20;
    const int EnoughTwins = 8;
    // Taking apart compares sentences with all others; no notice comes near this many.
    const int MostUnits = 2000;

    /// <summary>The lines in their right order, each sentence once, with gaps marked; null where the page is not woven or cannot be taken apart.</summary>
    public static IReadOnlyList<Line>? Try(IReadOnlyList<Line> lines)
    {
        var units = Unit.Of(lines);
        if (units.Count > MostUnits || !FindTwins(units) || !KeepsOneOrder(units))
            return null;
        GiveInsertions(units);
        new Fitting(units).Run();
        var (ahead, behind) = (units.Where(u => u.Copy == 0).ToList(), units.Where(u => u.Copy == 1).ToList());
        return Merge(ahead, behind) is { } order ? Mark(order, [ahead, behind]) : null;
    }

    /// <summary>Pairs sentences that stand twice, the first half of the printings with the second; whether there are enough to call the page woven.</summary>
    static bool FindTwins(List<Unit> units)
    {
        var twins = 0;
        foreach (var same in units.GroupBy(u => u.Words.Text).Select(g => g.ToList()).Where(g => g.Count > 1 && g.Count % 2 == 0))
            for (var i = 0; i < same.Count / 2; i++)
            {
                var (first, second) = (same[i], same[i + same.Count / 2]);
                (first.Copy, second.Copy, first.Twin, second.Twin) = (0, 1, second, first);
                twins += same.Count == 2 && first.Words.Length >= LongSentence ? 1 : 0;
            }
        return twins >= EnoughTwins;
    }

    static bool KeepsOneOrder(List<Unit> units)
    {
        var twins = units.Where(u => u.Copy == 0 && u.Twin is not null).Select(u => u.Twin!.Position).ToList();
        return twins.Zip(twins.Skip(1)).All(pair => pair.First < pair.Second);
    }

    /// <summary>Where two sentences are neighbours in one copy, what stands between them in the other was laid in from the first.</summary>
    static void GiveInsertions(List<Unit> units)
    {
        for (var i = 0; i + 1 < units.Count; i++)
        {
            var (before, after) = (units[i], units[i + 1]);
            if (before.Twin is not { } twin || after.Twin is not { } next || before.Copy != after.Copy || next.Position <= twin.Position)
                continue;
            var between = units[(twin.Position + 1)..next.Position];
            if (between.All(u => u.Twin is null))
                between.ForEach(u => u.Copy = before.Copy);
        }
    }

    /// <summary>One order out of two that share their twins; null where both have sentences of their own at a place and no number says which come first.</summary>
    static List<Unit>? Merge(List<Unit> ahead, List<Unit> behind)
    {
        var order = new List<Unit>();
        for (var (i, j) = (0, 0); i < ahead.Count || j < behind.Count; i++, j++)
        {
            var (one, other) = (UpToTwin(ahead, ref i), UpToTwin(behind, ref j));
            if (one.Count > 0 && other.Count > 0)
            {
                if (FirstNumber(one) is not { } a || FirstNumber(other) is not { } b || a == b)
                    return null;
                (one, other) = a < b ? (one, other) : (other, one);
            }
            order.AddRange(one);
            order.AddRange(other);
            if (i < ahead.Count)
                order.Add(ahead[i]);
        }
        return order;
    }

    static List<Unit> UpToTwin(List<Unit> copy, ref int at)
    {
        var start = at;
        while (at < copy.Count && copy[at].Twin is null) at++;
        return copy[start..Math.Min(at, copy.Count)];
    }

    static int? FirstNumber(List<Unit> units) => units.FirstOrDefault(u => u.Mark is { Style: MarkStyle.Digit })?.Mark?.Number;

    /// <summary>Lines from units; a gap stands before a piece of a copy that is known to lose sentences at its seams, unless the other copy covers the seam.</summary>
    static List<Line> Mark(List<Unit> order, List<Unit>[] copies)
    {
        var loses = copies.Select(LosesAtSeams).ToArray();
        var previous = copies.SelectMany(c => c.Zip(c.Skip(1))).ToDictionary(p => p.Second, p => p.First);
        return [.. order.Select(u => new Line(u.Words, u.Place)
        {
            FollowsGap = u.Twin is null && loses[u.Copy!.Value] && previous.TryGetValue(u, out var before) && before.Position + 1 < u.Position,
        })];
    }

    /// <summary>Whether the other copy shows sentences where this one has a seam.</summary>
    static bool LosesAtSeams(List<Unit> copy) =>
        copy.Zip(copy.Skip(1)).Any(p => p.First.Position + 1 < p.Second.Position
            && p.First.Twin is { } twin && p.Second.Twin is { } next && next.Position > twin.Position + 1 && StandsBetween(p.First.Copy!.Value, twin, next, copy));

    static bool StandsBetween(int copy, Unit twin, Unit next, List<Unit> own) =>
        next.Position - twin.Position - 1 > own.Count(u => u.Position > twin.Position && u.Position < next.Position && u.Copy == copy);
}
