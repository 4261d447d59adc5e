using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>The assignment that a form is for.</summary>
public sealed record FormHead
{
    public long Id { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string Text { get; init; }
    public string? LimitRaw { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public AssignmentRole Role { get; init; }
    public int Position { get; init; }

    /// <summary>The first lead speaks for the supports too.</summary>
    public bool Merges => this is { Role: AssignmentRole.Lead, Position: 1 };
}

/// <summary>What stood in the last report of an assignment.</summary>
public sealed record LastReport
{
    public long Id { get; init; }
    public required string Text { get; init; }
    public required string NextStep { get; init; }
    public required string BlockedBy { get; init; }
    public required string ReportedBy { get; init; }
    public Instant ReportedAt { get; init; }
    public string[] Figures { get; init; } = [];

    /// <summary>As a form may open with it.</summary>
    public Latest AsLatest => new(Id, ReportedBy, ReportedAt, new() { Text = Text == ReportLines.NothingNew ? "" : Text, NextStep = NextStep, BlockedBy = BlockedBy });
}

/// <summary>A date of the notice that no report has answered yet.</summary>
public sealed record OpenMilestone(long Id, string Raw);

/// <summary>What the forms of one assignment open with.</summary>
public static class FormQueries
{
    const string HeadSql = """
        SELECT a.id, w.id AS item_id, w.number, w.text, w.limit_raw, a.unit_id, u.short_name AS unit_name, a.role, a.position
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @RegionId AND a.id = @id AND a.unit_id = ANY(@OwnUnits)
        """;

    const string LastSql = $"""
        SELECT r.id, r.text, r.next_step, r.blocked_by, p.name AS reported_by, r.reported_at, {ReportLines.FiguresAndFilesSql}
        FROM progress_reports r JOIN people p ON p.region_id = r.region_id AND p.id = r.reported_by
        WHERE r.region_id = @RegionId AND r.assignment_id = ANY(SELECT @id UNION ALL SELECT unnest(a.took_over) FROM assignments a
            WHERE a.region_id = @RegionId AND a.id = @id) ORDER BY r.id DESC LIMIT 1
        """;

    const string MilestonesSql = """
        SELECT a.id AS assignment_id, m.id, m.raw
        FROM milestones m JOIN assignments a ON a.region_id = m.region_id AND a.work_item_id = m.work_item_id
        WHERE m.region_id = @RegionId AND a.id = ANY(@ids) AND m.due_on IS NOT NULL AND m.dropped_on IS NULL AND NOT EXISTS (SELECT FROM milestone_reports r
            WHERE r.region_id = m.region_id AND r.milestone_id = m.id AND r.assignment_id = ANY(a.id || a.took_over))
        ORDER BY m.due_on, m.id
        """;

    /// <returns>null where there is none, or it is another unit's</returns>
    public static Task<FormHead?> Head(NpgsqlConnection c, Actor by, long id) =>
        c.QuerySingleOrDefaultAsync<FormHead>(HeadSql, new { by.RegionId, by.OwnUnits, id });

    public static Task<LastReport?> Last(NpgsqlConnection c, Actor by, long id) =>
        c.QuerySingleOrDefaultAsync<LastReport>(LastSql, new { by.RegionId, id });

    /// <param name="ids">of assignments that the person may report on</param>
    /// <returns>by assignment</returns>
    public static async Task<ILookup<long, OpenMilestone>> Milestones(NpgsqlConnection c, Actor by, params long[] ids) =>
        (await c.QueryAsync<(long AssignmentId, long Id, string Raw)>(MilestonesSql, new { by.RegionId, ids }))
            .ToLookup(m => m.AssignmentId, m => new OpenMilestone(m.Id, m.Raw));
}
