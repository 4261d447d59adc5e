using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>A day as a notice has set it.</summary>
/// <param name="Kind">holiday or workday</param>
/// <param name="Regional">the region's own day</param>
/// <param name="Retroactive">the notice came when the day had passed: it is shown, and no time is counted by it</param>
public sealed record SetDay(LocalDate OnDate, string Kind, string Name, string Document, Instant RecordedAt, bool Regional, bool Retroactive)
{
    public bool IsOff => Kind == "holiday";
}

/// <summary>Days in a row that a notice has set alike.</summary>
public sealed record SetSpan(LocalDate From, LocalDate To, SetDay First)
{
    /// <summary>Neighbouring days of one name, kind and document together.</summary>
    public static IReadOnlyList<SetSpan> Of(IEnumerable<SetDay> days)
    {
        var spans = new List<SetSpan>();
        foreach (var day in days.OrderBy(d => d.Regional).ThenBy(d => d.OnDate))
            if (spans is [.., var last] && last.To.PlusDays(1) == day.OnDate && last.First with { OnDate = day.OnDate } == day)
                spans[^1] = last with { To = day.OnDate };
            else spans.Add(new(day.OnDate, day.OnDate, day));
        return [.. spans.OrderBy(s => s.From)];
    }

    public string DaysInWords => From == To ? From.Iso() : From.Month == To.Month ? $"{From.Iso()} 至 {To.Day}日" : $"{From.Iso()} 至 {To.Month}月{To.Day}日";
}

/// <summary>What the page of the calendar shows.</summary>
public static class CalendarQueries
{
    const string DaysSql = """
        SELECT * FROM (SELECT DISTINCT ON (on_date) on_date, kind, name, document, recorded_at, false AS regional, retroactive FROM calendar_days
            WHERE on_date BETWEEN @from AND @to ORDER BY on_date, recorded_at DESC) d WHERE kind <> 'ordinary'
        UNION ALL
        SELECT * FROM (SELECT DISTINCT ON (on_date) on_date, kind, name, document, recorded_at, true AS regional, retroactive FROM region_calendar_days
            WHERE region_id = @regionId AND on_date BETWEEN @from AND @to ORDER BY on_date, recorded_at DESC) d WHERE kind <> 'ordinary'
        ORDER BY on_date
        """;

    const string YearsSql = "SELECT DISTINCT extract(year FROM on_date)::int FROM calendar_days ORDER BY 1";

    public static async Task<IReadOnlyList<SetDay>> Days(NpgsqlConnection connection, int regionId, int year) =>
        (await connection.QueryAsync<SetDay>(DaysSql, new { regionId, from = new LocalDate(year, 1, 1), to = new LocalDate(year, 12, 31) })).AsList();

    public static async Task<IReadOnlyList<int>> Years(NpgsqlConnection connection) => (await connection.QueryAsync<int>(YearsSql)).AsList();
}
