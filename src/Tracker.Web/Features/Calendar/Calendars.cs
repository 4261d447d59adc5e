using System.Collections.Concurrent;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;

namespace Tracker.Web.Features.Calendar;

/// <summary>
/// The working-day calendar of a region: the State Council's days with the region's own beside them.
/// Kept in memory until a day is recorded, because every page that counts days asks for it.
/// </summary>
public static class Calendars
{
    sealed record Row(LocalDate OnDate, string Kind, string Name, string Document);
    sealed record Kept(DateTime? Recorded, WorkingCalendar Calendar);

    static readonly ConcurrentDictionary<(string Database, int RegionId), Kept> kept = new();

    const string RecordedSql = """
        SELECT greatest((SELECT max(recorded_at) FROM calendar_days),
            (SELECT max(recorded_at) FROM region_calendar_days WHERE region_id = @regionId))
        """;

    const string DaysSql = """
        SELECT * FROM (SELECT DISTINCT ON (on_date) on_date, kind, name, document FROM calendar_days
            ORDER BY on_date, recorded_at DESC) d WHERE kind <> 'ordinary'
        """;

    const string RegionDaysSql = """
        SELECT * FROM (SELECT DISTINCT ON (on_date) on_date, kind, name, document FROM region_calendar_days
            WHERE region_id = @regionId ORDER BY on_date, recorded_at DESC) d WHERE kind <> 'ordinary'
        """;

    public static async Task<WorkingCalendar> Load(NpgsqlConnection connection, int regionId)
    {
        var recorded = await connection.ExecuteScalarAsync<DateTime?>(RecordedSql, new { regionId });
        var key = (connection.Host + connection.Port + connection.Database, regionId);
        if (kept.TryGetValue(key, out var known) && known.Recorded == recorded)
            return known.Calendar;
        var calendar = WorkingCalendar.Of((await connection.QueryAsync<Row>(DaysSql)).Select(Day))
            .With((await connection.QueryAsync<Row>(RegionDaysSql, new { regionId })).Select(Day));
        kept[key] = new(recorded, calendar);
        return calendar;
    }

    static CalendarDay Day(Row row) => new(row.OnDate, row.Kind == "holiday" ? DayKind.Holiday : DayKind.Workday, row.Name, row.Document);
}
