using Dapper;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Namings;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Today;

/// <summary>What waits for the coordinators, each queue by its number and the age of its oldest.</summary>
public sealed class TodayQueries(Database database) : IFeature
{
    public enum Queue { Drafts, Completions, Requests, Chases, Unsigned, Undelivered, Failed, Orders, Untransferred, Suspended, Triggered, Instructions, Namings }

    /// <param name="Oldest">the day since which the oldest waits; null where nothing does</param>
    public sealed record Waiting(string Name, int N, LocalDate? Oldest)
    {
        public Queue Queue => Enum.Parse<Queue>(Name);
    }

    /// <summary>A unit that has not signed, and whom to call.</summary>
    public sealed record Unsigned(string Unit, string Title, LocalDate DispatchedOn, int Assignments, string? Contact, string? Phone);

    /// <summary>A unit that has not signed again what was adjusted.</summary>
    public sealed record UnsignedAgain(string Unit, long? WorkItemId, string Sentence, LocalDate MadeOn, string? Contact, string? Phone);

    /// <summary>A plan in which units have applied for 阶段办结 with their year-end return.</summary>
    /// <param name="Items">items whose first lead has</param>
    public sealed record YearEnd(long PlanId, string Title, int Items);

    public sealed record Day(IReadOnlyList<Waiting> Queues, IReadOnlyList<Unsigned> Unsigned, IReadOnlyList<UnsignedAgain> UnsignedAgain, IReadOnlyList<YearEnd> YearEnds, WorkingCalendar Calendar);

    // As many as a person can call on a day; the number beside them is of all.
    const int UnitsAtMost = 60;

    const string QueuesSql = $"""
        SELECT 'Drafts' AS name, count(*)::int AS n, min(n.imported_on) AS oldest
        FROM work_plans p JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        WHERE p.region_id = @RegionId AND NOT EXISTS (
            SELECT FROM dispatches d WHERE d.region_id = p.region_id AND d.work_plan_id = p.id)
        UNION ALL
        SELECT 'Completions', count(*)::int, min(c.submitted_on) FROM completions c
        WHERE c.region_id = @RegionId AND NOT EXISTS (
            SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id)
        UNION ALL
        SELECT 'Requests', count(*)::int, min(r.asked_on)
        FROM requests r JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        WHERE r.region_id = @RegionId AND {RequestQueries.WaitsSql}
        UNION ALL
        SELECT 'Chases', count(*)::int, min(h.asked_on) {ChaseQueries.WaitingSql}
        UNION ALL
        SELECT 'Unsigned', count(DISTINCT waits.unit_id)::int, min(waits.since) FROM (
            SELECT u.unit_id, d.dispatched_on AS since
            FROM dispatches d JOIN dispatch_units u ON u.region_id = d.region_id AND u.dispatch_id = d.id
            WHERE d.region_id = @RegionId AND {Assignments.Unsigned.Sql}
            UNION ALL SELECT t.unit_id, j.made_on {AdjustmentQueries.WaitingSql}) waits
        UNION ALL
        SELECT 'Undelivered', count(DISTINCT p.unit_id)::int, min(p.for_on)
        FROM undelivered x JOIN mail_promises p ON p.region_id = x.region_id AND p.id = x.promise_id
        WHERE x.region_id = @RegionId
        UNION ALL
        SELECT 'Failed', count(*)::int, min(p.for_on)
        FROM mails m JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id
        WHERE m.region_id = @RegionId AND m.failed_at IS NOT NULL
        UNION ALL
        SELECT 'Orders', count(*)::int, min(o.drafted_on) FROM orders o WHERE o.region_id = @RegionId AND o.closed_on IS NULL
            AND EXISTS (SELECT FROM order_lines x WHERE x.region_id = o.region_id AND x.order_id = o.id AND x.sending_id IS NULL)
        UNION ALL
        SELECT 'Untransferred', count(*)::int, min(u.ended_on) {TransferQueries.WaitingSql}
        UNION ALL
        SELECT 'Suspended', count(*)::int, min(review_on) {SuspensionQueries.DueSql}
        UNION ALL
        SELECT 'Triggered', count(*)::int, min(said.answered_on) {TriggerQueries.MetSql}
        UNION ALL
        SELECT 'Instructions', count(*)::int, min(i.given_on) FROM instructions i WHERE i.region_id = @RegionId AND {InstructionQueries.WaitsSql}
        UNION ALL
        SELECT 'Namings', count(*)::int, min(n.proposed_on) {NamingQueries.WaitingSql}
        """;

    const string UnsignedSql = $"""
        SELECT n.short_name AS unit, t.title, d.dispatched_on,
            (SELECT count(*)::int FROM assignments a WHERE a.region_id = u.region_id AND a.dispatch_id = u.dispatch_id AND a.unit_id = u.unit_id
                AND a.transferred_on IS NULL) AS assignments,
            c.name AS contact, c.phone
        FROM dispatches d
        JOIN dispatch_units u ON u.region_id = d.region_id AND u.dispatch_id = d.id
        JOIN units n ON n.region_id = u.region_id AND n.id = u.unit_id
        JOIN work_plans p ON p.region_id = d.region_id AND p.id = d.work_plan_id
        JOIN notices t ON t.region_id = p.region_id AND t.id = p.notice_id
        LEFT JOIN LATERAL (SELECT k.name, k.phone FROM unit_contacts k
            WHERE k.region_id = u.region_id AND k.unit_id = u.unit_id ORDER BY k.position LIMIT 1) c ON true
        WHERE d.region_id = @RegionId AND {Assignments.Unsigned.Sql}
        ORDER BY d.dispatched_on, d.id, n.position LIMIT @UnitsAtMost
        """;

    const string UnsignedAgainSql = $"""
        SELECT n.short_name AS unit, j.work_item_id, j.sentence, j.made_on, c.name AS contact, c.phone
        FROM (SELECT t.region_id, t.unit_id, j.work_item_id, j.sentence, j.made_on, j.id {AdjustmentQueries.WaitingSql}) j
        JOIN units n ON n.region_id = j.region_id AND n.id = j.unit_id
        LEFT JOIN LATERAL (SELECT k.name, k.phone FROM unit_contacts k
            WHERE k.region_id = n.region_id AND k.unit_id = n.id ORDER BY k.position LIMIT 1) c ON true
        ORDER BY j.made_on, j.id, n.position LIMIT @UnitsAtMost
        """;

    const string YearEndsSql = $"""
        SELECT p.id AS plan_id, n.title, count(*)::int AS items
        FROM work_items w
        JOIN item_lamps i ON i.region_id = w.region_id AND i.work_item_id = w.id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        WHERE w.region_id = @RegionId AND {PeriodApplications.AppliesSql}
        GROUP BY p.id, n.title ORDER BY p.id
        """;

    public async Task<Day> For(Actor actor, LocalDate today)
    {
        await using var connection = await database.Open();
        return new((await connection.QueryAsync<Waiting>(QueuesSql, new { actor.RegionId, today })).AsList(),
            (await connection.QueryAsync<Unsigned>(UnsignedSql, new { actor.RegionId, UnitsAtMost })).AsList(),
            (await connection.QueryAsync<UnsignedAgain>(UnsignedAgainSql, new { actor.RegionId, UnitsAtMost })).AsList(),
            (await connection.QueryAsync<YearEnd>(YearEndsSql, new { actor.RegionId })).AsList(),
            await Calendars.Load(connection, actor.RegionId));
    }
}
