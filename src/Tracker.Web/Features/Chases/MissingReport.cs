using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Todo;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Chases;

/// <summary>A unit's part in an item, and whether its return for one checkpoint is there: what somebody wants chased.</summary>
public sealed record MissingReport
{
    public long AssignmentId { get; init; }
    public long WorkItemId { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public required string Role { get; init; }
    public required string Number { get; init; }
    public CheckpointKind Kind { get; init; }
    public LocalDate DueOn { get; init; }
    public bool Reported { get; init; }
    public bool Ended { get; init; }

    /// <summary>A condition on <c>assignments a</c> and <c>checkpoints c</c>: the return is in, by this unit or the one before it.</summary>
    public const string ReportedSql = """
        (EXISTS (SELECT FROM returns t WHERE t.region_id = c.region_id AND t.checkpoint_id = c.id AND t.unit_id = a.unit_id)
        OR EXISTS (SELECT FROM progress_reports l JOIN returns t ON t.region_id = l.region_id AND t.id = l.return_id AND t.checkpoint_id = c.id
            WHERE l.region_id = a.region_id AND l.assignment_id = ANY(a.took_over)))
        """;

    const string Sql = $"""
        SELECT a.id AS assignment_id, a.work_item_id, a.unit_id, u.short_name AS unit_name, a.role, w.number, c.kind, c.due_on,
            {ReportedSql} AS reported, {Assignments.Ended.Sql} OR {Assignments.Ended.SuspendedSql} AS ended
        FROM assignments a
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN checkpoints c ON c.region_id = w.region_id AND c.work_plan_id = w.work_plan_id AND c.id = @checkpointId
        WHERE a.region_id = @regionId AND a.id = @assignmentId
        """;

    /// <returns>null where there is no such part, or the checkpoint is another plan's</returns>
    public static Task<MissingReport?> Find(NpgsqlConnection connection, int regionId, long assignmentId, long checkpointId) =>
        connection.QuerySingleOrDefaultAsync<MissingReport>(Sql, new { regionId, assignmentId, checkpointId });

    /// <exception cref="RuleBroken">it is there, nothing is asked of the unit, or its day is far</exception>
    public async Task RefuseUnlessMissed(NpgsqlConnection connection, int regionId, LocalDate today)
    {
        if (Reported)
            throw new RuleBroken("report-is-there", $"{UnitName}已经报送{Kind.Chinese()}，不用催报。");
        if (Ended)
            throw new RuleBroken("nothing-is-owed", $"{UnitName}在任务 {Number} 中已不用报送，不用催报。");
        if (!UnitTodo.IsNear(DueOn, today, await Calendars.Load(connection, regionId)))
            throw new RuleBroken("too-early-to-chase", $"{Kind.Chinese()}应于{DueOn.OnPaper()}前报送，到期前10个工作日起才能催报。");
    }
}
