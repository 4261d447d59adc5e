namespace Tracker.Domain.Deadlines;

/// <summary>A time that comes again and again: 每月, 每季度末, 每年1月底前, 每月28日前, 次月5日前, 按季度.</summary>
/// <param name="Length">characters it takes, the day within the period included</param>
/// <param name="Per">day, week, month, quarter, half, year: the period counted in</param>
/// <param name="Times">how often within <paramref name="Per"/>, if once each time: 每两个月 is six times a year</param>
/// <param name="NamesADay">whether a day or a part of the period is named: 每月28日前, 每季度末</param>
public readonly record struct Recurrence(int Length, string Per, int Times, bool NamesADay)
{
    // Rows of (word, period); the longer words first.
    static readonly (string Word, string Per)[] Words =
    [
        ("每个工作日", "day"), ("每工作日", "day"), ("每日", "day"), ("每天", "day"),
        ("每个星期", "week"), ("每星期", "week"), ("每周", "week"), ("按周", "week"), ("逐周", "week"),
        ("每个月度", "month"), ("每个月", "month"), ("每月度", "month"), ("每月", "month"), ("按月度", "month"), ("按月", "month"), ("逐月", "month"), ("次月", "month"),
        ("每个季度", "quarter"), ("每季度", "quarter"), ("每季", "quarter"), ("按季度", "quarter"), ("按季", "quarter"), ("逐季度", "quarter"), ("逐季", "quarter"),
        ("每个半年", "half"), ("每半年", "half"), ("按半年", "half"), ("每个学期", "half"), ("每学期", "half"),
        ("每年度", "year"), ("每一年", "year"), ("每年", "year"), ("按年度", "year"), ("按年", "year"), ("逐年", "year"), ("每个年度", "year"),
    ];

    static readonly (string Word, int TimesAYear)[] Counted = [("个月", 12), ("月", 12), ("个季度", 4), ("周", 52)];

    /// <summary>Words behind the period that say where in it the day lies.</summary>
    static readonly string[] Positions =
    [
        "的最后一个工作日", "最后一个工作日", "的最后一个月的", "最后一个月的", "的最后一个月", "最后一个月", "的最后一周", "最后一周", "的第一个月", "第一个月", "第一周", "第一个工作日",
        "首月", "末月", "次月", "结束后次月", "结束后", "年底", "年末", "年初", "月底", "月末", "月初", "季末", "底", "末", "初", "上半年", "下半年",
    ];

    public static Recurrence? At(ReadOnlySpan<char> text, int start)
    {
        var scan = new WordScan(text, start);
        if (Period(ref scan) is not var (per, times))
            return null;
        var period = scan.At;
        var days = TakePosition(ref scan, text);
        return new(scan.At - start, per, times * days, scan.At > period);
    }

    static (string, int)? Period(ref WordScan scan)
    {
        foreach (var (word, per) in Words)
            if (scan.Take(word))
                return (per, 1);
        if (!scan.Take("每"))
            return null;
        if (scan.TakeNumber() is >= 2 and <= 26 and var every)
            foreach (var (word, timesAYear) in Counted)
                if (scan.Take(word) && timesAYear % every == 0)
                    return ("year", timesAYear / every);
        return null;
    }

    /// <summary>末, 首月10日前, 6月、12月底前, 结束后5个工作日内, 五下班前: as many of these as follow each other.</summary>
    /// <returns>how many days are named: 每月10日、20日前 is twice a month</returns>
    static int TakePosition(ref WordScan scan, ReadOnlySpan<char> text)
    {
        scan.TakeAny(Positions);
        var days = 0;
        while (TakeDay(ref scan, text))
        {
            days++;
            var behind = scan;
            if (!behind.TakeOne("、和及") || !DayFollows(behind, text))
                break;
            scan = behind;
        }
        DateWord.TakeBeforeHour(ref scan);
        return Math.Max(1, days);
    }

    static bool DayFollows(WordScan scan, ReadOnlySpan<char> text) => TakeDay(ref scan, text);

    static bool TakeDay(ref WordScan scan, ReadOnlySpan<char> text)
    {
        if (DateWord.At(text, scan.At, null) is { } date)
        {
            scan.At += date.Length;
            return true;
        }
        if (TimeWithin.At(text, scan.At) is { } within)
        {
            scan.At += within.Length;
            return true;
        }
        if (scan.TakeNumberBefore("日", "号") is not null)
        {
            DateWord.TakeBefore(ref scan);
            return true;
        }
        return scan.Took is "每周" or "每星期" && scan.TakeOne("一二三四五六日");
    }
}
