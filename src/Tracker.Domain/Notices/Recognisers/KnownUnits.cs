namespace Tracker.Domain.Notices.Recognisers;

/// <summary>
/// The names that the region's registry holds, while one notice is read: a hint to whoever asks whether words are a name, never a
/// condition. The thread knows them, because that is asked at the bottom of every layout.
/// </summary>
static class KnownUnits
{
    // 教育 is an alias of many a bureau and a word of every sentence.
    const int Shortest = 3;

    [ThreadStatic]
    static HashSet<string>? names;

    /// <summary>Makes <paramref name="registry"/> known to this thread until the result is disposed of.</summary>
    public static IDisposable From(IReadOnlySet<string> registry)
    {
        var known = new Known(names);
        names = registry.Count == 0 ? null : [.. registry.Where(n => n.Length >= Shortest)];
        return known;
    }

    public static bool Have(ReadOnlySpan<char> name) => names is not null && names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    sealed class Known(HashSet<string>? before) : IDisposable
    {
        public void Dispose() => names = before;
    }
}
