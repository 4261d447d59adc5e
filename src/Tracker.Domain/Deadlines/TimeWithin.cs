using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Deadlines;

/// <summary>What a duration is counted in.</summary>
public enum DurationUnit { WorkingDay, Day, Month, Year }

/// <summary>A stretch of time within which something is to be done: 3个工作日内, 30日内, 6个月内, 3年内.</summary>
public static class TimeWithin
{
    static readonly (string Word, DurationUnit Unit)[] Units =
    [
        ("个工作日", DurationUnit.WorkingDay), ("工作日", DurationUnit.WorkingDay), ("个自然日", DurationUnit.Day),
        ("日", DurationUnit.Day), ("天", DurationUnit.Day), ("个月", DurationUnit.Month), ("年", DurationUnit.Year),
    ];

    /// <summary>The duration at <paramref name="start"/> with the characters it takes, 内 or 以内 included; null where none stands there.</summary>
    public static (int Count, DurationUnit Unit, int Length)? At(ReadOnlySpan<char> text, int start)
    {
        if (HanNumber.At(text, start) is not var (count, length) || count < 1)
            return null;
        foreach (var (word, unit) in Units)
        {
            if (!text[(start + length)..].StartsWith(word))
                continue;
            var end = start + length + word.Length;
            if (text[end..].StartsWith("以内") || text[end..].StartsWith("之内"))
                return (count, unit, end + 2 - start);
            return text[end..].StartsWith("内") ? (count, unit, end + 1 - start) : null;
        }
        return null;
    }
}
