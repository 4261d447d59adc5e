using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>One period of a limit that comes again, and the day by which it is to be reported on.</summary>
/// <param name="First">its first day; from then on the report is asked for</param>
/// <param name="Last">its last day, from which a day that is not named is counted</param>
/// <param name="What">what is to be handed in: 2018年7月情况</param>
public readonly record struct LimitPeriod(LocalDate First, LocalDate Last, string What, Reckoned Due);

/// <summary>A limit that comes again: 每周, 每月, 每季度末前, 每月28日前, 次月5日前, 每年6月、12月底前. Without a day of its own it is the fifth working day after the period,
/// and the last working day of a week.</summary>
/// <remarks>Each period is reckoned from its own months, never from the one before: what is due on the 31st is due on the last day of February and on the 31st of March.</remarks>
public sealed partial class PeriodicLimit
{
    const int Workdays = 5;

    readonly int months;
    readonly Func<LocalDate, WorkingCalendar, Reckoned>? day;
    readonly IReadOnlyList<(int Month, int? Day)> dates;

    PeriodicLimit(int months, Func<LocalDate, WorkingCalendar, Reckoned>? day, IReadOnlyList<(int, int?)> dates) => (this.months, this.day, this.dates) = (months, day, dates);

    /// <summary>The notice names the day, so that it is a limit; otherwise it is a report.</summary>
    public bool NamesADay => weekday is not null || lastOfWeek || months > 0 && day is not null || dates.Count > 0;

    // Longer words first; 两个月 by its number.
    static readonly (string Word, int Months)[] Periods =
    [
        ("每个月度", 1), ("每个月", 1), ("每月度", 1), ("每月", 1), ("按月度", 1), ("按月", 1), ("逐月", 1),
        ("每个季度", 3), ("每季度", 3), ("每季", 3), ("按季度", 3), ("按季", 3), ("逐季度", 3), ("逐季", 3), ("每个半年", 6), ("每半年", 6), ("按半年", 6),
        ("每个年度", 12), ("每年度", 12), ("每一年", 12), ("每年", 12), ("按年度", 12), ("按年", 12), ("逐年", 12),
        ("半年", 6), ("季度", 3), ("季", 3), ("月", 1),
    ];

    /// <summary>Understands the words of a limit; null where nothing falls due by the calendar: 每日, 每年 without a date (the year-end return tells of the year).</summary>
    public static PeriodicLimit? Recognise(string raw)
    {
        var scan = new WordScan(raw, 0);
        if (IsDaily(raw))
            return null;
        if (scan.TakeAny(Weeks))
            return WeekOf(ref scan);
        if (MonthsOf(ref scan) is not { } months)
            return null;
        scan.Take("的");
        if (months == 12)
            return DatesOf(ref scan) is { Count: > 0 } dates ? new(12, null, dates) : null;
        var (day, namedAt) = (DayOf(ref scan, months), scan.At);
        return new(months, day, []) { TwoDays = day is not null && scan.TakeOne("、和及") && scan.TakeNumberBefore("日", "号") is not null && scan.At > namedAt };
    }

    /// <summary>The periods of a year, in order.</summary>
    public IEnumerable<LimitPeriod> In(int year, WorkingCalendar calendar) => dates.Count > 0 ? OnDates(year, calendar) : months == 0 ? InWeeks(year, calendar) : Spans(year, calendar);

    /// <summary>The day by which a period that ends on <paramref name="last"/> is to be reported on.</summary>
    public Reckoned DueAfter(LocalDate last, WorkingCalendar calendar) => dates.Count > 0 ? new(last, Provisional: false) : months == 0 ? InWeek(last, calendar) : day is { } named ? named(last, calendar) : calendar.AddWorkdays(last, Workdays);

    IEnumerable<LimitPeriod> Spans(int year, WorkingCalendar calendar)
    {
        for (var month = 1; month <= 12; month += months)
        {
            var first = new LocalDate(year, month, 1);
            var last = EndOf(year, month + months - 1);
            yield return new(first, last, $"{year}年{NameOf(month)}情况", DueAfter(last, calendar));
        }
    }

    string NameOf(int month) => months switch
    {
        1 => $"{month}月",
        3 => $"第{"一二三四"[month / 3]}季度",
        6 => month == 1 ? "上半年" : "下半年",
        _ => $"{month}—{month + months - 1}月",
    };

    IEnumerable<LimitPeriod> OnDates(int year, WorkingCalendar calendar)
    {
        var first = new LocalDate(year, 1, 1);
        foreach (var (month, day) in dates)
        {
            var last = InMonth(year, month, day ?? 31);
            yield return new(first, last, $"{year}年{month}月应报情况", DueAfter(last, calendar));
            first = last.PlusDays(1);
        }
    }

    static int? MonthsOf(ref WordScan scan)
    {
        if (scan.Next('次'))
            return 1;
        foreach (var (word, months) in Periods)
            if (scan.Take(word))
                return months;
        return scan.Take("每") && scan.TakeNumberBefore("个月") is >= 2 and <= 6 and var every && 12 % every == 0 ? every : null;
    }

    static Func<LocalDate, WorkingCalendar, Reckoned>? DayOf(ref WordScan scan, int months)
    {
        if (scan.TakeAny("次月", "结束后次月", "首月", "第一个月") && scan.TakeNumberBefore("日", "号") is { } after)
            return (last, _) => Sure(InMonth(last.PlusDays(1), after));
        if (scan.TakeAny("结束后"))
            return Within(ref scan);
        var inLast = scan.TakeAny("末月", "最后一个月的", "最后一个月");
        if ((months == 1 || inLast) && scan.TakeNumberBefore("日", "号") is { } day)
            return (last, _) => Sure(InMonth(last, day));
        if (scan.TakeAny("最后一个工作日"))
            return (last, calendar) => new(calendar.EffectiveWorkday(last), calendar.Provisional(last, last));
        return scan.TakeAny("月底", "月末", "季末", "底", "末") || inLast ? (last, _) => Sure(last) : null;
    }

    static Func<LocalDate, WorkingCalendar, Reckoned>? Within(ref WordScan scan)
    {
        if (scan.TakeNumberBefore("个工作日", "工作日") is { } workdays)
            return (last, calendar) => calendar.AddWorkdays(last, workdays);
        return scan.TakeNumberBefore("日", "天") is { } days ? (last, calendar) => new(calendar.NextWorkday(last.PlusDays(days)), calendar.Provisional(last, last.PlusDays(days))) : null;
    }

    // 6月、12月底前; 6月和12月10日前: the day behind the last stands for all.
    static List<(int Month, int? Day)> DatesOf(ref WordScan scan)
    {
        if (scan.TakeAny("年底", "年末", "底", "末"))
            return [(12, 31)];
        var dates = new List<(int Month, int? Day)>();
        while (scan.TakeNumberBefore("月份", "月") is >= 1 and <= 12 and var month)
        {
            dates.Add((month, scan.TakeNumberBefore("日", "号")));
            scan.TakeAny("底", "末");
            if (!scan.TakeOne("、和及"))
                break;
        }
        return [.. dates.Select(d => (d.Month, d.Day ?? dates[^1].Day)).OrderBy(d => d.Month).ThenBy(d => d.Item2)];
    }

    static Reckoned Sure(LocalDate date) => new(date, Provisional: false);

    static LocalDate EndOf(int year, int month) => InMonth(year, month, 31);

    static LocalDate InMonth(LocalDate of, int day) => InMonth(of.Year, of.Month, day);

    static LocalDate InMonth(int year, int month, int day) => new(year, month, Math.Clamp(day, 1, CalendarSystem.Iso.GetDaysInMonth(year, month)));
}
