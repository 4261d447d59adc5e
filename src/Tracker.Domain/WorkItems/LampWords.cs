using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.WorkItems;

/// <summary>How a lamp is shown: by shape and word, never by colour alone.</summary>
public readonly record struct LampMark(string Shape, string Word);

/// <summary>The words and shapes of the lamps, all in one place.</summary>
public static class LampWords
{
    /// <summary>Shape and word of a lamp whose reason is known: blue waits for a review, or for an answer.</summary>
    /// <param name="reason">as <see cref="LampVerdict.Reason"/>, also where it was kept; null where many are meant</param>
    public static LampMark Mark(this Lamp lamp, bool ended, string? reason) => lamp != Lamp.Blue || reason is null
        ? lamp.Mark(ended) : new("◆", reason.Contains("答复", StringComparison.Ordinal) ? "待答复" : "待审核");

    /// <summary>Shape and word: ■ 逾期.</summary>
    /// <param name="ended">true where green means 完成</param>
    public static LampMark Mark(this Lamp lamp, bool ended = false) => lamp switch
    {
        Lamp.Red => new("■", "逾期"),
        Lamp.Yellow => new("▲", "预警"),
        Lamp.Blue => new("◆", "待审核/待答复"),
        Lamp.Green => ended ? new("✔", "完成") : new("●", "正常"),
        Lamp.Grey => new("○", "不计时"),
    };

    /// <summary>The colour in one character, for counts: 3红5黄44绿.</summary>
    public static string Colour(this Lamp lamp) => lamp switch
    {
        Lamp.Red => "红",
        Lamp.Yellow => "黄",
        Lamp.Blue => "蓝",
        Lamp.Green => "绿",
        Lamp.Grey => "灰",
    };

    /// <summary>The whole reason as people read it on a day: 剩余6个工作日，未提交办结.</summary>
    /// <param name="reason">as <see cref="LampVerdict.Reason"/>, also where it was kept</param>
    /// <param name="countsTo">as <see cref="LampVerdict.CountsTo"/></param>
    public static string InWords(string reason, LocalDate? countsTo, LocalDate today, WorkingCalendar calendar) =>
        countsTo is { } date ? $"{DaysInWords(date, today, calendar)}，{reason}" : reason;

    /// <inheritdoc cref="InWords(string, LocalDate?, LocalDate, WorkingCalendar)"/>
    public static string InWords(this LampVerdict verdict, LocalDate today, WorkingCalendar calendar) =>
        InWords(verdict.Reason, verdict.CountsTo, today, calendar);

    /// <summary>Days left to a date, or late by it: 剩余6个工作日, 今日到期, 逾期3个工作日. Days that no notice has settled yet are told as 暂定.</summary>
    public static string DaysInWords(LocalDate date, LocalDate today, WorkingCalendar calendar)
    {
        if (today == date) return "今日到期";
        if (today < date) return $"剩余{calendar.WorkdaysAfter(today, date)}个工作日{ProvisionalWords.Mark(calendar.Provisional(today, date))}";
        // On the days off right after a date it is past, by no working day yet.
        return calendar.WorkdaysLate(date, today) is var late and > 0 ? $"逾期{late}个工作日" : "已过期";
    }
}
