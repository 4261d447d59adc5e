using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>A submission that waits for the office.</summary>
public sealed record WaitingCompletion
{
    public long Id { get; init; }
    public long ItemId { get; init; }
    public long AssignmentId { get; init; }
    public required string Number { get; init; }
    public required string ItemText { get; init; }
    public string? LimitRaw { get; init; }
    public required string UnitName { get; init; }
    public AssignmentRole Role { get; init; }
    public int Round { get; init; }
    public LocalDate SubmittedOn { get; init; }
    public string? LampReason { get; init; }

    /// <summary>Submitted by the person who looks: another coordinator decides, if there is one.</summary>
    public bool Own { get; init; }
}

/// <summary>What waits for a decision, oldest first.</summary>
public static class CompletionQueries
{
    const string WaitingSql = """
        SELECT c.id, w.id AS item_id, a.id AS assignment_id, w.number, w.text AS item_text, w.limit_raw, u.short_name AS unit_name,
            a.role, c.round, c.submitted_on, l.reason AS lamp_reason, c.submitted_by = @PersonId AS own
        FROM completions c
        JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        LEFT JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        WHERE c.region_id = @RegionId AND NOT EXISTS (
            SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id)
        """;

    const string AllSql = WaitingSql + " ORDER BY c.submitted_at, c.id";
    const string OneSql = WaitingSql + " AND c.id = @id";
    const string ItemSql = """
        SELECT a.work_item_id FROM completions c JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
        WHERE c.region_id = @RegionId AND c.id = @id
        """;

    public static async Task<IReadOnlyList<WaitingCompletion>> Waiting(NpgsqlConnection c, Actor by) =>
        (await c.QueryAsync<WaitingCompletion>(AllSql, new { by.RegionId, by.PersonId })).AsList();

    /// <returns>null where it does not wait any more, or never did</returns>
    public static Task<WaitingCompletion?> One(NpgsqlConnection c, Actor by, long id) =>
        c.QuerySingleOrDefaultAsync<WaitingCompletion>(OneSql, new { by.RegionId, by.PersonId, id });

    /// <returns>the item of a submission, decided or not</returns>
    public static Task<long?> ItemOf(NpgsqlConnection c, Actor by, long id) =>
        c.ExecuteScalarAsync<long?>(ItemSql, new { by.RegionId, id });
}
