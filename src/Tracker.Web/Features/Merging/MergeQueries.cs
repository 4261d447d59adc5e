using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Items;
using Tracker.Web.Features.Todo;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Merging;

/// <summary>A checkpoint of a plan, to choose from.</summary>
public sealed record CheckpointChoice(long Id, CheckpointKind Kind, LocalDate DueOn)
{
    /// <summary>The latest that is near or has passed, else the first.</summary>
    public static CheckpointChoice? Of(IReadOnlyList<CheckpointChoice> all, long? chosen, LocalDate today, WorkingCalendar calendar) =>
        all.FirstOrDefault(c => c.Id == chosen) ?? all.LastOrDefault(c => UnitTodo.IsNear(c.DueOn, today, calendar)) ?? (all is [var first, ..] ? first : null);
}

/// <summary>One unit whose report goes into another's text.</summary>
public sealed record MergedPart
{
    public long Id { get; init; }
    public long[] TookOver { get; init; } = [];
    public long WorkItemId { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public AssignmentRole Role { get; init; }
    public int Position { get; init; }

    /// <summary>Its return for the checkpoint is in.</summary>
    public bool Reported { get; init; }

    /// <summary>Nothing is asked of it any more, or for now.</summary>
    public bool Ended { get; init; }
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }

    /// <summary>What it said last by the checkpoint: never a line of a later one.</summary>
    /// <param name="reports">of the item, latest first</param>
    public ItemReport? Said(IEnumerable<ItemReport> reports, CheckpointKind kind) =>
        reports.FirstOrDefault(r => (r.AssignmentId == Id || TookOver.Contains(r.AssignmentId)) && (r.Checkpoint is not { } of || of <= kind));
}

/// <summary>What the pages show on which reports are merged.</summary>
public static class MergeQueries
{
    const string CheckpointsSql = """
        SELECT c.id, c.kind, c.due_on FROM checkpoints c
        WHERE c.region_id = @RegionId AND c.work_plan_id = @planId ORDER BY c.due_on
        """;

    const string PlanSql = "SELECT work_plan_id FROM work_items WHERE region_id = @RegionId AND id = @itemId";

    const string PartsSql = $"""
        SELECT a.id, a.took_over, a.work_item_id, a.unit_id, u.short_name AS unit_name, a.role, a.position, {MissingReport.ReportedSql} AS reported,
            {Ended.Sql} OR {Ended.SuspendedSql} AS ended, t.name AS contact_name, t.phone AS contact_phone
        FROM assignments a
        JOIN checkpoints c ON c.region_id = a.region_id AND c.id = @checkpointId
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        LEFT JOIN LATERAL (SELECT k.name, k.phone FROM unit_contacts k
            WHERE k.region_id = a.region_id AND k.unit_id = a.unit_id ORDER BY k.duty <> 'Liaison', k.position LIMIT 1) t ON true
        WHERE a.region_id = @RegionId AND a.work_item_id = ANY(@items) AND a.role = @role AND a.transferred_on IS NULL
        ORDER BY a.work_item_id, a.position, a.id
        """;

    const string TakenSql = """
        SELECT s.source_id, r.reported_on FROM report_sources s JOIN progress_reports r ON r.region_id = s.region_id AND r.id = s.report_id
        WHERE r.region_id = @RegionId AND r.assignment_id = ANY(SELECT @id UNION ALL SELECT unnest(a.took_over) FROM assignments a
            WHERE a.region_id = @RegionId AND a.id = @id) ORDER BY r.id
        """;

    public static async Task<IReadOnlyList<CheckpointChoice>> Checkpoints(NpgsqlConnection c, Actor by, long planId) =>
        (await c.QueryAsync<CheckpointChoice>(CheckpointsSql, new { by.RegionId, planId })).AsList();

    public static Task<long> PlanOf(NpgsqlConnection c, Actor by, long itemId) => c.ExecuteScalarAsync<long>(PlanSql, new { by.RegionId, itemId });

    /// <summary>Units of one role in items that the person may see as the one who merges.</summary>
    public static async Task<IReadOnlyList<MergedPart>> Parts(NpgsqlConnection c, Actor by, long checkpointId, AssignmentRole role, params long[] items) =>
        (await c.QueryAsync<MergedPart>(PartsSql, new { by.RegionId, checkpointId, items, role = role.ToString() })).AsList();

    /// <summary>Reports that the assignment's own reports have taken over, each with the day of the first.</summary>
    public static async Task<IReadOnlyDictionary<long, LocalDate>> Taken(NpgsqlConnection c, Actor by, long id) =>
        (await c.QueryAsync<(long Source, LocalDate On)>(TakenSql, new { by.RegionId, id })).DistinctBy(t => t.Source).ToDictionary(t => t.Source, t => t.On);
}
