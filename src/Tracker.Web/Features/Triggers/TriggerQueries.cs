using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Features.Triggers;

/// <summary>The last thing that a lead has said about the conditions of its item.</summary>
public sealed record TriggerAnswer(bool Met, string Reason, LocalDate? ProposedOn, string Unit, string AnsweredBy, LocalDate AnsweredOn);

/// <summary>Items of 适时 whose conditions are there: the office has a date to set.</summary>
public static class TriggerQueries
{
    /// <summary>From <c>FROM</c> on: <c>said</c> of <c>work_items w</c>; it takes the region.</summary>
    public const string MetSql = """
        FROM work_items w
        JOIN item_lamps i ON i.region_id = w.region_id AND i.work_item_id = w.id AND i.state = 'AwaitingTrigger'
        JOIN LATERAL (SELECT t.met, t.answered_on, t.answered_at, t.proposed_on FROM trigger_answers t
            JOIN assignments a ON a.region_id = t.region_id AND a.id = t.assignment_id
            WHERE a.region_id = w.region_id AND a.work_item_id = w.id ORDER BY t.id DESC LIMIT 1) said ON said.met
        WHERE w.region_id = @RegionId AND w.limit_kind = 'WhenAppropriate'
        """;

    const string LastSql = """
        SELECT t.met, t.reason, t.proposed_on, u.short_name AS unit, p.name AS answered_by, t.answered_on
        FROM trigger_answers t
        JOIN assignments a ON a.region_id = t.region_id AND a.id = t.assignment_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN people p ON p.region_id = t.region_id AND p.id = t.answered_by
        WHERE t.region_id = @regionId AND a.work_item_id = @workItemId ORDER BY t.id DESC LIMIT 1
        """;

    public static Task<TriggerAnswer?> Last(NpgsqlConnection connection, int regionId, long workItemId) =>
        connection.QuerySingleOrDefaultAsync<TriggerAnswer>(LastSql, new { regionId, workItemId });
}
