using NodaTime;

namespace Tracker.Domain.Deadlines;

// 每周, 每周五下班前; and what is too short to have a day of its own: 每日.
public sealed partial class PeriodicLimit
{
    static readonly string[] Weeks = ["每个星期", "每星期", "每周", "按周", "逐周", "周"];
    static readonly string[] DaysOfWork = ["每个工作日", "每工作日", "每日", "每天", "逐日", "按日", "日"];
    const string Weekdays = "一二三四五六日";

    // 1 is Monday.
    int? weekday;
    bool lastOfWeek;

    /// <summary>Two days of one period are named, of which the second would be lost: 每月10日、20日前.</summary>
    public bool TwoDays { get; private init; }

    /// <summary>每日: no dates, because nobody hands in a report each day; returns tell how often it was done.</summary>
    public static bool IsDaily(string? raw) => raw is not null && DaysOfWork.Any(raw.StartsWith);

    /// <summary>What comes of a limit that comes again, for review and for whoever has to report: 每月报送，期满后第5个工作日.</summary>
    public static string InWords(string? raw)
    {
        if (raw is not null && Recognise(raw) is { } limit)
            return limit switch
            {
                { weekday: { } day } => $"每周报送一次，逐周计时，时限为星期{Weekdays[day - 1]}；整周放假的不报",
                { months: 0 } => "每周报送一次，逐周计时，在当周最后一个工作日；整周放假的不报",
                { dates.Count: > 0 } => $"每年{string.Join('、', limit.dates.Select(d => d.Day is { } on ? $"{d.Month}月{on}日" : $"{d.Month}月底"))}前报送",
                { NamesADay: true } => $"{Each(limit.months)}报送一次，逐期计时，日子按通知",
                _ => $"{Each(limit.months)}报送一次，逐期计时，在期满后第{Workdays}个工作日",
            };
        return IsDaily(raw) ? "每日的任务不逐日计时；随报送表报送，并写明本期办理次数"
            : IsYearly(raw) ? "每年一次，随年度落实情况报送，不另设日期"
            : "读不出逐期的日子，不逐期计时，只随报送节点报送；要计时的，请修改时限";
    }

    /// <summary>What about the words may be read otherwise; null where nothing speaks against the reading.</summary>
    /// <param name="namesADay">whether a day or a part of the period stands in the words</param>
    public static string? Trouble(string raw, bool namesADay) => Recognise(raw) switch
    {
        { TwoDays: true } => "一期里写了两个日子，只按第一个逐期计时",
        { NamesADay: false, months: 0 } when namesADay => "读不出每周报送的日子，按当周最后一个工作日读",
        { NamesADay: false } when namesADay => $"读不出每期报送的日子，按期满后第{Workdays}个工作日读",
        null when !IsDaily(raw) && (namesADay || !IsYearly(raw)) => "读不出逐期的日子，不逐期计时，只随报送节点报送",
        _ => null,
    };

    static string Each(int months) => months switch { 1 => "每月", 3 => "每季度", 6 => "每半年", _ => $"每{months}个月" };

    static bool IsYearly(string? raw)
    {
        var scan = new WordScan(raw ?? "", 0);
        return MonthsOf(ref scan) == 12 || scan.Take("年");
    }

    static PeriodicLimit WeekOf(ref WordScan scan)
    {
        scan.Take("的");
        return new(0, null, []) { lastOfWeek = scan.TakeAny("最后一个工作日"), weekday = scan.TakeOne(Weekdays) ? Weekdays.IndexOf(scan.Took, StringComparison.Ordinal) + 1 : null };
    }

    // The weeks whose day lies in the year. In a week that nobody works nobody reports.
    IEnumerable<LimitPeriod> InWeeks(int year, WorkingCalendar calendar)
    {
        var first = new LocalDate(year, 1, 1);
        for (var monday = first.PlusDays(1 - (int)first.DayOfWeek); monday.Year <= year; monday = monday.PlusDays(7))
            if (InWeek(monday.PlusDays(6), calendar) is { } due && due.Date.Year == year && calendar.EffectiveWorkday(monday.PlusDays(6)) >= monday)
                yield return new(monday, monday.PlusDays(6), $"{monday.Year}年{monday.Month}月{monday.Day}日起一周情况", due);
    }

    Reckoned InWeek(LocalDate sunday, WorkingCalendar calendar) => weekday is { } day ? Sure(sunday.PlusDays(day - 7))
        : new(calendar.EffectiveWorkday(sunday), calendar.Provisional(sunday.PlusDays(-6), sunday));
}
