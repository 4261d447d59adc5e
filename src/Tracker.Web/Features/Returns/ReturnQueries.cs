using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Returns;

/// <summary>A unit's 报送表 for one checkpoint.</summary>
public sealed record ReturnHead
{
    public CheckpointKind Kind { get; init; }
    public LocalDate DueOn { get; init; }
    public required string PlanTitle { get; init; }
    public required string UnitName { get; init; }
    public bool Own { get; init; }
    public bool Signed { get; init; }
    public long? ReturnId { get; init; }
    public string? SubmittedBy { get; init; }
    public Instant? SubmittedAt { get; init; }
}

/// <summary>One line: before submission with what was said last, after it with what was handed in.</summary>
public sealed record ReturnRow
{
    public long AssignmentId { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string Text { get; init; }
    public AssignmentRole Role { get; init; }
    public string? LimitRaw { get; init; }
    public TimeLimitKind LimitKind { get; init; }

    /// <summary>The office has set a last day of its own for it.</summary>
    public bool Dated { get; init; }
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
    public string[] Files { get; init; } = [];

    /// <summary>What the form opens with; empty where the last report only gave a reason.</summary>
    public string Carried => Said is null or ReportLines.NothingNew ? "" : Said;

    public Latest Latest => Latest.Of(ReportId, ReportedBy, ReportedAt, Carried, NextStep, BlockedBy);

    /// <summary>全年: the year-end return carries 申请阶段办结.</summary>
    public bool AppliesForPeriod => LimitKind is TimeLimitKind.WholeYear or TimeLimitKind.None or TimeLimitKind.Periodic && Role != AssignmentRole.Support && !Dated;

    /// <summary>Sentences that stand elsewhere too; only for whoever reviews a return.</summary>
    public IReadOnlyList<EqualSentence> Equal { get; init; } = [];
}

/// <summary>What the page of one return shows.</summary>
public static class ReturnQueries
{
    const string HeadSql = """
        SELECT c.kind, c.due_on, n.title AS plan_title, u.short_name AS unit_name, u.id = ANY(@OwnUnits) AS own,
            EXISTS (SELECT FROM acknowledgements k JOIN dispatches d ON d.region_id = k.region_id AND d.id = k.dispatch_id
                WHERE k.region_id = c.region_id AND k.unit_id = u.id AND d.work_plan_id = c.work_plan_id) AS signed,
            r.id AS return_id, p.name AS submitted_by, r.submitted_at
        FROM checkpoints c
        JOIN work_plans w ON w.region_id = c.region_id AND w.id = c.work_plan_id
        JOIN notices n ON n.region_id = w.region_id AND n.id = w.notice_id
        JOIN units u ON u.region_id = c.region_id AND u.id = @unitId
        LEFT JOIN returns r ON r.region_id = c.region_id AND r.checkpoint_id = c.id AND r.unit_id = u.id
        LEFT JOIN people p ON p.region_id = r.region_id AND p.id = r.submitted_by
        WHERE c.region_id = @RegionId AND c.id = @checkpointId AND (@SeesRegion OR u.id = ANY(@OwnUnits))
            AND EXISTS (SELECT FROM assignments a JOIN work_items i ON i.region_id = a.region_id AND i.id = a.work_item_id
                WHERE a.region_id = c.region_id AND a.unit_id = u.id AND i.work_plan_id = c.work_plan_id)
        """;

    const string Row = $"""
        SELECT a.id AS assignment_id, w.id AS item_id, w.number, w.text, a.role, w.limit_raw, w.limit_kind, r.id AS report_id, r.text AS said,
            EXISTS (SELECT FROM moved_dates d WHERE d.region_id = a.region_id AND d.assignment_id = a.id AND num_nonnulls(d.milestone_id, d.checkpoint_id) = 0) AS dated,
            r.no_news_reason, r.next_step, r.blocked_by, r.reported_on, r.reported_at, p.name AS reported_by, {ReportLines.FiguresAndFilesSql}
        FROM checkpoints c
        JOIN work_items w ON w.region_id = c.region_id AND w.work_plan_id = c.work_plan_id
        JOIN assignments a ON a.region_id = w.region_id AND a.work_item_id = w.id AND a.unit_id = @unitId
        """;

    const string OpenSql = Row + $"""

        LEFT JOIN LATERAL (SELECT * FROM progress_reports r
            WHERE r.region_id = a.region_id AND r.assignment_id = ANY(a.id || a.took_over) ORDER BY r.id DESC LIMIT 1) r ON true
        LEFT JOIN people p ON p.region_id = c.region_id AND p.id = r.reported_by
        WHERE c.region_id = @RegionId AND c.id = @checkpointId
            AND NOT {Ended.Sql} AND NOT {Ended.SuspendedSql}
            AND (EXISTS (SELECT FROM acknowledgements k WHERE k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id)
                OR NOT EXISTS (SELECT FROM acknowledgements k JOIN dispatches d ON d.region_id = k.region_id AND d.id = k.dispatch_id
                    WHERE k.region_id = a.region_id AND k.unit_id = a.unit_id AND d.work_plan_id = c.work_plan_id))
        ORDER BY w.position
        """;

    const string SubmittedSql = Row + """

        JOIN returns t ON t.region_id = c.region_id AND t.checkpoint_id = c.id AND t.unit_id = a.unit_id
        JOIN progress_reports r ON r.region_id = a.region_id AND r.assignment_id = a.id AND r.return_id = t.id
        JOIN people p ON p.region_id = r.region_id AND p.id = r.reported_by
        WHERE c.region_id = @RegionId AND c.id = @checkpointId
        ORDER BY w.position
        """;

    sealed record SaidRow
    {
        public long Id { get; init; }
        public long AssignmentId { get; init; }
        public long WorkItemId { get; init; }
        public required string UnitName { get; init; }
        public required string Text { get; init; }
        public long[] Sources { get; init; } = [];
    }

    // All lines of a return were written by one statement: what the unit said later has a larger id.
    const string SaidSql = """
        SELECT r.id, a.id AS assignment_id, a.work_item_id, u.short_name AS unit_name, r.text,
            array(SELECT s.source_id FROM report_sources s WHERE s.region_id = a.region_id AND s.report_id = r.id) AS sources
        FROM assignments a
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        CROSS JOIN LATERAL (SELECT p.id, p.text FROM progress_reports p
            WHERE p.region_id = a.region_id AND p.assignment_id = a.id AND (a.unit_id <> @unitId OR p.id <= @last) ORDER BY p.id DESC LIMIT 2) r
        WHERE a.region_id = @RegionId AND a.work_item_id = ANY(@items) AND r.text <> @NothingNew
        ORDER BY r.id
        """;

    /// <returns>null where there is none, or it is another unit's</returns>
    public static Task<ReturnHead?> Head(NpgsqlConnection c, Actor by, long checkpointId, long unitId) =>
        c.QuerySingleOrDefaultAsync<ReturnHead>(HeadSql, new { by.RegionId, by.SeesRegion, by.OwnUnits, checkpointId, unitId });

    /// <summary>The lines of a return whose head the person may see.</summary>
    public static async Task<IReadOnlyList<ReturnRow>> Rows(NpgsqlConnection c, Actor by, long checkpointId, long unitId, bool submitted) =>
        (await c.QueryAsync<ReturnRow>(submitted ? SubmittedSql : OpenSql, new { by.RegionId, checkpointId, unitId })).AsList();

    /// <summary>The lines of a submitted return compared with what was said before and by others on the same items.</summary>
    public static async Task<IReadOnlyList<ReturnRow>> Compared(NpgsqlConnection c, Actor by, long unitId, IReadOnlyList<ReturnRow> rows)
    {
        var said = (await c.QueryAsync<SaidRow>(SaidSql, new
        {
            by.RegionId, unitId, ReportLines.NothingNew, last = rows.Max(r => r.ReportId) ?? 0, items = rows.Select(r => r.ItemId).ToArray(),
        })).ToLookup(s => s.WorkItemId, s => new SaidText(s.Id, s.AssignmentId, s.UnitName, s.Text, s.Sources));
        return [.. rows.Select(row => row with { Equal = [.. EqualSentences.Among(row.Text, [.. said[row.ItemId]])[row.ReportId ?? 0]] })];
    }
}
