using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary>Gathers what a roll-up is made of, as it was by the end of a day; the kept lamps are not asked.</summary>
public sealed class RollUpQueries(Database database) : IFeature
{
    internal sealed record ItemRow
    {
        public long Id { get; init; }
        public string Number { get; init; } = "";
        public string Category { get; init; } = "";
        public string? Title { get; init; }
        public string Text { get; init; } = "";
        public string? UnitsRaw { get; init; }
        public string? LimitRaw { get; init; }
        public TimeLimitKind LimitKind { get; init; }
    }

    internal sealed record PartRow
    {
        public long Id { get; init; }
        public long UnitId { get; init; }
        public string Unit { get; init; } = "";
        public int Position { get; init; }
        public string? Completion { get; init; }
        public LocalDate? CompletedOn { get; init; }
        public string? Report { get; init; }
        public LocalDate? ReportedOn { get; init; }
    }

    sealed record AnswerRow(long AssignmentId, LocalDate DueOn, LocalDate AnsweredOn);

    const string ItemsSql = """
        SELECT w.id, w.number, coalesce(c.no || '、' || c.title, '') AS category, w.title, w.text, w.units_raw, w.limit_raw, w.limit_kind
        FROM work_items w LEFT JOIN categories c ON c.region_id = w.region_id AND c.id = w.category_id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId ORDER BY w.position
        """;

    // In the order of the ledger of assignments: by unit, so that the lines of a unit stand together.
    // What was transferred by then stands at its successor, with what the unit before it said and handed in.
    const string PartsSql = """
        SELECT a.id, a.unit_id, u.short_name AS unit, a.position, s.text AS completion, s.submitted_on AS completed_on, r.text AS report, r.reported_on
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        CROSS JOIN LATERAL (SELECT array(SELECT x.from_assignment_id
            FROM assignment_transfers x JOIN transfers t ON t.region_id = x.region_id AND t.id = x.transfer_id AND t.transferred_on <= @asOf
            WHERE x.region_id = a.region_id AND x.from_assignment_id = ANY(a.took_over)) AS taken) h
        LEFT JOIN LATERAL (SELECT c.text, c.submitted_on FROM completions c
            WHERE c.region_id = a.region_id AND c.assignment_id = ANY(a.id || h.taken) AND c.submitted_on <= @asOf ORDER BY c.id DESC LIMIT 1) s ON true
        LEFT JOIN LATERAL (SELECT p.text, p.reported_on FROM progress_reports p
            WHERE p.region_id = a.region_id AND p.assignment_id = ANY(a.id || h.taken) AND p.reported_on <= @asOf ORDER BY p.id DESC LIMIT 1) r ON true
        WHERE a.region_id = @regionId AND w.work_plan_id = @planId AND coalesce(a.transferred_on > @asOf, true)
        ORDER BY u.position, u.id, w.position
        """;

    const string AnswersSql = """
        WITH checkpoints_then AS (
            SELECT c.region_id, c.id, c.work_plan_id, coalesce((SELECT d.old_on FROM adjusted_dates d WHERE d.region_id = c.region_id
                AND d.checkpoint_id = c.id AND d.adjusted_on > @asOf ORDER BY d.adjusted_at LIMIT 1), c.due_on) AS due_on
            FROM checkpoints c WHERE c.region_id = @regionId AND c.work_plan_id = @planId)
        SELECT a.id AS assignment_id, c.due_on, t.submitted_on AS answered_on
        FROM checkpoints_then c
        JOIN returns t ON t.region_id = c.region_id AND t.checkpoint_id = c.id AND t.submitted_on <= @asOf
        JOIN work_items w ON w.region_id = c.region_id AND w.work_plan_id = c.work_plan_id
        JOIN assignments a ON a.region_id = w.region_id AND a.work_item_id = w.id AND a.unit_id = t.unit_id
        WHERE c.region_id = @regionId AND c.work_plan_id = @planId
        UNION ALL
        SELECT a.id, c.due_on, t.submitted_on
        FROM work_items w
        JOIN assignments a ON a.region_id = w.region_id AND a.work_item_id = w.id AND a.took_over <> '{}'
        JOIN progress_reports r ON r.region_id = a.region_id AND r.assignment_id = ANY(a.took_over)
        JOIN returns t ON t.region_id = r.region_id AND t.id = r.return_id AND t.submitted_on <= @asOf
        JOIN checkpoints_then c ON c.region_id = t.region_id AND c.id = t.checkpoint_id
        JOIN assignment_transfers x ON x.region_id = r.region_id AND x.from_assignment_id = r.assignment_id
        JOIN transfers y ON y.region_id = x.region_id AND y.id = x.transfer_id AND y.transferred_on <= @asOf
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId
        UNION ALL
        SELECT a.id, coalesce((SELECT d.old_on FROM adjusted_dates d WHERE d.region_id = m.region_id
            AND d.milestone_id = m.id AND d.adjusted_on > @asOf ORDER BY d.adjusted_at LIMIT 1), m.due_on), r.reported_on
        FROM work_items w
        JOIN milestones m ON m.region_id = w.region_id AND m.work_item_id = w.id AND m.due_on IS NOT NULL
        JOIN milestone_reports mr ON mr.region_id = m.region_id AND mr.milestone_id = m.id
        JOIN progress_reports r ON r.region_id = mr.region_id AND r.id = mr.report_id AND r.reported_on <= @asOf
        JOIN assignments a ON a.region_id = mr.region_id AND (a.id = mr.assignment_id OR mr.assignment_id = ANY(a.took_over))
            AND a.work_item_id = w.id
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId
        """;

    static readonly string TextsSql = $"""
        SELECT DISTINCT ON (m.category_id) coalesce(g.no || '、' || g.title, '') AS category, m.text,
            array(SELECT w.number || {UnitNames.ShortOn("r.reported_on")} || r.reported_on FROM merged_sources s
                JOIN progress_reports r ON r.region_id = s.region_id AND r.id = s.report_id
                JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
                JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
                JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
                WHERE s.region_id = m.region_id AND s.text_id = m.id ORDER BY w.position, u.position) AS sources
        FROM merged_texts m
        JOIN checkpoints c ON c.region_id = m.region_id AND c.id = m.checkpoint_id AND c.work_plan_id = @planId
        LEFT JOIN categories g ON g.region_id = m.region_id AND g.id = m.category_id
        WHERE m.region_id = @regionId AND m.text <> '' AND m.saved_on <= @asOf
        ORDER BY m.category_id, c.due_on DESC
        """;

    /// <returns>null where the region has no such plan, or it was not dispatched by that day</returns>
    public async Task<RollUp?> Of(int regionId, long planId, LocalDate asOf)
    {
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, regionId, planId) is not { DispatchedOn: { } on } plan || on > asOf) return null;
        var what = new { regionId, planId, asOf };
        var facts = (await AssignmentFactsQuery.OfPlan(connection, regionId, planId, asOf)).ToDictionary(a => a.Id);
        var items = (await connection.QueryAsync<ItemRow>(ItemsSql, what)).AsList();
        // By the units of that day: what a predecessor did stands with its successor, under the old name.
        var heirs = await Lineage.Heirs(connection, regionId, asOf);
        var parts = (await connection.QueryAsync<PartRow>(PartsSql, what)).Where(p => facts.ContainsKey(p.Id))
            .OrderBy(p => heirs[p.UnitId].Position).ThenBy(p => heirs[p.UnitId].NowId).ToList();
        var answers = (await connection.QueryAsync<AnswerRow>(AnswersSql, what))
            .ToLookup(a => a.AssignmentId, a => new Answer(a.DueOn, a.AnsweredOn));
        var rule = await RegionSettings.Load(connection, regionId, OfficeClock.EndOf(asOf), LampRule.Default);
        var calendar = await Calendars.Load(connection, regionId, asOf);
        var rollUp = RollUp.Of(plan, asOf, items, parts, facts, answers, heirs, rule, calendar);
        return rollUp with
        {
            Provisional = await ProvisionalDates.Of(connection, regionId, calendar, rollUp.Parts.Select(p => (p.Assignment.WorkItemId, p.Lamp.CountsTo))),
            Duties = await DutyQueries.OfRollUp(connection, regionId, planId, new(asOf, OfficeClock.EndOf(asOf))),
            Texts = (await connection.QueryAsync<OfficeText>(TextsSql, what)).ToDictionary(t => t.Category),
        };
    }
}
