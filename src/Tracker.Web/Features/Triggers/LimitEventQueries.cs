using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Features.Triggers;

/// <summary>An event that was recorded, and the day it came to.</summary>
public sealed record LimitEventLine(LocalDate HappenedOn, string What, LocalDate? DueOn, string RecordedBy, LocalDate RecordedOn);

/// <summary>What has happened for a limit such as 会后7日内.</summary>
public static class LimitEventQueries
{
    const string Sql = """
        SELECT e.happened_on, e.what, m.due_on, p.name AS recorded_by, e.recorded_on FROM limit_events e
        JOIN people p ON p.region_id = e.region_id AND p.id = e.recorded_by
        LEFT JOIN milestones m ON m.region_id = e.region_id AND m.work_item_id = e.work_item_id AND m.instance = 'event@' || e.happened_on
        WHERE e.region_id = @regionId AND e.work_item_id = @itemId ORDER BY e.happened_on DESC
        """;

    public static async Task<IReadOnlyList<LimitEventLine>> OfItem(NpgsqlConnection connection, int regionId, long itemId) =>
        (await connection.QueryAsync<LimitEventLine>(Sql, new { regionId, itemId })).AsList();
}
