using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Calendar;

namespace Tracker.Web.Features.Lamps;

/// <summary>
/// Loads what is known of assignments by the end of a day, for the judge of lamps, the ladder and the roll-up.
/// Any past day can be asked for: a fact counts from the day it was recorded for, and no fact is ever overwritten.
/// </summary>
public static class AssignmentFactsQuery
{
    // h: the assignment with those whose history it had taken over by then.
    const string Sql = """
        SELECT a.id, a.work_item_id, a.unit_id, h.ids AS history, h.role, a.position, d.dispatched_on, coalesce(a.assigned_on, d.dispatched_on) AS assigned_on,
            CASE WHEN a.transferred_on <= @asOf THEN a.transferred_on END AS transferred_on, w.limit_raw, w.limit_kind, w.due_on,
            p.plan_year, n.issued_on, n.printed_on, n.published_on, h.acknowledged_on, z.closed_on, z.how AS closed_how,
            m.again AS milestones_again, m.routine AS milestones_routine, m.since AS milestones_since, m.ids AS milestone_ids, m.raws AS milestone_words, m.days AS milestone_days, m.answered AS milestones_answered,
            c.ids AS checkpoint_ids, c.kinds AS checkpoint_kinds, c.days AS checkpoint_days, c.answered AS checkpoints_answered, c.year_end_on,
            s.submitted_on, s.confirmed_on, s.returned_on, s.correction_due, s.times_returned,
            EXISTS (SELECT FROM progress_reports r
                WHERE r.region_id = a.region_id AND r.assignment_id = ANY(h.ids) AND r.reported_on <= @asOf) AS has_reported
        FROM assignments a
        JOIN dispatches d ON d.region_id = a.region_id AND d.id = a.dispatch_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
            AND k.acknowledged_on <= @asOf
        CROSS JOIN LATERAL (
            SELECT ARRAY[a.id] AS ids, '{}'::bigint[] AS taken, a.role, k.acknowledged_on WHERE a.took_over = '{}'
            UNION ALL
            SELECT a.id || t.taken, t.taken, coalesce(t.role, a.role), least(k.acknowledged_on, t.acknowledged_on)
            FROM (SELECT coalesce(array_agg(o.id) FILTER (WHERE t.transferred_on <= @asOf), '{}') AS taken,
                    (array_agg(x.role_before ORDER BY x.transfer_id) FILTER (WHERE t.transferred_on > @asOf AND x.to_assignment_id = a.id))[1] AS role,
                    min(s.acknowledged_on) FILTER (WHERE t.transferred_on <= @asOf) AS acknowledged_on
                FROM assignments o
                JOIN assignment_transfers x ON x.region_id = o.region_id AND x.from_assignment_id = o.id
                JOIN transfers t ON t.region_id = x.region_id AND t.id = x.transfer_id
                LEFT JOIN acknowledgements s ON s.region_id = o.region_id AND s.dispatch_id = o.dispatch_id AND s.unit_id = o.unit_id
                    AND s.acknowledged_on <= @asOf
                WHERE o.region_id = a.region_id AND o.id = ANY(a.took_over)) t
            WHERE a.took_over <> '{}') h
        LEFT JOIN LATERAL (SELECT z.closed_on, z.how FROM item_closings z
            WHERE z.region_id = a.region_id AND z.work_item_id = a.work_item_id AND z.closed_on <= @asOf AND NOT EXISTS (SELECT FROM item_reopenings o
                WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round >= z.round AND o.reopened_on <= @asOf AND a.id = ANY(o.parts))
            ORDER BY z.round LIMIT 1) z ON true
        CROSS JOIN LATERAL (SELECT max(o.reopened_at) AS at FROM item_reopenings o
            WHERE o.region_id = a.region_id AND o.work_item_id = a.work_item_id AND o.reopened_on <= @asOf AND a.id = ANY(o.parts)) again
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(m.id), '{}') AS ids, coalesce(array_agg(m.raw), '{}') AS raws, coalesce(array_agg(m.due_on), '{}') AS days,
                coalesce(array_agg(EXISTS (SELECT FROM milestone_reports mr
                    JOIN progress_reports r ON r.region_id = mr.region_id AND r.id = mr.report_id AND r.reported_on <= @asOf
                    WHERE mr.region_id = m.region_id AND mr.milestone_id = m.id AND mr.assignment_id = ANY(h.ids))), '{}') AS answered,
                coalesce(array_agg(m.instance IS NOT NULL), '{}') AS again, coalesce(array_agg(m.routine), '{}') AS routine,
                coalesce(array_agg(coalesce(m.added_on, d.dispatched_on)), '{}') AS since
            FROM milestones m
            WHERE m.region_id = a.region_id AND m.work_item_id = a.work_item_id AND m.due_on IS NOT NULL
                AND (m.instance IS NULL OR m.due_on > coalesce(a.assigned_on, d.dispatched_on))
                AND coalesce(m.added_on <= @asOf, true) AND coalesce(m.dropped_on > @asOf, true)) m
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(c.id), '{}') AS ids, coalesce(array_agg(c.kind), '{}') AS kinds, coalesce(array_agg(c.due_on), '{}') AS days,
                coalesce(array_agg(t.id IS NOT NULL OR EXISTS (SELECT FROM progress_reports r
                    JOIN returns o ON o.region_id = r.region_id AND o.id = r.return_id AND o.checkpoint_id = c.id AND o.submitted_on <= @asOf
                    WHERE r.region_id = a.region_id AND r.assignment_id = ANY(h.taken))), '{}') AS answered,
                max(t.submitted_on) FILTER (WHERE c.kind = 'YearEnd' AND coalesce(t.submitted_at > again.at, true)) AS year_end_on
            FROM checkpoints c
            LEFT JOIN returns t ON t.region_id = c.region_id AND t.checkpoint_id = c.id AND t.unit_id = a.unit_id AND t.submitted_on <= @asOf
            WHERE c.region_id = a.region_id AND c.work_plan_id = w.work_plan_id AND coalesce(c.due_on >= a.reports_from, true)) c
        CROSS JOIN LATERAL (
            SELECT max(c.submitted_on) FILTER (WHERE e.decision IS NULL) AS submitted_on,
                max(e.decided_on) FILTER (WHERE e.decision = 'Confirmed' AND c.assignment_id = a.id) AS confirmed_on,
                max(e.decided_on) FILTER (WHERE e.decision = 'Returned') AS returned_on,
                (array_agg(e.correction_due ORDER BY c.id DESC) FILTER (WHERE e.decision = 'Returned'))[1] AS correction_due,
                count(*) FILTER (WHERE e.decision = 'Returned')::int AS times_returned
            FROM completions c
            LEFT JOIN completion_decisions e ON e.region_id = c.region_id AND e.completion_id = c.id AND e.decided_on <= @asOf
            WHERE c.region_id = a.region_id AND c.assignment_id = ANY(h.ids) AND c.submitted_on <= @asOf
                AND coalesce(c.submitted_at > again.at, true)) s
        WHERE a.region_id = @regionId AND coalesce(a.assigned_on, d.dispatched_on) <= @asOf
        """;

    const string OfTheseSql = Sql + " AND a.id = ANY(@ids)";
    const string OfPlanSql = Sql + " AND w.work_plan_id = @planId";
    const string OpenSql = Sql + """
         AND EXISTS (SELECT FROM lamps l WHERE l.region_id = a.region_id AND l.assignment_id = a.id AND NOT l.done)
        """;

    /// <summary>The given assignments; those not yet dispatched by that day are left out.</summary>
    /// <param name="calendar">to reckon by instead of the one known by the end of that day</param>
    public static Task<IReadOnlyList<AssignmentOnDay>> Of(
        NpgsqlConnection connection, int regionId, IReadOnlyCollection<long> ids, LocalDate asOf, WorkingCalendar? calendar = null) =>
        Load(connection, OfTheseSql, regionId, asOf, new { regionId, asOf, ids = ids.ToArray() }, byId: true, calendar);

    /// <summary>All assignments of a work plan.</summary>
    public static Task<IReadOnlyList<AssignmentOnDay>> OfPlan(NpgsqlConnection connection, int regionId, long planId, LocalDate asOf) =>
        Load(connection, OfPlanSql, regionId, asOf, new { regionId, asOf, planId });

    /// <summary>All assignments of the region that have not ended, for the ladder.</summary>
    /// <param name="calendar">to reckon by instead of the one known by the end of that day</param>
    public static Task<IReadOnlyList<AssignmentOnDay>> Open(NpgsqlConnection connection, int regionId, LocalDate asOf, WorkingCalendar? calendar = null) =>
        Load(connection, OpenSql, regionId, asOf, new { regionId, asOf }, calendar: calendar);

    /// <summary>All assignments of the region.</summary>
    public static Task<IReadOnlyList<AssignmentOnDay>> All(NpgsqlConnection connection, int regionId, LocalDate asOf) =>
        Load(connection, Sql, regionId, asOf, new { regionId, asOf });

    static async Task<IReadOnlyList<AssignmentOnDay>> Load(
        NpgsqlConnection connection, string sql, int regionId, LocalDate asOf, object parameters, bool byId = false, WorkingCalendar? calendar = null)
    {
        calendar ??= await Calendars.Load(connection, regionId, asOf);
        // Buffered: after an unbuffered read Dapper cancels the command, which opens a connection for every verb.
        var rows = (await connection.QueryAsync<FactsRow>(sql, parameters)).AsList();
        var rare = await RareFacts.Load(connection, regionId, byId ? [.. rows.SelectMany(row => row.History)] : null, asOf);
        return rows.ConvertAll(row => row.OnDay(calendar, rare));
    }
}
