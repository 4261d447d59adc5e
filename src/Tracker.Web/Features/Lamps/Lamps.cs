using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Lamps;

/// <summary>An assignment whose lamp is another one since today, or says something else.</summary>
/// <param name="Was">null where there was no lamp yet</param>
/// <param name="Turned">another lamp, not only another reason or date</param>
public sealed record LampChange(long AssignmentId, long WorkItemId, long UnitId, Lamp? Was, Lamp Now, bool Turned);

/// <summary>A lamp as it is to be kept.</summary>
/// <param name="RemindOn">the first day after today on which a reminder falls due, <see cref="DateOnly.MaxValue"/> for never; null where nobody has looked</param>
public sealed record JudgedLamp(AssignmentOnDay Assignment, LampVerdict Verdict, DateOnly? RemindOn);

/// <summary>
/// The cache of <c>Lamp.On</c>: tables <c>lamps</c>, <c>lamp_counts</c> and <c>item_lamps</c>, which dashboards and the ledger read.
/// Each verb refreshes the assignments whose facts it changed, in its own transaction.
/// </summary>
public sealed class Lamps(ItemLamps itemLamps) : IFeature
{
    // Before the facts are read: so the second of two verbs on one item sees what the first has done.
    const string LockSql = """
        SELECT 1 FROM item_lamps i WHERE i.region_id = @regionId AND i.work_item_id IN (
            SELECT a.work_item_id FROM assignments a WHERE a.region_id = @regionId AND a.id = ANY(@ids))
        ORDER BY i.work_item_id FOR UPDATE
        """;

    const string MergeSql = """
        WITH fresh AS (
            SELECT * FROM unnest(@ids, @items, @units, @roles, @lamps, @dones, @reasons, @nearest, @rechecks, @reminds)
                AS f(assignment_id, work_item_id, unit_id, role, lamp, done, reason, nearest_on, recheck_on, remind_on)),
        kept AS (
            SELECT l.assignment_id, l.unit_id, l.role, l.lamp, l.done, l.reason, l.nearest_on
            FROM lamps l JOIN fresh f ON f.assignment_id = l.assignment_id WHERE l.region_id = @regionId),
        merged AS (
            INSERT INTO lamps (region_id, assignment_id, work_item_id, unit_id, role, lamp, done, reason, nearest_on, rule_version, since, recheck_on, remind_on)
            SELECT @regionId, assignment_id, work_item_id, unit_id, role, lamp, done, reason, nearest_on, @ruleVersion, @today, recheck_on, remind_on FROM fresh
            ON CONFLICT (region_id, assignment_id) DO UPDATE SET
                role = excluded.role, lamp = excluded.lamp, done = excluded.done, reason = excluded.reason, nearest_on = excluded.nearest_on,
                rule_version = excluded.rule_version, recheck_on = excluded.recheck_on, remind_on = excluded.remind_on,
                since = CASE WHEN (lamps.lamp, lamps.done) = (excluded.lamp, excluded.done) THEN lamps.since ELSE excluded.since END),
        counted AS (
            INSERT INTO lamp_counts (region_id, unit_id, role, lamp, done, n)
            SELECT @regionId, unit_id, role, lamp, done, sum(n)
            FROM (SELECT unit_id, role, lamp, done, 1 AS n FROM fresh UNION ALL SELECT unit_id, role, lamp, done, -1 FROM kept) c
            GROUP BY unit_id, role, lamp, done HAVING sum(n) <> 0
            ORDER BY unit_id, role, lamp, done
            ON CONFLICT (region_id, unit_id, role, lamp, done) DO UPDATE SET n = lamp_counts.n + excluded.n)
        SELECT f.assignment_id, f.work_item_id, f.unit_id, k.lamp AS was, f.lamp AS now, (k.lamp, k.done) IS DISTINCT FROM (f.lamp, f.done) AS turned
        FROM fresh f LEFT JOIN kept k ON k.assignment_id = f.assignment_id
        WHERE (k.role, k.lamp, k.done, k.reason, k.nearest_on) IS DISTINCT FROM (f.role, f.lamp, f.done, f.reason, f.nearest_on)
        """;

    /// <summary>Evaluates the lamps of these assignments anew and brings all three tables up to date.
    /// The next sweep looks for their reminders: other facts may mean other ones, even under the same lamp.</summary>
    /// <returns>those that changed</returns>
    public async Task<IReadOnlyList<LampChange>> Refresh(
        NpgsqlConnection connection, int regionId, IReadOnlyCollection<long> assignmentIds, OfficeMoment at)
    {
        if (assignmentIds.Count == 0) return [];
        await Lock(connection, regionId, assignmentIds);
        var assignments = await AssignmentFactsQuery.Of(connection, regionId, assignmentIds, at.Today);
        var rule = await RegionSettings.Load(connection, regionId, at.Now, LampRule.Default);
        var calendar = await Calendars.Load(connection, regionId);
        var changes = await Merge(connection, regionId, [.. assignments.Select(a => new JudgedLamp(a, a.LampOn(at.Today, rule, calendar), RemindOn: null))], rule, at.Today);
        await itemLamps.Refresh(connection, regionId, [.. assignments.Select(a => a.WorkItemId).Distinct()], rule, at.Today);
        return [.. changes.Where(c => c.Turned)];
    }

    /// <summary>Keeps the items of these assignments from anybody else until the end of the transaction.</summary>
    internal static Task Lock(NpgsqlConnection connection, int regionId, IReadOnlyCollection<long> assignmentIds) =>
        connection.ExecuteAsync(LockSql, new { regionId, ids = assignmentIds.ToArray() });

    /// <summary>Writes these lamps, whatever stood there, and counts them.</summary>
    /// <returns>those that say something else than before</returns>
    internal static async Task<IReadOnlyList<LampChange>> Merge(
        NpgsqlConnection connection, int regionId, IReadOnlyList<JudgedLamp> judged, LampRule rule, LocalDate today) =>
        judged.Count == 0 ? [] : (await connection.QueryAsync<LampChange>(MergeSql, new
        {
            regionId, today, ruleVersion = rule.Version,
            ids = judged.Select(j => j.Assignment.Id).ToArray(),
            items = judged.Select(j => j.Assignment.WorkItemId).ToArray(),
            units = judged.Select(j => j.Assignment.UnitId).ToArray(),
            roles = judged.Select(j => j.Assignment.Role.ToString()).ToArray(),
            lamps = judged.Select(j => j.Verdict.Lamp.ToString()).ToArray(),
            dones = judged.Select(j => j.Verdict.Ended).ToArray(),
            reasons = judged.Select(j => j.Verdict.Reason).ToArray(),
            nearest = judged.Select(j => j.Verdict.CountsTo?.ToDateOnly()).ToArray(),
            rechecks = judged.Select(j => j.Verdict.RecheckOn?.ToDateOnly()).ToArray(),
            reminds = judged.Select(j => j.RemindOn).ToArray(),
        })).AsList();
}
