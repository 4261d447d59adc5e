using NodaTime;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Deadlines;

/// <summary>How a date is written; only some of these set a limit by themselves.</summary>
public enum DateForm { Year, YearStart, YearEnd, WithinYear, Half, Quarter, Month, MonthPart, MonthEnd, Day, FiveYearPlan, Season }

/// <summary>A date as words: 2018年12月15日前, 10月底前, 年底, 上半年, 三季度末, 2023.06, “十四五”末, 春节前.</summary>
/// <param name="Length">characters it takes, 前 and 底 included</param>
/// <param name="Last">the last day meant; null where the words leave it open or no year is known</param>
/// <param name="Bounded">whether 底, 末 or 前 says that it is a limit</param>
/// <param name="Year">the year written, or null where it had to be supplied</param>
public readonly record struct DateWord(DateForm Form, int Length, LocalDate? Last, bool Bounded, int? Year)
{
    const int FirstYear = 1980;
    const int LastYear = 2100;

    /// <summary>The two days that the words may mean, where they mean one of two: 10月前.</summary>
    public (LocalDate Early, LocalDate Late)? Either { get; init; }

    /// <summary>Why the day is not sure, in Chinese: 2月30日, 春节前; null where it is.</summary>
    public string? Trouble { get; init; }

    /// <summary>The date that begins at <paramref name="start"/>, or null.</summary>
    /// <param name="year">the year of dates that are written without one</param>
    public static DateWord? At(ReadOnlySpan<char> text, int start, int? year) =>
        Numeric(new(text, start), start) ?? Worded(new(text, start), start, year) ?? FiveYearPlan(new(text, start), start) ?? Seasons.At(new(text, start), start, year);

    /// <summary>2023.06, 2023-06-30, 2023/6/30</summary>
    static DateWord? Numeric(WordScan scan, int start)
    {
        if (scan.TakeNumber() is not (>= FirstYear and <= LastYear and var year) || !scan.TakeOne(".．-/—－"))
            return null;
        var separator = scan.Took;
        if (scan.TakeNumber() is not (>= 1 and <= 12 and var month))
            return null;
        var afterMonth = scan.At;
        if (scan.Take(separator) && scan.TakeNumber() is { } day && !scan.NextAny("%％"))
            return OnDay(ref scan, start, year, month, day, year);
        scan.At = afterMonth;
        // 2023-2024学年, 2023.5% and 2023-06号 are no months.
        return scan.NextAny("%％0123456789年季号") ? null : InMonth(ref scan, start, year, month, year);
    }

    static DateWord? Worded(WordScan scan, int start, int? planYear)
    {
        var written = TakeYear(ref scan, planYear, out var year);
        var ownYear = written ? year : null;
        if (YearPart(ref scan, start, written, year, ownYear) is { } part)
            return part;
        if (scan.TakeNumberBefore("月份", "月") is { } month)
            return MonthPart(ref scan, start, year, month, ownYear);
        if (!written)
            return null;
        var before = scan.At;
        // 2023年前 may end with 2022 or with 2023.
        if (year is { } known && TakeBefore(ref scan))
            return new(DateForm.Year, scan.At - start, null, true, year) { Either = (new(known - 1, 12, 31), new(known, 12, 31)), Trouble = $"“{known}年前”可能指上一年底，也可能指当年底" };
        scan.At = before;
        return new(DateForm.Year, scan.At - start, EndOf(year, 12), false, year);
    }

    static bool TakeYear(ref WordScan scan, int? planYear, out int? year)
    {
        var before = scan.At;
        if (scan.TakeNumberBefore("年度", "年") is >= FirstYear and <= LastYear and var number)
        {
            year = number;
            return true;
        }
        scan.At = before;
        var next = scan.TakeAny("明年", "次年", "来年", "翌年");
        year = next ? planYear + 1 : planYear;
        if (next)
            return true;
        if (!scan.TakeAny("今年", "本年度", "本年", "当年"))
            return false;
        if (!scan.Next('度'))
            return true;
        scan.At = before;
        return false;
    }

    static DateWord? YearPart(ref WordScan scan, int start, bool written, int? year, int? ownYear)
    {
        var before = scan.At;
        if (scan.Take("年") || written)
        {
            if (scan.TakeAny("底", "末", "终"))
                return Limit(ref scan, start, DateForm.YearEnd, EndOf(year, 12), ownYear);
            if (scan.TakeAny("以内", "内"))
                return new(DateForm.WithinYear, scan.At - start, EndOf(year, 12), true, ownYear);
            if (scan.Take("初"))
                return new(DateForm.YearStart, scan.At - start, null, TakeBefore(ref scan), ownYear) { Trouble = "“年初”没有写明日期" };
            if (scan.Take("中") && scan.IsAtEnd)
                return new(DateForm.Half, scan.At - start, EndOf(year, 6), false, ownYear) { Trouble = "“年中”按6月底读" };
        }
        scan.At = before;
        if (scan.TakeAny("上半年", "下半年"))
        {
            var half = EndOf(year, scan.Took is "上半年" ? 6 : 12);
            return End(ref scan, start, DateForm.Half, half, ownYear);
        }
        if (!scan.Take("第"))
            scan.Take("前");
        if (scan.TakeNumberBefore("个季度", "季度") is >= 1 and <= 4 and var quarter)
            return End(ref scan, start, DateForm.Quarter, EndOf(year, quarter * 3), ownYear);
        scan.At = before;
        return null;
    }

    static DateWord? MonthPart(ref WordScan scan, int start, int? year, int month, int? ownYear)
    {
        var afterMonth = scan.At;
        if (scan.TakeNumber() is { } day && scan.TakeAny("日", "号"))
            return OnDay(ref scan, start, year, month, day, ownYear);
        scan.At = afterMonth;
        return InMonth(ref scan, start, year, month, ownYear);
    }

    static DateWord? InMonth(ref WordScan scan, int start, int? year, int month, int? ownYear)
    {
        if (month is < 1 or > 12)
        {
            var bounded = TakeEnd(ref scan);
            return new(DateForm.Month, scan.At - start, null, bounded, ownYear) { Trouble = $"没有{month}月" };
        }
        if (scan.TakeAny("中上旬", "上中旬", "中下旬", "上旬", "中旬", "下旬"))
        {
            var last = scan.Took switch { "上旬" => Day(year, month, 10), "中旬" or "中上旬" or "上中旬" => Day(year, month, 20), _ => EndOf(year, month) };
            return Limit(ref scan, start, DateForm.MonthPart, last, ownYear);
        }
        if (scan.TakeAny("底", "末"))
            return Limit(ref scan, start, DateForm.MonthEnd, EndOf(year, month), ownYear);
        if (scan.TakeAny("以内", "内"))
            return new(DateForm.MonthEnd, scan.At - start, EndOf(year, month), true, ownYear) { Trouble = ownYear is null && scan.BeginsWithHan(start) ? $"“{HanNumber.Say(month)}月内”可能指{month}月底前，也可能指{month}个月以内" : null };
        if (scan.Take("初"))
        {
            var bounded = TakeBefore(ref scan);
            return new(DateForm.MonthPart, scan.At - start, Day(year, month, 10), bounded, ownYear) { Trouble = $"“{month}月初”按{month}月10日读" };
        }
        if (!TakeBefore(ref scan))
            return new(DateForm.Month, scan.At - start, EndOf(year, month), false, ownYear);
        return new(DateForm.Month, scan.At - start, null, true, ownYear)
        {
            Either = year is { } known ? (new LocalDate(known, month, 1).PlusDays(-1), EndOf(known, month)!.Value) : null,
            Trouble = $"“{month}月前”可能指上月底，也可能指当月底",
        };
    }

    static DateWord? OnDay(ref WordScan scan, int start, int? year, int month, int day, int? ownYear)
    {
        if (month is >= 1 and <= 12 && day is >= 1 and <= 31 && (year is null || Day(year, month, day) is not null))
        {
            var bounded = TakeBeforeHour(ref scan);
            return new(DateForm.Day, scan.At - start, Day(year, month, day), bounded, ownYear);
        }
        var limit = TakeBeforeHour(ref scan);
        return new(DateForm.Day, scan.At - start, null, limit, ownYear) { Trouble = $"{(year is { } known ? known + "年" : "")}{month}月没有{day}日" };
    }

    /// <summary>“十四五”末, “十四五”期间: the plan's last year.</summary>
    static DateWord? FiveYearPlan(WordScan scan, int start)
    {
        scan.TakeOne("“\"「");
        if (!scan.Take("十") || !scan.TakeOne("二三四五六") || scan.Took is not { } ordinal || !scan.Take("五"))
            return null;
        scan.TakeOne("”\"」");
        var year = 2010 + "一二三四五六".IndexOf(ordinal, StringComparison.Ordinal) * 5;
        var within = scan.TakeAny("期间", "时期", "规划期", "期");
        var before = scan.At;
        if (scan.TakeAny("末", "底", "以内", "内"))
            return Limit(ref scan, start, DateForm.FiveYearPlan, EndOf(year, 12), year);
        scan.At = before;
        return within ? new(DateForm.FiveYearPlan, scan.At - start, EndOf(year, 12), false, year) : null;
    }

    // 底 and 末 are a limit with or without 前.
    static DateWord Limit(ref WordScan scan, int start, DateForm form, LocalDate? last, int? ownYear)
    {
        TakeBefore(ref scan);
        return new(form, scan.At - start, last, true, ownYear);
    }

    static DateWord End(ref WordScan scan, int start, DateForm form, LocalDate? last, int? ownYear)
    {
        var bounded = TakeEnd(ref scan);
        return new(form, scan.At - start, last, bounded, ownYear);
    }

    static bool TakeEnd(ref WordScan scan)
    {
        var end = scan.TakeAny("底", "末", "以内", "内");
        return TakeBefore(ref scan) || end;
    }

    /// <summary>前, but not of 前后, which is about that time, nor of 前三季度.</summary>
    internal static bool TakeBefore(ref WordScan scan)
    {
        var start = scan.At;
        if (scan.TakeAny("之前", "以前", "前") && !scan.NextAny("后夕期往来瞻"))
            return true;
        scan.At = start;
        return false;
    }

    /// <summary>前 behind a day, with what may stand between: （星期五）, 下午5点, 17:00, 下班, （含）.</summary>
    internal static bool TakeBeforeHour(ref WordScan scan)
    {
        var start = scan.At;
        if (scan.TakeOne("(（"))
        {
            scan.TakeAny("星期", "周", "含当日", "含当天", "含");
            scan.TakeOne("一二三四五六日天");
            if (!scan.TakeOne(")）"))
                scan.At = start;
        }
        if (!scan.TakeAny("下班", "营业终了"))
        {
            scan.TakeAny("上午", "下午", "中午", "晚上", "晚");
            if (scan.TakeNumber() is not null)
            {
                scan.TakeAny("时", "点", ":", "：");
                if (!scan.TakeAny("整", "半") && scan.TakeNumber() is not null)
                    scan.Take("分");
            }
        }
        if (TakeBefore(ref scan))
            return true;
        scan.At = start;
        return false;
    }

    internal static LocalDate? EndOf(int? year, int month) => year is { } known ? new YearMonth(known, month).OnDayOfMonth(1).With(DateAdjusters.EndOfMonth) : null;

    static LocalDate? Day(int? year, int month, int day) =>
        year is { } known && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(known, month) ? new(known, month, day) : null;
}
