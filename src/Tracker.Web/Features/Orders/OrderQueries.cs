using Dapper;
using NodaTime;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>督办通知单 that are open, with their lines.</summary>
public sealed class OrderQueries(Database database) : IFeature
{
    public const int PageSize = 20;

    /// <param name="Said">回复催办: what the unit answered when it was chased</param>
    public sealed record Row(long OrderId, string UnitName, LocalDate DraftedOn, string Sentence, long WorkItemId, string Number, bool Answered,
        LocalDate? SentOn, string? SentBy, string? Said)
    {
        /// <summary>Waits to be sent.</summary>
        public bool ToSend => SentOn is null && !Answered;
    }

    const string CountSql = "SELECT count(*)::int FROM orders WHERE region_id = @regionId AND closed_on IS NULL";

    // Whether all lines of order o have gone out.
    const string SentSql = """
        NOT EXISTS (SELECT FROM order_lines waiting
            WHERE waiting.region_id = o.region_id AND waiting.order_id = o.id AND waiting.sending_id IS NULL)
        """;

    const string Sql = $"""
        SELECT o.id AS order_id, o.unit_name, o.drafted_on, r.sentence, w.id AS work_item_id, w.number,
            NOT {StillOpen.Sql} AS answered, s.sent_on, p.name AS sent_by, n.text AS said
        FROM (SELECT o.region_id, o.id, o.drafted_on, u.full_name AS unit_name, u.position, {SentSql} AS sent FROM orders o
            JOIN units u ON u.region_id = o.region_id AND u.id = o.unit_id
            WHERE o.region_id = @regionId AND o.closed_on IS NULL
            ORDER BY {SentSql}, o.drafted_on, u.position, o.id OFFSET @skip LIMIT @PageSize) o
        JOIN order_lines x ON x.region_id = o.region_id AND x.order_id = o.id
        JOIN reminders r ON r.region_id = x.region_id AND r.id = x.reminder_id
        JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        LEFT JOIN nudge_answers n ON n.region_id = r.region_id AND n.assignment_id = r.assignment_id AND n.about = r.about AND n.about_on = r.about_on
        LEFT JOIN order_sendings s ON s.region_id = x.region_id AND s.id = x.sending_id
        LEFT JOIN people p ON p.region_id = s.region_id AND p.id = s.sent_by
        ORDER BY o.sent, o.drafted_on, o.position, o.id, r.about_on, w.position
        """;

    /// <summary>How many are open.</summary>
    public async Task<int> Count(int regionId)
    {
        await using var connection = await database.Open();
        return await connection.ExecuteScalarAsync<int>(CountSql, new { regionId });
    }

    /// <summary>Those that wait to be sent first, each oldest first; what a unit has handed in meanwhile is still among the lines, marked as answered.</summary>
    /// <param name="page">from 1</param>
    public async Task<IReadOnlyList<IGrouping<long, Row>>> Open(int regionId, int page)
    {
        await using var connection = await database.Open();
        return [.. (await connection.QueryAsync<Row>(Sql, new { regionId, PageSize, skip = (Math.Max(page, 1) - 1) * PageSize })).GroupBy(r => r.OrderId)];
    }
}
