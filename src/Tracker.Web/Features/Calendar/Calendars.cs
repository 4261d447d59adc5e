using System.Collections.Concurrent;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>
/// The working-day calendar of a region: the State Council's days with the region's own beside them.
/// Kept in memory until a day is recorded, because every page that counts days asks for it.
/// </summary>
public static class Calendars
{
    /// <summary>When the days that come with the program were recorded: before any work began, so that every past day knows them.</summary>
    public static readonly Instant Always = Instant.FromUtc(2000, 1, 1, 0, 0);

    sealed record Row(LocalDate OnDate, string Kind, string Name, string Document);
    sealed record Stamp(long Rows, DateTime? Last);
    sealed record Kept(Stamp Stamp, WorkingCalendar Calendar);

    static readonly ConcurrentDictionary<(string Database, int RegionId), Kept> kept = new();

    const string StampSql = """
        SELECT count(*) AS rows, max(recorded_at) AS last FROM (SELECT recorded_at FROM calendar_days
            UNION ALL SELECT recorded_at FROM region_calendar_days WHERE region_id = @regionId) d
        """;

    // The latest row of a day counts; one that came too late to be worked by counts for nothing.
    const string DaysSql = """
        SELECT * FROM (SELECT DISTINCT ON (on_date) on_date, kind, name, document FROM calendar_days
            WHERE NOT retroactive AND recorded_at <= @by ORDER BY on_date, recorded_at DESC) d WHERE kind <> 'ordinary'
        """;

    const string RegionDaysSql = """
        SELECT DISTINCT ON (on_date) on_date, kind, name, document FROM region_calendar_days
        WHERE region_id = @regionId AND NOT retroactive AND recorded_at <= @by ORDER BY on_date, recorded_at DESC
        """;

    /// <summary>The calendar as it stands now.</summary>
    public static async Task<WorkingCalendar> Load(NpgsqlConnection connection, int regionId) =>
        await Load(connection, regionId, await connection.QuerySingleAsync<Stamp>(StampSql, new { regionId }));

    /// <summary>The calendar as it was known by the end of a day.</summary>
    public static async Task<WorkingCalendar> Load(NpgsqlConnection connection, int regionId, LocalDate asOf)
    {
        var stamp = await connection.QuerySingleAsync<Stamp>(StampSql, new { regionId });
        var end = OfficeClock.EndOf(asOf);
        return stamp.Last is not { } last || last <= end.ToDateTimeUtc() ? await Load(connection, regionId, stamp) : await Read(connection, regionId, end);
    }

    /// <summary>The calendar by the rows that were recorded by a moment; never kept, so that a trial leaves nothing behind.</summary>
    public static async Task<WorkingCalendar> Read(NpgsqlConnection connection, int regionId, Instant? by = null)
    {
        var known = new { regionId, by = by ?? Instant.FromUtc(9000, 1, 1, 0, 0) };
        return WorkingCalendar.Of((await connection.QueryAsync<Row>(DaysSql, known)).Select(Day))
            .With((await connection.QueryAsync<Row>(RegionDaysSql, known)).Where(row => row.Kind != "ordinary").Select(Day));
    }

    static async Task<WorkingCalendar> Load(NpgsqlConnection connection, int regionId, Stamp stamp)
    {
        var key = (connection.Host + connection.Port + connection.Database, regionId);
        if (kept.TryGetValue(key, out var known) && known.Stamp == stamp)
            return known.Calendar;
        var calendar = await Read(connection, regionId);
        kept[key] = new(stamp, calendar);
        return calendar;
    }

    static CalendarDay Day(Row row) => new(row.OnDate, row.Kind == "holiday" ? DayKind.Holiday : DayKind.Workday, row.Name, row.Document);
}
