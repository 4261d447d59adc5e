using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>From one date to another: 2018—2020年, 3月至6月, 2023年11月—2024年2月, 2023.1-2023.12, 印发之日起至2023年底.</summary>
/// <param name="Length">characters it takes</param>
/// <param name="Last">how its end is written; a year that stands only at the beginning is the end's too</param>
/// <param name="IsWholeYear">whether it goes from January to December of one year</param>
public readonly record struct DateSpan(int Length, DateWord Last, bool IsWholeYear)
{
    const string Dashes = "—–－-~～一";

    static readonly string[] OpenStarts = ["即日起", "印发之日起", "发布之日起", "公布之日起", "下发之日起", "从即日起", "自即日起", "自印发之日起", "自发布之日起", "现在起"];

    /// <summary>The span that begins at <paramref name="start"/>, or null.</summary>
    /// <param name="year">the year of dates that are written without one</param>
    public static DateSpan? At(ReadOnlySpan<char> text, int start, int? year)
    {
        var scan = new WordScan(text, start);
        if (Opening(ref scan, text, year) is not var (first, month) || !TakeTo(ref scan))
            return null;
        if (End(text, scan.At, first ?? year, month) is not { } last)
            return null;
        var end = scan.At + last.Length;
        end += text[end..].StartsWith("止") || text[end..].StartsWith("期间") ? text[end] is '止' ? 1 : 2 : 0;
        var whole = month is 1 && last is { Form: DateForm.Month or DateForm.MonthEnd, Last.Month: 12 } && (last.Year is null || last.Year == (first ?? year));
        return new(end - start, last with { Year = last.Year ?? first }, whole);
    }

    /// <summary>The year written at the beginning and the month it begins with.</summary>
    static (int? Year, int? Month)? Opening(ref WordScan scan, ReadOnlySpan<char> text, int? year)
    {
        if (scan.TakeAny(OpenStarts))
            return (null, null);
        scan.TakeAny("自", "从");
        var start = scan.At;
        if (DateWord.At(text, start, year ?? AnyYear) is { Bounded: false, Trouble: null } date)
        {
            scan.At = start + date.Length;
            if (date is { Form: DateForm.Year } && scan.TakeNumber() is { } first)
                return first is >= 1 and <= 12 ? (date.Year, first) : null;
            return (date.Year, date.Form is DateForm.Month or DateForm.Day or DateForm.MonthPart ? date.Last?.Month : null);
        }
        // 2018—2020年 and 3—6月 leave the unit to the end.
        return scan.TakeNumber() switch
        {
            >= 1980 and <= 2100 and var only => (only, null),
            >= 1 and <= 12 and var month => (null, month),
            _ => null,
        };
    }

    const int AnyYear = 2000;

    static bool TakeTo(ref WordScan scan)
    {
        scan.TakeAny("开始", "起");
        var from = scan.At;
        scan.TakeAny("至", "到");
        while (scan.At - from < 3 && scan.TakeOne(Dashes)) { }
        if (scan.At == from)
            scan.TakeAny("持续至", "持续到");
        return scan.At > from;
    }

    /// <summary>The end; 10日 behind 3月1日— is of the same month.</summary>
    static DateWord? End(ReadOnlySpan<char> text, int start, int? year, int? month)
    {
        if (DateWord.At(text, start, year) is { } date)
            return date;
        var scan = new WordScan(text, start);
        if (month is { } known && scan.TakeNumberBefore("日", "号") is { } day && DateWord.At($"{known}月{day}日", 0, year) is { } inMonth)
            return inMonth with { Length = scan.At - start };
        // 2023-2025 alone in a cell.
        scan.At = start;
        return scan.TakeNumber() is >= 1980 and <= 2100 and var last && last > (year ?? 0) ? new(DateForm.Year, scan.At - start, DateWord.EndOf(last, 12), false, last) : null;
    }
}
