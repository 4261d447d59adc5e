using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>督办: drafts a 督办通知单 for each unit that a nudge did not move. One open a unit: what comes later joins it.
/// Nothing is sent; that is for a person. One whose every line was answered closes by itself, sent or not.</summary>
public sealed class DraftOrders(EventLog events) : IFeature
{
    sealed record Drafted(long Id, long UnitId, string Name);

    const string DraftSql = """
        WITH drafted AS (
            INSERT INTO orders (region_id, unit_id, drafted_on, drafted_at)
            SELECT DISTINCT r.region_id, r.unit_id, @Today, @Now
            FROM reminders r
            WHERE r.region_id = @regionId AND r.for_on = @Today AND r.level = 'Order'
              AND NOT EXISTS (SELECT FROM order_lines l WHERE l.region_id = r.region_id AND l.reminder_id = r.id)
              AND NOT EXISTS (SELECT FROM orders o WHERE o.region_id = r.region_id AND o.unit_id = r.unit_id AND o.closed_on IS NULL)
            RETURNING region_id, id, unit_id)
        SELECT d.id, d.unit_id, u.short_name AS name
        FROM drafted d JOIN units u ON u.region_id = d.region_id AND u.id = d.unit_id ORDER BY d.id
        """;

    const string LinesSql = """
        INSERT INTO order_lines (region_id, order_id, reminder_id)
        SELECT r.region_id, o.id, r.id
        FROM reminders r JOIN orders o ON o.region_id = r.region_id AND o.unit_id = r.unit_id AND o.closed_on IS NULL
        WHERE r.region_id = @regionId AND r.for_on = @Today AND r.level = 'Order'
        ON CONFLICT ON CONSTRAINT a_step_stands_in_one_order DO NOTHING
        """;

    // OFFSET keeps the question one of each open order, which its first line that is still open answers: joined as a whole, all lines of all orders are read.
    const string AnsweredSql = $"""
        UPDATE orders o SET closed_on = @Today
        WHERE o.region_id = @regionId AND o.closed_on IS NULL
          AND NOT EXISTS (SELECT FROM order_lines x
              JOIN reminders r ON r.region_id = x.region_id AND r.id = x.reminder_id
              JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
              WHERE x.region_id = o.region_id AND x.order_id = o.id AND {StillOpen.Sql} OFFSET 0)
        RETURNING o.id
        """;

    /// <summary>Takes up the steps promised today, in the transaction that promised them.</summary>
    /// <returns>how many orders were drafted</returns>
    public async Task<int> Run(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        var answered = await connection.QueryAsync<long>(AnsweredSql, new { regionId, at.Today });
        await events.Append(connection, Actor.System(regionId), at.Now,
            [.. answered.Select(id => new Event(nameof(DraftOrders), $"Order:{id}", "所列任务都已办理或报送，督办通知单了结"))]);
        var drafted = (await connection.QueryAsync<Drafted>(DraftSql, new { regionId, at.Today, at.Now })).AsList();
        await connection.ExecuteAsync(LinesSql, new { regionId, at.Today });
        if (drafted.Count > 0)
            await events.Append(connection, Actor.System(regionId), at.Now,
                [.. drafted.Select(d => new Event(nameof(DraftOrders), $"Order:{d.Id}", $"拟制督办通知单：{d.Name}"))]);
        return drafted.Count;
    }
}
