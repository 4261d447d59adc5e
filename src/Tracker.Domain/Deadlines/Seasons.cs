using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>Limits that name a festival or a season and no day: 春节前, 国庆节前, 汛期前. A person must set or check the day.</summary>
static class Seasons
{
    /// <summary>Festivals of the sun's calendar with the day before them; the others move or have no day at all.</summary>
    static readonly (string Word, (int Month, int Day)? Eve)[] Words =
    [
        ("元旦", (12, 31)), ("五一", (4, 30)), ("劳动节", (4, 30)), ("七一", (6, 30)), ("八一", (7, 31)), ("国庆", (9, 30)),
        ("春节", null), ("元宵", null), ("清明", null), ("端午", null), ("中秋", null),
        ("主汛期", null), ("汛期", null), ("入汛", null), ("汛", null), ("供暖期", null), ("供暖季", null), ("采暖期", null), ("采暖季", null), ("入冬", null), ("冬季", null),
        ("春季开学", null), ("秋季开学", null), ("开学", null), ("学期末", null), ("高考", null), ("中考", null), ("寒假", null), ("暑假", null), ("放假", null),
        ("春耕", null), ("三夏", null), ("秋收", null), ("全国两会", null), ("两会", null),
    ];

    public static DateWord? At(WordScan scan, int start, int? year)
    {
        scan.TakeOne("“\"");
        foreach (var (word, eve) in Words)
            if (scan.Take(word))
            {
                scan.TakeOne("”\"");
                scan.TakeAny("劳动节", "节假期", "假期", "长假", "节");
                scan.TakeAny("到来", "来临", "开始");
                return !DateWord.TakeBefore(ref scan) ? null : eve is var (month, day)
                    ? new(DateForm.Season, scan.At - start, year is { } known ? new LocalDate(known, month, day) : null, true, null) { Trouble = $"“{word}前”没有写明日期，按{month}月{day}日读" }
                    : new(DateForm.Season, scan.At - start, null, true, null) { Trouble = $"“{word}前”没有写明日期" };
            }
        return null;
    }
}
