using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>The years a reader has at hand when a date is written without one.</summary>
/// <param name="Plan">the plan's year; null where no single one is known</param>
/// <param name="IssuedOn">成文日期</param>
public readonly record struct Years(int? Plan, LocalDate? IssuedOn)
{
    /// <summary>Whether the plan runs over several years, so that 6月底 may be that of any of them.</summary>
    public bool Several { get; init; }

    public int? Assumed => Plan ?? IssuedOn?.Year;

    /// <summary>The day that a date without a year comes to.</summary>
    /// <param name="inYear">the day in a given year; null where the words leave it open</param>
    /// <returns>the likelier day, why it is not sure, and the days it may be where that is more than one</returns>
    public (LocalDate? Day, string? Trouble, IReadOnlyList<LocalDate> Readings) Settle(Func<int, LocalDate?> inYear)
    {
        if (Assumed is not { } year)
            return (null, "没有写年份，通知也没有写明年度和成文日期", []);
        if (inYear(year) is not { } day)
            return (null, null, []);
        if (Several)
            return (day, "方案跨几个年度，这里没有写年份", [.. Enumerable.Range(year, 3).Select(inYear).OfType<LocalDate>()]);
        if (IssuedOn is not { } issued || day >= issued || inYear(year + 1) is not { } next)
            return (day, null, []);
        return Plan is null
            ? (next, "没有写年份，成文当年的这一天已过", [next, day])
            : (day, "没有写年份，按计划年度读则早于成文日期", [day, next]);
    }
}
