using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;

namespace Tracker.Domain.WorkItems;

/// <summary>A duty that came up too seldom.</summary>
/// <param name="YearIsOver">red; otherwise the year may still bring what is missing</param>
/// <param name="Reason">in Chinese: 全年不少于2次，已报1次</param>
public sealed record ShortCount(ObligationCount Count, bool YearIsOver, string Reason);

/// <summary>How often a duty in an item's sentence has come up, as one unit's reports say: 不少于2次 a year, 3个工作日内 after an event.
/// It starts no clock of its own; a number that is short of what the year asks for colours the lamp.</summary>
/// <param name="Id">of the obligation</param>
/// <param name="Year">of the plan, in which the duty is counted; null where nothing is asked of this unit's number: a support's, or a plan of no year</param>
/// <param name="Since">the day on which the unit was given its part</param>
/// <param name="Done">how often it came up or was done, all reports together</param>
/// <param name="Late">how often of these it was late; 0 for a duty that names no time after an event</param>
public sealed record ObligationCount(long Id, Obligation Obligation, int? Year, LocalDate Since, int Done, int Late)
{
    /// <summary>Whether reports are asked for numbers of it: not what is done every day, nor a word that only describes a noun (每日读网制度).</summary>
    public static bool IsAsked(Obligation obligation) => obligation.Rule != ObligationRule.Frequency
        || obligation is { Times: > 0, Per: not "day" } && !(Recurrence.At(obligation.Raw, 0) is { } word && word.Length == obligation.Raw.Length);

    /// <summary>It names a time after an event, so that it can be late.</summary>
    public bool CanBeLate => Obligation.Rule != ObligationRule.Frequency;

    /// <summary>The duty in the words of its sentence.</summary>
    public string Name => Obligation.Event is { } happening ? $"{happening}后{Obligation.Raw}" : Obligation.Raw;

    /// <summary>How often the whole year asks for it; 0 where no number is asked for.</summary>
    public int Target => NeededBefore(YearEnd);

    /// <summary>What the year still lacks, whatever the day: 全年不少于2次，已报1次; null where it lacks nothing.</summary>
    public string? Lacking => Done < Target ? Reason(YearEnd, Target) : null;

    /// <summary>已开展 1/2 次; 发生 12 次，超时 1 次.</summary>
    public string InWords => CanBeLate ? $"发生 {Done} 次，超时 {Late} 次" : Target > 0 ? $"已开展 {Done}/{Target} 次" : $"已开展 {Done} 次";

    /// <summary>The days on which a number that is too small begins to be yellow, and red.</summary>
    public IEnumerable<LocalDate> Thresholds(LampRule rule) => Year is { } year ? [rule.CountsWarnOn(year), YearEnd] : [];

    /// <summary>Too few on a day: what the year asks for once it is over; from the day of warning on what should have been done until then.</summary>
    /// <returns>null where there are enough or it is too early to say</returns>
    public ShortCount? ShortOn(LocalDate date, LampRule rule) =>
        Year is not { } year ? null
        : date >= YearEnd ? Lacking is { } lacking ? new(this, true, lacking) : null
        : rule.CountsWarnOn(year) is var warnOn && date >= warnOn && NeededBefore(warnOn) is var needed && Done < needed ? new(this, false, Reason(warnOn, needed)) : null;

    LocalDate YearEnd => new((Year ?? 1) + 1, 1, 1);

    // Each report tells a number since the one before and no days, so that periods cannot be told apart within it. A duty of each quarter is
    // therefore held against the quarters that have ended: three by October. Only whole ones count, so that nobody is short of
    // a period in the middle of which he was given the part. What is asked for a year is asked for whole.
    int NeededBefore(LocalDate end) => CanBeLate || Year is not { } year || Since.Year > year ? 0
        : Obligation.Times!.Value * (MonthsOfPeriod switch
        {
            0 => 0,
            12 => 1,
            var months => Enumerable.Range(0, 12 / months).Select(i => new LocalDate(year, 1 + i * months, 1)).Count(first => first >= Since && first.PlusMonths(months) <= end),
        });

    // 每周 is counted, but no number of weeks is asked for: the year has 52 of them, and nobody reports by weeks.
    int MonthsOfPeriod => Obligation.Per switch { "year" => 12, "half" => 6, "quarter" => 3, "month" => 1, _ => 0 };

    string Reason(LocalDate end, int needed) => MonthsOfPeriod == 12
        ? $"全年不少于{needed}次，已报{Done}次"
        : $"{MonthsOfPeriod switch { 6 => "每半年", 3 => "每季度", _ => "每月" }}{Obligation.Times}次，{(end == YearEnd ? "全年" : Until(end.PlusDays(-1)))}应有{needed}次，已报{Done}次";

    static string Until(LocalDate last) => last.PlusDays(1).Day == 1 ? $"到{last.Month}月底" : $"到{last.Month}月{last.Day}日";
}
