using NodaTime;

namespace Tracker.Domain.WorkItems;

/// <summary>The colour of an assignment or item on a day, worst first.</summary>
public enum Lamp
{
    /// <summary>逾期</summary>
    Red,
    /// <summary>预警</summary>
    Yellow,
    /// <summary>待审核, or 待答复: waits for the office.</summary>
    Blue,
    /// <summary>正常, or 完成 where it has ended.</summary>
    Green,
    /// <summary>不计时</summary>
    Grey,
}

/// <summary>A lamp, and why. The same until <see cref="RecheckOn"/> unless a fact, the rule or the calendar changes:
/// the reason holds no number that grows by the day; that number is reckoned when it is shown, from <see cref="CountsTo"/>,
/// by <see cref="LampWords.InWords(string, LocalDate?, LocalDate, Deadlines.WorkingCalendar)"/>. So a lamp may be kept.</summary>
/// <param name="Ended">true where green means 完成</param>
/// <param name="Reason">in Chinese: 未提交办结</param>
/// <param name="CountsTo">the date to which days are left, or since which it is late; null where no days are counted</param>
/// <param name="RecheckOn">the first day on which the answer changes without a new fact; null if it never does</param>
public sealed record LampVerdict(Lamp Lamp, bool Ended, string Reason, LocalDate? CountsTo, LocalDate? RecheckOn);
