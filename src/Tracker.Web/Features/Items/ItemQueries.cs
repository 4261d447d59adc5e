using Dapper;
using Npgsql;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Items;

/// <summary>What the page of one item shows; every statement keeps to what the person may see.</summary>
public static class ItemQueries
{
    const string HeadSql = $"""
        SELECT w.id, w.number, w.title, w.text, w.units_raw,
            CASE WHEN first.limit_kind IS NULL THEN w.limit_raw ELSE first.limit_raw END AS limit_raw, coalesce(first.limit_kind, w.limit_kind) AS limit_kind, c.no || '、' || c.title AS category,
            w.work_plan_id AS plan_id, n.title AS plan_title, n.document_number, i.closed_on, i.how AS closed,
            i.reason AS closed_reason, coalesce(i.without_units, ARRAY[]::text[]) AS without_units, i.basis_signed_by AS closed_signed_by, i.basis_signed_on AS closed_signed_on,
            i.basis_document AS closed_document, s.id AS successor_id, s.number AS successor_number, l.state,
            CASE WHEN x.step <> 'Resumed' THEN x.reason END AS suspended_for, x.review_on
        FROM work_items w
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        LEFT JOIN categories c ON c.region_id = w.region_id AND c.id = w.category_id
        LEFT JOIN item_closings i ON i.region_id = w.region_id AND i.work_item_id = w.id AND NOT EXISTS (SELECT FROM item_reopenings o
            WHERE o.region_id = i.region_id AND o.work_item_id = i.work_item_id AND o.round = i.round)
        LEFT JOIN work_items s ON s.region_id = i.region_id AND s.id = i.successor_item_id
        LEFT JOIN item_lamps l ON l.region_id = w.region_id AND l.work_item_id = w.id
        LEFT JOIN LATERAL (SELECT x.step, x.reason, x.review_on FROM suspensions x
            WHERE x.region_id = w.region_id AND x.work_item_id = w.id ORDER BY x.id DESC LIMIT 1) x ON true
        LEFT JOIN LATERAL (SELECT l.limit_raw, l.limit_kind FROM adjusted_limits l
            WHERE l.region_id = w.region_id AND l.work_item_id = w.id ORDER BY l.adjustment_id LIMIT 1) first ON true
        WHERE w.region_id = @RegionId AND w.id = @id AND {Visible.ItemSql}
        """;

    const string PartsSql = $"""
        SELECT a.id, a.unit_id, u.short_name AS unit_name, a.role, a.position, a.unit_id = ANY(@OwnUnits) AS own, {Visible.Sql} AS visible,
            k.acknowledged_on, l.lamp, coalesce(l.done, false) AS done, l.reason, l.nearest_on,
            (SELECT max(r.reported_on) FROM progress_reports r WHERE r.region_id = a.region_id AND r.assignment_id = ANY(a.id || a.took_over)) AS reported_on,
            CASE WHEN f.decision IS NULL THEN f.id END AS waiting_id,
            coalesce(f.decision = 'Returned', false) AS returned, {Ended.Sql} AS has_ended,
            a.transferred_on, h.short_name AS transferred_to, t.name AS contact_name, t.phone AS contact_phone, t.email AS contact_email
        FROM assignments a
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
        LEFT JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        LEFT JOIN LATERAL (SELECT c.id, d.decision FROM completions c
            LEFT JOIN completion_decisions d ON d.region_id = c.region_id AND d.completion_id = c.id
            WHERE c.region_id = a.region_id AND c.assignment_id = ANY(a.id || a.took_over) ORDER BY c.id DESC LIMIT 1) f ON true
        LEFT JOIN LATERAL (SELECT t.name, t.phone, t.email FROM unit_contacts t
            WHERE t.region_id = a.region_id AND t.unit_id = a.unit_id
            ORDER BY t.duty <> 'Liaison', t.position LIMIT 1) t ON true
        LEFT JOIN assignment_transfers x ON x.region_id = a.region_id AND x.from_assignment_id = a.id
        LEFT JOIN assignments r ON r.region_id = x.region_id AND r.id = x.to_assignment_id
        LEFT JOIN units h ON h.region_id = r.region_id AND h.id = r.unit_id
        WHERE a.region_id = @RegionId AND a.work_item_id = @id
        ORDER BY a.transferred_on IS NOT NULL, array_position(ARRAY['Lead', 'Responsible', 'Support'], a.role), a.position
        """;

    // Under the name that the unit had on the day.
    static readonly string SaidSql = $"""
        SELECT r.id, r.assignment_id, a.work_item_id, {UnitNames.ShortOn("r.reported_on")} AS unit_name, a.role, r.text, r.no_news_reason, r.next_step, r.blocked_by,
            p.name AS reported_by, r.reported_at, c.kind AS checkpoint,
            array(SELECT s.source_id FROM report_sources s WHERE s.region_id = r.region_id AND s.report_id = r.id ORDER BY s.source_id) AS sources,
            array(SELECT {UnitNames.ShortOn("x.reported_on")} || x.reported_on FROM report_sources s
                JOIN progress_reports x ON x.region_id = s.region_id AND x.id = s.source_id
                JOIN assignments y ON y.region_id = x.region_id AND y.id = x.assignment_id
                JOIN units u ON u.region_id = y.region_id AND u.id = y.unit_id
                WHERE s.region_id = r.region_id AND s.report_id = r.id ORDER BY s.source_id) AS taken_over,
            {ReportLines.FiguresAndFilesSql}
        FROM assignments a
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN progress_reports r ON r.region_id = a.region_id AND r.assignment_id = a.id
        JOIN people p ON p.region_id = r.region_id AND p.id = r.reported_by
        LEFT JOIN returns t ON t.region_id = r.region_id AND t.id = r.return_id
        LEFT JOIN checkpoints c ON c.region_id = t.region_id AND c.id = t.checkpoint_id
        WHERE a.region_id = @RegionId AND {Visible.Sql}
        """;

    static readonly string ReportsSql = SaidSql + " AND a.work_item_id = @id ORDER BY r.id DESC";

    static readonly string ReportsOfSql = SaidSql + " AND a.work_item_id = ANY(@items) AND a.role <> 'Responsible' ORDER BY r.id DESC";

    static readonly string CompletionsSql = $"""
        SELECT c.id, c.assignment_id, {UnitNames.ShortOn("c.submitted_on")} AS unit_name, c.round, c.text, c.without_units, s.name AS submitted_by, c.submitted_at,
            d.decision, d.rating, d.reason_code, d.reason, d.correction_due, coalesce(d.self_reviewed, false) AS self_reviewed,
            o.name AS decided_by, d.decided_at
        FROM assignments a
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN completions c ON c.region_id = a.region_id AND c.assignment_id = a.id
        JOIN people s ON s.region_id = c.region_id AND s.id = c.submitted_by
        LEFT JOIN completion_decisions d ON d.region_id = c.region_id AND d.completion_id = c.id
        LEFT JOIN people o ON o.region_id = d.region_id AND o.id = d.decided_by
        WHERE a.region_id = @RegionId AND a.work_item_id = @id AND {Visible.Sql}
        ORDER BY c.id DESC
        """;

    const string MilestonesSql = """
        SELECT m.id, m.raw, m.due_on, m.instance IS NOT NULL AS again FROM milestones m WHERE m.region_id = @RegionId AND m.work_item_id = @id AND m.dropped_on IS NULL ORDER BY m.due_on, m.id
        """;

    // A story longer than this is read in the event log.
    const string EventsSql = $"""
        SELECT e.at, e.person_name, e.unit_name, e.sentence
        FROM events e
        WHERE e.region_id = @RegionId AND e.subject IN (
            SELECT 'WorkItem:' || @id
            UNION SELECT 'WorkPlan:' || w.work_plan_id FROM work_items w WHERE w.region_id = @RegionId AND w.id = @id
            UNION SELECT 'Assignment:' || a.id FROM assignments a WHERE a.region_id = @RegionId AND a.work_item_id = @id AND {Visible.Sql}
            UNION SELECT 'Acknowledgement:' || a.dispatch_id || '/' || a.unit_id FROM assignments a
                WHERE a.region_id = @RegionId AND a.work_item_id = @id AND {Visible.Sql}
            UNION SELECT 'Return:' || r.return_id FROM assignments a
                JOIN progress_reports r ON r.region_id = a.region_id AND r.assignment_id = a.id
                WHERE a.region_id = @RegionId AND a.work_item_id = @id AND r.return_id IS NOT NULL AND {Visible.Sql}
            UNION SELECT 'Instruction:' || i.id FROM instructions i WHERE i.region_id = @RegionId AND i.work_item_id = @id AND {InstructionQueries.VisibleSql})
            AND (e.verb IN ('Dispatch', 'MoveCheckpoint', 'SupplementDispatch') OR e.subject NOT LIKE 'WorkPlan:%')
        ORDER BY e.at DESC, e.id DESC LIMIT 300
        """;

    /// <returns>null where there is no such item, or the person's units have no part in it</returns>
    public static Task<ItemHead?> Head(NpgsqlConnection c, Actor by, long itemId) =>
        c.QuerySingleOrDefaultAsync<ItemHead>(HeadSql, Visible.To(by, itemId));

    public static Task<IReadOnlyList<ItemPart>> Parts(NpgsqlConnection c, Actor by, long itemId) => List<ItemPart>(c, PartsSql, by, itemId);

    /// <summary>Latest first.</summary>
    public static Task<IReadOnlyList<ItemReport>> Reports(NpgsqlConnection c, Actor by, long itemId) => List<ItemReport>(c, ReportsSql, by, itemId);

    /// <summary>What leads and supports of several items said, latest first.</summary>
    public static async Task<IReadOnlyList<ItemReport>> ReportsOf(NpgsqlConnection c, Actor by, long[] items) =>
        (await c.QueryAsync<ItemReport>(ReportsOfSql, new { by.RegionId, by.SeesRegion, by.OwnUnits, items })).AsList();

    /// <summary>Latest first.</summary>
    public static Task<IReadOnlyList<ItemCompletion>> Completions(NpgsqlConnection c, Actor by, long itemId) => List<ItemCompletion>(c, CompletionsSql, by, itemId);

    public static Task<IReadOnlyList<ItemMilestone>> Milestones(NpgsqlConnection c, Actor by, long itemId) => List<ItemMilestone>(c, MilestonesSql, by, itemId);

    /// <summary>Latest first.</summary>
    public static Task<IReadOnlyList<ItemEvent>> Events(NpgsqlConnection c, Actor by, long itemId) => List<ItemEvent>(c, EventsSql, by, itemId);

    static async Task<IReadOnlyList<T>> List<T>(NpgsqlConnection connection, string sql, Actor by, long itemId) =>
        (await connection.QueryAsync<T>(sql, Visible.To(by, itemId))).AsList();
}
