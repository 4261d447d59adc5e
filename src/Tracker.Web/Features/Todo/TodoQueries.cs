using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Todo;

/// <summary>An assignment that has not ended.</summary>
public sealed record TodoAssignment
{
    public long Id { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string Text { get; init; }
    public string? LimitRaw { get; init; }
    public required string PlanTitle { get; init; }
    public AssignmentRole Role { get; init; }
    public long UnitId { get; init; }
    public long DispatchId { get; init; }
    public LocalDate DispatchedOn { get; init; }
    public bool Signed { get; init; }
    public bool Waiting { get; init; }
    public Lamp? Lamp { get; init; }
    public string? Reason { get; init; }
    public LocalDate? NearestOn { get; init; }
    public string? ReturnedWith { get; init; }
    public LocalDate? CorrectionDue { get; init; }
}

/// <summary>A checkpoint for which the unit has not handed in its return.</summary>
public sealed record TodoReturn
{
    public long CheckpointId { get; init; }
    public long UnitId { get; init; }
    public CheckpointKind Kind { get; init; }
    public LocalDate DueOn { get; init; }
    public required string PlanTitle { get; init; }
    public int Items { get; init; }
}

/// <summary>What waits for the units of one person.</summary>
public static class TodoQueries
{
    const string AssignmentsSql = $"""
        SELECT a.id, a.work_item_id AS item_id, w.number, w.text, w.limit_raw, n.title AS plan_title, a.role, a.unit_id, a.dispatch_id,
            s.dispatched_on, k.person_id IS NOT NULL AS signed, f.id IS NOT NULL AND f.decision IS NULL AS waiting,
            l.lamp, l.reason, l.nearest_on, CASE WHEN f.decision = 'Returned' THEN f.reason END AS returned_with, f.correction_due
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        JOIN dispatches s ON s.region_id = a.region_id AND s.id = a.dispatch_id
        LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
        LEFT JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        LEFT JOIN LATERAL (SELECT c.id, d.decision, d.reason, d.correction_due FROM completions c
            LEFT JOIN completion_decisions d ON d.region_id = c.region_id AND d.completion_id = c.id
            WHERE c.region_id = a.region_id AND c.assignment_id = ANY(a.id || a.took_over) ORDER BY c.id DESC LIMIT 1) f ON true
        WHERE a.region_id = @RegionId AND a.unit_id = ANY(@OwnUnits) AND NOT {Ended.Sql}
        ORDER BY a.dispatch_id, w.position
        """;

    const string ReturnsSql = $"""
        SELECT c.id AS checkpoint_id, a.unit_id, c.kind, c.due_on, n.title AS plan_title, count(*)::int AS items
        FROM assignments a
        JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        JOIN checkpoints c ON c.region_id = p.region_id AND c.work_plan_id = p.id
        WHERE a.region_id = @RegionId AND a.unit_id = ANY(@OwnUnits) AND NOT {Ended.Sql} AND NOT {Ended.SuspendedSql}
            AND coalesce(c.due_on >= a.reports_from, true)
            AND NOT EXISTS (SELECT FROM returns r
                WHERE r.region_id = c.region_id AND r.checkpoint_id = c.id AND r.unit_id = a.unit_id)
            AND NOT EXISTS (SELECT FROM progress_reports l JOIN returns r ON r.region_id = l.region_id AND r.id = l.return_id
                WHERE l.region_id = a.region_id AND l.assignment_id = ANY(a.took_over) AND r.checkpoint_id = c.id)
        GROUP BY c.id, a.unit_id, c.kind, c.due_on, n.title
        ORDER BY c.due_on, c.id
        """;

    const string UnitsSql = """
        SELECT id, short_name FROM units WHERE region_id = @RegionId AND id = ANY(@OwnUnits) ORDER BY position
        """;

    public static async Task<IReadOnlyList<TodoAssignment>> Assignments(NpgsqlConnection c, Actor by) =>
        (await c.QueryAsync<TodoAssignment>(AssignmentsSql, new { by.RegionId, by.OwnUnits })).AsList();

    /// <summary>Earliest first.</summary>
    public static async Task<IReadOnlyList<TodoReturn>> Returns(NpgsqlConnection c, Actor by) =>
        (await c.QueryAsync<TodoReturn>(ReturnsSql, new { by.RegionId, by.OwnUnits })).AsList();

    public static async Task<IReadOnlyList<(long Id, string Name)>> Units(NpgsqlConnection c, Actor by) =>
        (await c.QueryAsync<(long Id, string Name)>(UnitsSql, new { by.RegionId, by.OwnUnits })).AsList();
}
