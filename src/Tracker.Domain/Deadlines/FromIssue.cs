using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>Limits told from the day of issue: 本月底前, 下月中旬, 本季度末, 下周五前.</summary>
static class FromIssue
{
    // The end of a third of a month; 0 is the month's last day.
    static readonly (string Word, int Day)[] Parts = [("上旬", 10), ("中旬", 20), ("下旬", 0), ("底", 0), ("末", 0), ("内", 0), ("", 0)];

    /// <param name="words">the whole limit, without a verb</param>
    public static LimitRead? Recognise(string words, Years years)
    {
        var scan = new WordScan(words, 0);
        if (!scan.TakeAny("本", "当", "下个", "下"))
            return null;
        var ahead = words[0] is '下' ? 1 : 0;
        Func<LocalDate, LocalDate>? day = scan.TakeAny("月") ? TakeDayOfMonth(ref scan, ahead) : scan.TakeAny("季度", "季") ? TakeEndOfQuarter(ref scan, ahead) : scan.TakeAny("周") ? TakeDayOfWeek(ref scan, ahead) : null;
        scan.TakeAny("之前", "以前", "前");
        if (day is null || !scan.IsAtEnd)
            return null;
        return years.IssuedOn is { } issued ? LimitRead.Unsure(TimeLimitKind.ByDate, day(issued), "按成文日期推算")
            : LimitRead.Unsure(TimeLimitKind.Ambiguous, null, "要按成文日期推算，没有读到成文日期");
    }

    static Func<LocalDate, LocalDate> TakeDayOfMonth(ref WordScan scan, int ahead)
    {
        if (scan.TakeNumberBefore("日", "号") is >= 1 and <= 31 and var number)
            return issued => InMonth(issued, ahead, number);
        foreach (var (word, last) in Parts)
            if (scan.TakeAny(word))
                return issued => InMonth(issued, ahead, last == 0 ? 31 : last);
        return issued => InMonth(issued, ahead, 31);
    }

    static LocalDate InMonth(LocalDate issued, int ahead, int day)
    {
        var first = new LocalDate(issued.Year, issued.Month, 1).PlusMonths(ahead);
        return first.PlusDays(Math.Min(day, first.Calendar.GetDaysInMonth(first.Year, first.Month)) - 1);
    }

    static Func<LocalDate, LocalDate> TakeEndOfQuarter(ref WordScan scan, int ahead)
    {
        scan.TakeAny("底", "末", "内");
        return issued => new LocalDate(issued.Year, (issued.Month - 1) / 3 * 3 + 1, 1).PlusMonths(3 * (ahead + 1)).PlusDays(-1);
    }

    static Func<LocalDate, LocalDate> TakeDayOfWeek(ref WordScan scan, int ahead)
    {
        var day = scan.TakeOne("一二三四五六日") ? "一二三四五六日".IndexOf(scan.Took![^1]) : scan.TakeAny("内", "末") ? 6 : 4;
        return issued => issued.PlusDays(day - ((int)issued.DayOfWeek - 1) + 7 * ahead);
    }
}
