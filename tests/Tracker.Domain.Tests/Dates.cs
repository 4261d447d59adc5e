using NodaTime;
using NodaTime.Text;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.Tests;

/// <summary>Dates as test rows write them, and the calendar they are reckoned by.</summary>
static class Dates
{
    /// <summary>The calendar of <c>seed-data</c>: 2015 to 2026.</summary>
    public static readonly WorkingCalendar Calendar = WorkingCalendar.FromCsv(SeedData.Text("calendar/cn-working-days.csv"));

    public static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;

    public static LocalDate? DayOrNull(string? iso) => iso is null ? null : Day(iso);

    /// <summary>Every day from one date to another, both included.</summary>
    public static IEnumerable<LocalDate> Through(this LocalDate from, LocalDate to)
    {
        for (var day = from; day <= to; day = day.PlusDays(1)) yield return day;
    }
}
