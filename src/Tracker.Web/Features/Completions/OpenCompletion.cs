using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>A submission that a coordinator is about to decide; its item is locked until the transaction ends,
/// so that the last of several confirmations sees all others and closes the item.</summary>
public sealed record OpenCompletion
{
    public long Id { get; init; }
    public long AssignmentId { get; init; }
    public long WorkItemId { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public required string Number { get; init; }
    public int Round { get; init; }

    /// <summary>Submitted, or let out by its unit, by the very person who decides: 自审, where nobody else could.</summary>
    public bool Own { get; init; }

    public int Coordinators { get; init; }
    const string LockSql = """
        SELECT c.id, c.assignment_id, a.work_item_id, a.unit_id, u.short_name AS unit_name, w.number, c.round,
            c.submitted_by = @PersonId OR EXISTS (SELECT FROM unit_approvals v
                WHERE v.region_id = c.region_id AND v.completion_id = c.id AND v.person_id = @PersonId) AS own,
            (SELECT count(DISTINCT r.person_id)::int FROM person_roles r
                JOIN people p ON p.region_id = r.region_id AND p.id = r.person_id AND p.disabled_at IS NULL
                WHERE r.region_id = c.region_id AND r.role = 'Coordinator') AS coordinators
        FROM completions c
        JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE c.region_id = @RegionId AND c.id = @completionId
            AND EXISTS (SELECT FROM person_roles r
                WHERE r.region_id = c.region_id AND r.person_id = @PersonId AND r.role = 'Coordinator')
        FOR NO KEY UPDATE OF w
        """;

    const string DecidedSql = """
        SELECT p.name, d.decision, d.decided_at
        FROM completion_decisions d JOIN people p ON p.region_id = d.region_id AND p.id = d.decided_by
        WHERE d.region_id = @RegionId AND d.completion_id = @completionId
        """;

    sealed record Decided(string Name, string Decision, Instant DecidedAt);

    /// <exception cref="RuleBroken">not a coordinator, no such submission, decided before, or one's own where another could decide</exception>
    public static async Task<OpenCompletion> Lock(NpgsqlConnection connection, Actor by, long completionId)
    {
        var key = new { by.RegionId, by.PersonId, completionId };
        var open = await connection.QuerySingleOrDefaultAsync<OpenCompletion>(LockSql, key) ?? throw NotYours.Of("办结申请");
        if (await connection.QuerySingleOrDefaultAsync<Decided>(DecidedSql, key) is { } before)
            throw new RuleBroken("already-decided",
                $"{before.Name}已于 {before.DecidedAt.Iso()} {(before.Decision == "Confirmed" ? "确认" : "退回")}了这项申请。");
        if (open.Own && open.Coordinators > 1)
            throw new RuleBroken("own-request", "申请是您本人提交的，请由另一位督办员审核。");
        return open;
    }
}
