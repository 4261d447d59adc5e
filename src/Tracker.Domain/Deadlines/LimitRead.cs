using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>What the words of a limit mean, as far as they tell.</summary>
/// <param name="Limit">the likeliest meaning</param>
/// <param name="Trouble">why it may be another, in Chinese; null where nothing speaks against it</param>
/// <param name="Readings">the possible meanings where more than one stands, the likeliest first</param>
/// <param name="Earlier">dates that stand before the last one in the same words: 6月底前完成试点，12月底前全面推开</param>
public sealed record LimitRead(TimeLimit Limit, string? Trouble, IReadOnlyList<TimeLimit> Readings, IReadOnlyList<(string Raw, LocalDate Due)> Earlier)
{
    public static LimitRead Sure(TimeLimitKind kind, LocalDate? due = null) => new(new(null, kind, due), null, [], []);

    public static LimitRead Unsure(TimeLimitKind kind, LocalDate? due, string trouble, IEnumerable<LocalDate>? days = null) =>
        new(new(null, kind, due), trouble, [.. (days ?? []).Select(day => new TimeLimit(null, TimeLimitKind.ByDate, day))], []);

    /// <summary>The same, with the words that were read.</summary>
    public LimitRead Of(string words) => this with { Limit = Limit with { Raw = words }, Readings = [.. Readings.Select(r => r with { Raw = words })] };
}
