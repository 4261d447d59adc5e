using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>What several limits in the same words come to: dates one after the other, or a date and 长期坚持.</summary>
static class LimitsTogether
{
    public static LimitRead Of(IReadOnlyList<(string Words, LimitRead Read)> parts)
    {
        // 按要求 beside a date says nothing.
        var telling = parts.Where(p => p.Read.Limit.Kind is not TimeLimitKind.Ambiguous || p.Read.Readings.Count > 0).ToList();
        if (telling.Count <= 1)
            return (telling.Count == 1 ? telling : parts)[0].Read;
        if (telling.All(p => IsDated(p.Read)))
            return Dates(telling);
        var kinds = telling.DistinctBy(p => p.Read.Limit.Kind).Select(p => p.Read).ToList();
        var likeliest = kinds.Find(IsDated) ?? kinds[0];
        return kinds.Count == 1 ? kinds[0] : likeliest with
        {
            Trouble = $"同时写有“{string.Join("”“", telling.Select(p => p.Words))}”", Readings = [likeliest.Limit, .. kinds.Where(k => k != likeliest).Select(k => k.Limit)],
        };
    }

    static bool IsDated(LimitRead read) => read.Limit is { Kind: TimeLimitKind.ByDate or TimeLimitKind.Range, Due: not null };

    static LimitRead Dates(IReadOnlyList<(string Words, LimitRead Read)> parts)
    {
        var last = parts.MaxBy(p => p.Read.Limit.Due!.Value);
        return last.Read with
        {
            Earlier = [.. parts.Where(p => p != last).Select(p => (LimitNames.WithoutVerb(LimitNames.WithoutOpening(p.Words)), p.Read.Limit.Due!.Value))],
        };
    }
}
