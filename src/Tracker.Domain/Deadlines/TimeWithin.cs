namespace Tracker.Domain.Deadlines;

/// <summary>What a duration is counted in.</summary>
public enum DurationUnit { WorkingDay, Day, Week, Month, Year }

/// <summary>A stretch of time within which something is to be done: 3个工作日内, 30日内, 半年内, 3年内.</summary>
/// <param name="Length">characters it takes, 内 or 以内 included</param>
public readonly record struct TimeWithin(int Count, DurationUnit Unit, int Length)
{
    static readonly (string Word, DurationUnit Unit)[] Units =
    [
        ("个工作日", DurationUnit.WorkingDay), ("工作日", DurationUnit.WorkingDay), ("个自然日", DurationUnit.Day), ("自然日", DurationUnit.Day),
        ("日", DurationUnit.Day), ("天", DurationUnit.Day), ("个星期", DurationUnit.Week), ("星期", DurationUnit.Week), ("周", DurationUnit.Week),
        ("个月", DurationUnit.Month), ("年", DurationUnit.Year),
    ];

    /// <summary>The duration at <paramref name="start"/>; null where none stands there.</summary>
    public static TimeWithin? At(ReadOnlySpan<char> text, int start)
    {
        var scan = new WordScan(text, start);
        if (CountAndUnit(ref scan) is not var (count, unit) || count < 1)
            return null;
        scan.Take("时间");
        return scan.TakeAny("以内", "之内", "内") ? new(count, unit, scan.At - start) : null;
    }

    /// <summary>用两年左右时间, 利用6个月的时间: the time at <paramref name="start"/> in which something is to be done, without 内.</summary>
    public static TimeWithin? SpentAt(ReadOnlySpan<char> text, int start)
    {
        var scan = new WordScan(text, start);
        if (!text[..start].EndsWith("用") || CountAndUnit(ref scan) is not var (count, unit) || count < 1)
            return null;
        scan.Take("左右");
        scan.Take("的");
        return scan.Take("时间") ? new(count, unit, scan.At - start) : null;
    }

    static (int, DurationUnit)? CountAndUnit(ref WordScan scan)
    {
        if (scan.Take("半年"))
            return (6, DurationUnit.Month);
        if (scan.Take("半个月"))
            return (15, DurationUnit.Day);
        if (scan.TakeNumber() is { } count)
            foreach (var (word, unit) in Units)
                if (scan.Take(word))
                    return (count, unit);
        return null;
    }
}
