using Dapper;
using NodaTime;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>Drafts of 督办通知单 with their lines.</summary>
public sealed class OrderQueries(Database database) : IFeature
{
    public sealed record Row(long OrderId, string UnitName, LocalDate DraftedOn, string Sentence, long WorkItemId, string Number, string Title, string Lamp, bool Done);

    const string Sql = $"""
        SELECT o.id AS order_id, u.full_name AS unit_name, o.drafted_on, r.sentence,
            w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, l.lamp, l.done
        FROM orders o
        JOIN units u ON u.region_id = o.region_id AND u.id = o.unit_id
        JOIN order_lines x ON x.region_id = o.region_id AND x.order_id = o.id
        JOIN reminders r ON r.region_id = x.region_id AND r.id = x.reminder_id
        JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        WHERE o.region_id = @regionId AND o.closed_on IS NULL
        ORDER BY o.drafted_on, u.position, o.id, r.about_on, w.position
        """;

    /// <summary>Open drafts, oldest first; what a unit has handed in meanwhile is still among the lines, with its lamp.</summary>
    public async Task<IReadOnlyList<IGrouping<long, Row>>> Open(int regionId)
    {
        await using var connection = await database.Open();
        return [.. (await connection.QueryAsync<Row>(Sql, new { regionId })).GroupBy(r => r.OrderId)];
    }
}
