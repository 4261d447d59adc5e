using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Features.Lamps;

/// <summary>How many items showed each lamp on each day: what a leader is told changes by, and the trend over the year.</summary>
public static class LampDays
{
    const string Sql = """
        DELETE FROM lamp_days WHERE region_id = @regionId AND on_date = @today;
        INSERT INTO lamp_days (region_id, on_date, lamp, done, n)
        SELECT region_id, @today, lamp, done, count(*) FROM item_lamps WHERE region_id = @regionId GROUP BY region_id, lamp, done
        """;

    /// <summary>Keeps the counts of the day; the last sweep of a day stands.</summary>
    public static Task Keep(NpgsqlConnection connection, int regionId, LocalDate today) => connection.ExecuteAsync(Sql, new { regionId, today });
}
