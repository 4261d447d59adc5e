namespace Tracker.Web.Features.Corrections;

/// <summary>What tells items apart: numbers shift when one is put in, and texts change a little.</summary>
public readonly record struct Known(string Number, string Text)
{
    /// <summary>How many of their pairs of neighbouring characters two texts share: 0 none, 1 all.</summary>
    public double Likeness(Known other)
    {
        var (mine, others) = (Bigrams(Text), Bigrams(other.Text));
        return mine.Count + others.Count == 0 ? 1 : 2.0 * mine.Count(others.Contains) / (mine.Count + others.Count);
    }

    static HashSet<(char, char)> Bigrams(string text) => [.. text.Zip(text.Skip(1))];
}

/// <summary>Which item of one version of a notice is which of the other.</summary>
public static class Pairing
{
    // Below this two texts are different duties, even under one number.
    const double SameNumber = 0.4, AnyNumber = 0.6;

    // Surest first; an item that has found its partner is out of the next rows.
    static readonly (Func<Known, Known, double> Likeness, double Least)[] rows =
    [
        ((was, now) => was == now ? 1 : 0, 1),
        ((was, now) => was.Text == now.Text ? 1 : 0, 1),
        ((was, now) => was.Number == now.Number ? was.Likeness(now) : 0, SameNumber),
        ((was, now) => was.Likeness(now), AnyNumber),
    ];

    /// <returns>the place in <paramref name="before"/> of each of <paramref name="after"/>; null for one that stands only there</returns>
    public static IReadOnlyList<int?> Of(IReadOnlyList<Known> before, IReadOnlyList<Known> after)
    {
        var places = new int?[after.Count];
        var left = Enumerable.Range(0, before.Count).ToList();
        foreach (var (likeness, least) in rows)
            for (var index = 0; index < after.Count; index++)
            {
                if (places[index] is not null || left.Count == 0)
                    continue;
                var best = left.MaxBy(place => likeness(before[place], after[index]));
                if (likeness(before[best], after[index]) < least)
                    continue;
                places[index] = best;
                left.Remove(best);
            }
        return places;
    }
}
