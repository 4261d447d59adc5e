using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>The office's today and now; every business column and mail date comes from here.</summary>
public readonly record struct OfficeMoment(LocalDate Today, Instant Now);

/// <summary>
/// Reads the office's moment at the edge. A practice database holds an offset in days that web, worker and verbs
/// all read; cookies, leases and retries use <see cref="TimeProvider"/>, which is never shifted.
/// </summary>
public sealed class OfficeClock(TimeProvider time)
{
    /// <summary>The one zone, named once.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    /// <summary>The office's moment in this database.</summary>
    public async Task<OfficeMoment> Now(NpgsqlConnection connection)
    {
        var days = await connection.ExecuteScalarAsync<int?>("SELECT offset_days FROM database_purpose") ?? 0;
        return Shifted(days);
    }

    /// <summary>The machine's moment in the office's zone, for leases, retries and records of the machine.</summary>
    public Instant Machine => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>The office's moment if today were that day: for practice databases and for verbs that only show.</summary>
    public OfficeMoment On(LocalDate day)
    {
        var timeOfDay = Machine.InZone(Zone).TimeOfDay;
        return new OfficeMoment(day, day.At(timeOfDay).InZoneLeniently(Zone).ToInstant());
    }

    /// <summary>The moment at which a day is over in the office.</summary>
    public static Instant EndOf(LocalDate day) => day.PlusDays(1).AtStartOfDayInZone(Zone).ToInstant();

    /// <summary>Whether the database is for practice; a real one never shifts its date.</summary>
    public static async Task<bool> IsPractice(NpgsqlConnection connection) =>
        await connection.ExecuteScalarAsync<bool?>("SELECT practice FROM database_purpose") ?? false;

    /// <summary>Moves a practice database to another day.</summary>
    /// <exception cref="Stop">the database is a real one</exception>
    public async Task MoveTo(NpgsqlConnection connection, LocalDate day)
    {
        var days = Period.DaysBetween(Machine.InZone(Zone).Date, day);
        if (await connection.ExecuteAsync("UPDATE database_purpose SET offset_days = @days WHERE practice", new { days }) == 0)
            throw new Stop(ExitStatus.Refused, "这不是练习数据库，不能改变日期。");
    }

    /// <summary>The office's moment that many days from the real one.</summary>
    public OfficeMoment Shifted(int days)
    {
        var local = Machine.InZone(Zone).LocalDateTime.PlusDays(days);
        return new OfficeMoment(local.Date, local.InZoneLeniently(Zone).ToInstant());
    }
}
