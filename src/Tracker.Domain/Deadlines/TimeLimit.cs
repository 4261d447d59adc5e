using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>How a time limit behaves; the kinds of the office's rules on 时限.</summary>
public enum TimeLimitKind
{
    /// <summary>No limit is written; its milestones count, if any.</summary>
    None,
    /// <summary>12月底, 2018年12月15日前: red the day after <see cref="TimeLimit.Due"/>.</summary>
    ByDate,
    /// <summary>全年, 年内, 1—12月: ends with the plan year.</summary>
    WholeYear,
    /// <summary>长期, 常态化: reports only, carried into the next plan.</summary>
    LongTerm,
    /// <summary>适时, 视情: each quarter the lead is asked whether the conditions are there.</summary>
    WhenAppropriate,
    /// <summary>每月, 每季度: one report a period.</summary>
    Periodic,
    /// <summary>印发后30日内: an event and a number of days.</summary>
    Relative,
    /// <summary>2018—2020年: due on the last day of the range.</summary>
    Range,
    /// <summary>立行立改, 尽快: a date is set in review.</summary>
    Immediate,
    /// <summary>Two readings are possible; cannot be dispatched before a person has chosen.</summary>
    Ambiguous,
}

/// <summary>A time limit as the notice writes it, and what was made of it.</summary>
/// <param name="Raw">the words of the notice, without white space; null where none is written</param>
/// <param name="Kind">how it behaves</param>
/// <param name="Due">last day meant: read for <see cref="TimeLimitKind.ByDate"/> and <see cref="TimeLimitKind.Range"/> only, set by a person for others</param>
public sealed record TimeLimit(string? Raw, TimeLimitKind Kind, LocalDate? Due)
{
    /// <summary>Nothing is written.</summary>
    public static readonly TimeLimit NotWritten = new(null, TimeLimitKind.None, null);
}

/// <summary>What people see for each kind of limit.</summary>
public static class TimeLimitKindWords
{
    public static string Chinese(this TimeLimitKind kind) => kind switch
    {
        TimeLimitKind.None => "未写时限",
        TimeLimitKind.ByDate => "定期限",
        TimeLimitKind.WholeYear => "全年",
        TimeLimitKind.LongTerm => "长期",
        TimeLimitKind.WhenAppropriate => "适时",
        TimeLimitKind.Periodic => "按周期",
        TimeLimitKind.Relative => "事后若干日",
        TimeLimitKind.Range => "跨年度",
        TimeLimitKind.Immediate => "立即",
        TimeLimitKind.Ambiguous => "两种读法",
    };
}
