using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>One line that a unit is, or may be, named for.</summary>
/// <param name="Answered">handed in meanwhile: it is named no more</param>
public sealed record CircularLine(long UnitId, string UnitName, long ReminderId, string Sentence, long WorkItemId, string Number, LocalDate SentOn, bool Answered);

/// <summary>A unit in a circular, with what it replied.</summary>
public sealed record CircularUnit(long UnitId, string UnitName, string? Reply, string? RepliedBy, LocalDate? RepliedOn, string? DroppedFor);

/// <summary>通报: announced to the units that it names, and then issued to all.</summary>
/// <param name="ReplyBy">the last day for replies</param>
public sealed record CircularHead(long Id, LocalDate AnnouncedOn, LocalDate ReplyBy, LocalDate? IssuedOn, string? IssuedBy);

/// <summary>Circulars and what waits to be put into one.</summary>
public sealed class CircularQueries(Database database) : IFeature
{
    // An order's step that went out by a day, is still not done, and was in no circular.
    internal const string CandidatesSql = $"""
        SELECT r.unit_id, u.full_name AS unit_name, r.id AS reminder_id, r.sentence, w.id AS work_item_id, w.number, s.sent_on, false AS answered
        FROM order_lines x
        JOIN order_sendings s ON s.region_id = x.region_id AND s.id = x.sending_id
        JOIN reminders r ON r.region_id = x.region_id AND r.id = x.reminder_id
        JOIN units u ON u.region_id = r.region_id AND u.id = r.unit_id
        JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        WHERE x.region_id = @RegionId AND s.sent_on <= @sentBy AND {StillOpen.Sql}
            AND NOT EXISTS (SELECT FROM circular_lines c WHERE c.region_id = x.region_id AND c.reminder_id = x.reminder_id)
        ORDER BY u.position, u.id, r.about_on, w.position
        """;

    const string HeadsSql = """
        SELECT c.id, c.announced_on, c.reply_by, c.issued_on, p.name AS issued_by FROM circulars c
        LEFT JOIN people p ON p.region_id = c.region_id AND p.id = c.issued_by
        WHERE c.region_id = @RegionId AND (@id::bigint IS NULL OR c.id = @id) ORDER BY c.issued_on IS NOT NULL, c.id DESC LIMIT 24
        """;

    const string UnitsSql = """
        SELECT c.unit_id, u.full_name AS unit_name, c.reply, p.name AS replied_by, c.replied_on, c.dropped_for FROM circular_units c
        JOIN units u ON u.region_id = c.region_id AND u.id = c.unit_id
        LEFT JOIN people p ON p.region_id = c.region_id AND p.id = c.replied_by
        WHERE c.region_id = @RegionId AND c.circular_id = @id ORDER BY u.position, u.id
        """;

    const string LinesSql = $"""
        SELECT c.unit_id, u.full_name AS unit_name, r.id AS reminder_id, r.sentence, w.id AS work_item_id, w.number, s.sent_on, NOT {StillOpen.Sql} AS answered
        FROM circular_lines c
        JOIN order_lines x ON x.region_id = c.region_id AND x.reminder_id = c.reminder_id
        JOIN order_sendings s ON s.region_id = x.region_id AND s.id = x.sending_id
        JOIN reminders r ON r.region_id = c.region_id AND r.id = c.reminder_id
        JOIN units u ON u.region_id = c.region_id AND u.id = c.unit_id
        JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        WHERE c.region_id = @RegionId AND c.circular_id = @id ORDER BY u.position, u.id, r.about_on, w.position
        """;

    const string ToReplySql = """
        SELECT c.id, c.announced_on, c.reply_by, c.issued_on, NULL AS issued_by, n.unit_id FROM circular_units n
        JOIN circulars c ON c.region_id = n.region_id AND c.id = n.circular_id
        WHERE n.region_id = @RegionId AND n.unit_id = ANY(@OwnUnits) AND c.issued_on IS NULL AND n.reply IS NULL AND n.dropped_for IS NULL
        """;

    /// <summary>The last day on which an order may have been sent for its unit to be named today.</summary>
    internal static LocalDate SentBy(LadderRule rule, WorkingCalendar calendar, LocalDate today) => calendar.AddWorkdays(today, -rule.CircularAfter).Date;

    /// <summary>What an order did not move in the days that the rule gives, unit by unit.</summary>
    public static async Task<IReadOnlyList<CircularLine>> Candidates(NpgsqlConnection connection, int regionId, LocalDate sentBy) =>
        (await connection.QueryAsync<CircularLine>(CandidatesSql, new { RegionId = regionId, sentBy })).AsList();

    /// <summary>The one that is open first, then the latest.</summary>
    public async Task<IReadOnlyList<CircularHead>> All(int regionId)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<CircularHead>(HeadsSql, new { RegionId = regionId, id = (long?)null })).AsList();
    }

    public static async Task<CircularHead?> Head(NpgsqlConnection connection, int regionId, long id) =>
        await connection.QuerySingleOrDefaultAsync<CircularHead>(HeadsSql, new { RegionId = regionId, id = (long?)id });

    public static async Task<IReadOnlyList<CircularUnit>> Units(NpgsqlConnection connection, int regionId, long id) =>
        (await connection.QueryAsync<CircularUnit>(UnitsSql, new { RegionId = regionId, id })).AsList();

    public static async Task<IReadOnlyList<CircularLine>> Lines(NpgsqlConnection connection, int regionId, long id) =>
        (await connection.QueryAsync<CircularLine>(LinesSql, new { RegionId = regionId, id })).AsList();

    /// <summary>What units of the person may still reply to.</summary>
    public static async Task<IReadOnlyList<(CircularHead Circular, long UnitId)>> ToReply(NpgsqlConnection connection, Actor by) =>
        [.. (await connection.QueryAsync<(long Id, LocalDate AnnouncedOn, LocalDate ReplyBy, LocalDate? IssuedOn, string? IssuedBy, long UnitId)>(ToReplySql, new { by.RegionId, by.OwnUnits }))
            .Select(r => (new CircularHead(r.Id, r.AnnouncedOn, r.ReplyBy, r.IssuedOn, r.IssuedBy), r.UnitId))];
}
