using NodaTime;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Deadlines;

/// <summary>How a date is written; only some of these set a limit by themselves.</summary>
public enum DateForm { Year, YearEnd, WithinYear, Half, Quarter, Month, MonthPart, MonthEnd, Day }

/// <summary>A date as words: 2018年12月15日前, 10月底前, 年底, 上半年, 三季度末.</summary>
/// <param name="Length">characters it takes, 前 and 底 included</param>
/// <param name="Last">the last day meant; null where that depends on the reader (10月前) or no year is known</param>
/// <param name="Bounded">whether 底, 末 or 前 says that it is a limit</param>
/// <param name="Year">the year written, or null where it had to be supplied</param>
public readonly record struct DateWord(DateForm Form, int Length, LocalDate? Last, bool Bounded, int? Year)
{
    /// <summary>The date that begins at <paramref name="start"/>, or null.</summary>
    /// <param name="year">the year of dates that are written without one</param>
    public static DateWord? At(ReadOnlySpan<char> text, int start, int? year)
    {
        var scan = new Scan(text, start);
        var written = TakeYear(ref scan, year, out var ownYear);
        if (written)
            year = ownYear;
        if ((YearPart(ref scan, written, year) ?? MonthOrDay(ref scan, year)) is not var (form, last, bounded))
            return null;
        return form is DateForm.Year && !written ? null : new(form, scan.At - start, last, bounded, written ? year : null);
    }

    static bool TakeYear(ref Scan scan, int? planYear, out int? year)
    {
        var before = scan.At;
        if (scan.TakeNumber() is >= 1980 and <= 2100 and var number && scan.Take("年"))
        {
            year = number;
            return true;
        }
        scan.At = before;
        year = scan.Take("明年") ? planYear + 1 : planYear;
        return scan.At > before || scan.TakeAny("今年", "本年", "当年") && !scan.Next('度');
    }

    static (DateForm, LocalDate?, bool)? YearPart(ref Scan scan, bool written, int? year)
    {
        var before = scan.At;
        if (scan.Take("年") || written)
        {
            if (scan.TakeAny("底", "末", "终"))
                return Limit(ref scan, DateForm.YearEnd, EndOf(year, 12));
            if (scan.Take("内"))
                return (DateForm.WithinYear, EndOf(year, 12), true);
        }
        scan.At = before;
        if (scan.TakeAny("上半年", "下半年"))
            return (DateForm.Half, EndOf(year, scan.Took("上半年") ? 6 : 12), TakeEnd(ref scan));
        scan.Take("第");
        if (scan.TakeNumber() is >= 1 and <= 4 and var quarter && scan.Take("季度"))
            return (DateForm.Quarter, EndOf(year, quarter * 3), TakeEnd(ref scan));
        scan.At = before;
        return null;
    }

    static (DateForm, LocalDate?, bool)? MonthOrDay(ref Scan scan, int? year)
    {
        var before = scan.At;
        if (scan.TakeNumber() is not (>= 1 and <= 12 and var month) || !scan.Take("月"))
        {
            scan.At = before;
            return (DateForm.Year, EndOf(year, 12), false);
        }
        scan.Take("份");
        var afterMonth = scan.At;
        if (scan.TakeNumber() is { } day && scan.TakeAny("日", "号"))
            return Day(year, month, day) is { } date || year is null ? (DateForm.Day, Day(year, month, day), TakeBefore(ref scan)) : null;
        scan.At = afterMonth;
        if (scan.TakeAny("上旬", "中旬", "下旬"))
            return Limit(ref scan, DateForm.MonthPart, PartOf(year, month, scan));
        if (scan.TakeAny("底", "末"))
            return Limit(ref scan, DateForm.MonthEnd, EndOf(year, month));
        // 10月前 may mean the end of September or of October: a person decides.
        return TakeBefore(ref scan) ? (DateForm.Month, null, true) : (DateForm.Month, EndOf(year, month), false);
    }

    // 底 and 末 are a limit with or without 前.
    static (DateForm, LocalDate?, bool) Limit(ref Scan scan, DateForm form, LocalDate? last)
    {
        TakeBefore(ref scan);
        return (form, last, true);
    }

    static bool TakeEnd(ref Scan scan)
    {
        var end = scan.TakeAny("底", "末");
        return TakeBefore(ref scan) || end;
    }

    static bool TakeBefore(ref Scan scan) => scan.TakeAny("之前", "以前", "前");

    static LocalDate? PartOf(int? year, int month, Scan scan) =>
        scan.Took("上旬") ? Day(year, month, 10) : scan.Took("中旬") ? Day(year, month, 20) : EndOf(year, month);

    static LocalDate? EndOf(int? year, int month) => year is { } known ? new YearMonth(known, month).OnDayOfMonth(1).With(DateAdjusters.EndOfMonth) : null;

    static LocalDate? Day(int? year, int month, int day) =>
        year is { } known && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(known, month) ? new(known, month, day) : null;

    /// <summary>Reads words off the front of a text.</summary>
    ref struct Scan(ReadOnlySpan<char> text, int start)
    {
        readonly ReadOnlySpan<char> text = text;
        string took = "";

        public int At = start;

        public readonly bool Took(string word) => took == word;
        public readonly bool Next(char c) => At < text.Length && text[At] == c;

        public bool Take(string word)
        {
            if (At > text.Length || !text[At..].StartsWith(word))
                return false;
            At += word.Length;
            took = word;
            return true;
        }

        public bool TakeAny(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
                if (Take(word))
                    return true;
            return false;
        }

        public int? TakeNumber()
        {
            if (At >= text.Length || HanNumber.At(text, At) is not var (value, length))
                return null;
            At += length;
            return value;
        }
    }
}
