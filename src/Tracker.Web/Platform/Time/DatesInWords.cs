using NodaTime;

namespace Tracker.Web.Platform;

/// <summary>Dates as the office reads them.</summary>
public static class DatesInWords
{
    static readonly string[] weekdays = ["", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];

    /// <summary>2018年6月11日 星期一</summary>
    public static string InChinese(this LocalDate date) => $"{date.OnPaper()} {weekdays[(int)date.DayOfWeek]}";

    /// <summary>2018年6月11日, without leading zeros, as GB/T 9704 writes dates.</summary>
    public static string OnPaper(this LocalDate date) => $"{date.Year}年{date.Month}月{date.Day}日";

    /// <summary>2018-06-11, for tables and machines.</summary>
    public static string Iso(this LocalDate date) => date.ToString("uuuu-MM-dd", null);

    /// <summary>2018-06-11 09:30 in the office's zone.</summary>
    public static string Iso(this Instant moment) => moment.InZone(OfficeClock.Zone).ToString("uuuu-MM-dd HH:mm", null);
}
