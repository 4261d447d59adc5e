using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>A unit's part in an item as a list to report on shows it: what it is, and what was said last.</summary>
public sealed record OpenPart
{
    public long AssignmentId { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string Text { get; init; }
    public string? LimitRaw { get; init; }
    public AssignmentRole Role { get; init; }
    public int Position { get; init; }
    public int? PlanYear { get; init; }
    public LocalDate? NearestOn { get; init; }

    /// <summary>The last report; null where there is none.</summary>
    public long? ReportId { get; init; }
    public string? Said { get; init; }
    public string? NoNewsReason { get; init; }
    public string? NextStep { get; init; }
    public string? BlockedBy { get; init; }
    public LocalDate? ReportedOn { get; init; }
    public Instant? ReportedAt { get; init; }
    public string? ReportedBy { get; init; }
    public string[] Figures { get; init; } = [];
    public string[] Counts { get; init; } = [];

    public bool Signed { get; init; }
    public bool HasEnded { get; init; }
    public bool Suspended { get; init; }

    /// <summary>申请办结 lies with the office, or before the unit's head.</summary>
    public bool Submitted { get; init; }

    /// <summary>What a form opens with; empty where the last report only gave a reason.</summary>
    public string Carried => Said is null or ReportLines.NothingNew ? "" : Said;

    public Latest Latest => Latest.Of(ReportId, ReportedBy, ReportedAt, Carried, NextStep, BlockedBy);

    /// <summary>The first lead speaks for the supports too.</summary>
    public bool Merges => this is { Role: AssignmentRole.Lead, Position: 1 };

    const string Columns = $"""
        SELECT a.id AS assignment_id, w.id AS item_id, w.number, w.text, w.limit_raw, a.role, a.position, p.plan_year, l.nearest_on,
            r.id AS report_id, r.text AS said, r.no_news_reason, r.next_step, r.blocked_by, r.reported_on, r.reported_at, who.name AS reported_by, {ReportLines.FiguresAndFilesSql},
            k.person_id IS NOT NULL AS signed, {Ended.Sql} AS has_ended, {Ended.SuspendedSql} AS suspended,
            EXISTS (SELECT FROM completions c WHERE c.region_id = a.region_id AND c.assignment_id = a.id
                    AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id))
                OR EXISTS (SELECT FROM approval_drafts d WHERE d.region_id = a.region_id AND d.assignment_id = a.id AND d.kind = 'Completion'
                    AND NOT EXISTS (SELECT FROM approval_decisions x WHERE x.region_id = d.region_id AND x.draft_id = d.id)) AS submitted
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
        LEFT JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        LEFT JOIN LATERAL (SELECT * FROM progress_reports r
            WHERE r.region_id = a.region_id AND r.assignment_id = ANY(a.id || a.took_over) ORDER BY r.id DESC LIMIT 1) r ON true
        LEFT JOIN people who ON who.region_id = r.region_id AND who.id = r.reported_by
        WHERE a.region_id = @RegionId AND a.unit_id = @unitId AND a.unit_id = ANY(@OwnUnits)
        """;

    const string OfUnitSql = Columns + $"""
         AND k.person_id IS NOT NULL AND NOT {Ended.Sql} AND NOT {Ended.SuspendedSql}
        ORDER BY p.plan_year, p.id, w.position
        """;

    const string NamedSql = Columns + " AND a.id = ANY(@ids)";

    /// <summary>All that a unit has signed and that asks for reports, in the order of the notices.</summary>
    /// <returns>none where the unit is not the person's own</returns>
    public static async Task<IReadOnlyList<OpenPart>> OfUnit(NpgsqlConnection connection, Actor by, long unitId) =>
        (await connection.QueryAsync<OpenPart>(OfUnitSql, new { by.RegionId, by.OwnUnits, unitId })).AsList();

    /// <summary>The named ones, in whatever state they are by now.</summary>
    /// <returns>by assignment; without those that are another unit's</returns>
    public static async Task<IReadOnlyDictionary<long, OpenPart>> Named(NpgsqlConnection connection, Actor by, long unitId, long[] ids) =>
        (await connection.QueryAsync<OpenPart>(NamedSql, new { by.RegionId, by.OwnUnits, unitId, ids })).ToDictionary(p => p.AssignmentId);
}
