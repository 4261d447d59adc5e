using NodaTime;
using NodaTime.Text;

namespace Tracker.Domain.Deadlines;

/// <summary>What a notice makes of a day.</summary>
public enum DayKind
{
    /// <summary>放假: off, whatever the day of the week.</summary>
    Holiday,
    /// <summary>调休上班: worked, although a Saturday or Sunday.</summary>
    Workday,
}

/// <summary>A day that differs from its day of the week, as a notice sets it.</summary>
/// <param name="Name">the holiday, or the one the worked day is exchanged for</param>
/// <param name="Notice">文号 of the notice that set it</param>
public sealed record CalendarDay(LocalDate Date, DayKind Kind, string Name, string Notice)
{
    /// <summary>The rows of <c>cn-working-days.csv</c> or of a later notice in the same columns, in order.</summary>
    /// <exception cref="DataUnreadable">a date does not exist, a kind is unknown, a day stands twice</exception>
    public static IReadOnlyList<CalendarDay> FromCsv(string text)
    {
        var seen = new HashSet<LocalDate>();
        var days = new List<CalendarDay>();
        foreach (var row in Csv.Read(text, "date", "kind", "name", "notice"))
        {
            var day = new CalendarDay(DateOf(row), KindOf(row), row["name"], row["notice"]);
            if (!seen.Add(day.Date)) throw new DataUnreadable(row.Line, $"{row["date"]} 出现两次");
            days.Add(day);
        }
        return days;
    }

    static LocalDate DateOf(CsvRow row) =>
        LocalDatePattern.Iso.Parse(row["date"]) is { Success: true } parsed ? parsed.Value
        : throw new DataUnreadable(row.Line, $"“{row["date"]}”不是日期，应写作 2018-06-11");

    static DayKind KindOf(CsvRow row) => row["kind"] switch
    {
        "holiday" => DayKind.Holiday,
        "workday" => DayKind.Workday,
        var other => throw new DataUnreadable(row.Line, $"“kind”只能是 holiday 或 workday，不能是“{other}”"),
    };
}
