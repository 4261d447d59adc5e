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

/// <summary>
/// The cache of <c>Lamp.On</c>: tables <c>lamps</c>, <c>lamp_counts</c> and <c>item_lamps</c>, which dashboards and the ledger read.
/// Each verb refreshes the assignments whose facts it changed, in its own transaction.
/// </summary>
public sealed class Lamps(ItemLamps itemLamps) : IFeature
{
    // Enough to make the round trips cheap, few enough to keep the locks short.
    const int SweepBatch = 5000;

    // Before the facts are read: so the second of two verbs on one item sees what the first has done.
    const string LockSql = """
        SELECT 1 FROM item_lamps i WHERE i.region_id = @regionId AND i.work_item_id IN (
            SELECT a.work_item_id FROM assignments a WHERE a.region_id = @regionId AND a.id = ANY(@ids))
        ORDER BY i.work_item_id FOR UPDATE
        """;

    // remind_on: other facts may mean other reminders, even under the same lamp.
    const string MergeSql = """
        WITH fresh AS (
            SELECT * FROM unnest(@ids, @items, @units, @roles, @lamps, @dones, @reasons, @nearest, @rechecks)
                AS f(assignment_id, work_item_id, unit_id, role, lamp, done, reason, nearest_on, recheck_on)),
        kept AS (
            SELECT l.assignment_id, l.unit_id, l.role, l.lamp, l.done, l.reason, l.nearest_on, l.rule_version
            FROM lamps l JOIN fresh f ON f.assignment_id = l.assignment_id WHERE l.region_id = @regionId),
        merged AS (
            INSERT INTO lamps (region_id, assignment_id, work_item_id, unit_id, role, lamp, done, reason, nearest_on, rule_version, since, recheck_on)
            SELECT @regionId, assignment_id, work_item_id, unit_id, role, lamp, done, reason, nearest_on, @ruleVersion, @today, recheck_on FROM fresh
            ON CONFLICT (region_id, assignment_id) DO UPDATE SET
                role = excluded.role, lamp = excluded.lamp, done = excluded.done, reason = excluded.reason, nearest_on = excluded.nearest_on,
                rule_version = excluded.rule_version, recheck_on = excluded.recheck_on, remind_on = NULL,
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
        WHERE (k.role, k.lamp, k.done, k.reason, k.nearest_on, k.rule_version) IS DISTINCT FROM (f.role, f.lamp, f.done, f.reason, f.nearest_on, @ruleVersion)
        """;

    const string DueForRecheckSql = """
        SELECT assignment_id FROM lamps WHERE region_id = @regionId AND recheck_on <= @today ORDER BY work_item_id, assignment_id
        """;

    /// <summary>Evaluates the lamps of these assignments anew and brings all three tables up to date.</summary>
    /// <returns>those that changed</returns>
    public async Task<IReadOnlyList<LampChange>> Refresh(
        NpgsqlConnection connection, int regionId, IReadOnlyCollection<long> assignmentIds, OfficeMoment at)
    {
        if (assignmentIds.Count == 0) return [];
        var (assignments, changes, rule) = await Judge(connection, regionId, assignmentIds, at);
        await itemLamps.Refresh(connection, regionId, [.. assignments.Select(a => a.WorkItemId).Distinct()], rule, at.Today);
        return [.. changes.Where(c => c.Turned)];
    }

    async Task<(IReadOnlyList<AssignmentOnDay> Assignments, IReadOnlyList<LampChange> Changes, LampRule Rule)> Judge(
        NpgsqlConnection connection, int regionId, IReadOnlyCollection<long> assignmentIds, OfficeMoment at)
    {
        await connection.ExecuteAsync(LockSql, new { regionId, ids = assignmentIds.ToArray() });
        var assignments = await AssignmentFactsQuery.Of(connection, regionId, assignmentIds, at.Today);
        var rule = await RegionSettings.Load(connection, regionId, at.Now, LampRule.Default);
        var calendar = await Calendars.Load(connection, regionId);
        return (assignments, await Merge(connection, regionId, assignments, rule, calendar, at.Today), rule);
    }

    /// <summary>Evaluates the lamps whose day of recheck has come; a second time on the same day it finds nothing to do.</summary>
    /// <returns>those that changed</returns>
    public async Task<IReadOnlyList<LampChange>> Sweep(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        var due = await connection.QueryAsync<long>(DueForRecheckSql, new { regionId, at.Today });
        var turned = new List<LampChange>();
        foreach (var batch in due.Chunk(SweepBatch))
        {
            // No fact has changed, so an item whose parts say what they said is what it was.
            var (_, changes, rule) = await Judge(connection, regionId, batch, at);
            await itemLamps.Refresh(connection, regionId, [.. changes.Select(c => c.WorkItemId).Distinct()], rule, at.Today);
            turned.AddRange(changes.Where(c => c.Turned));
        }
        return turned;
    }

    static async Task<IReadOnlyList<LampChange>> Merge(NpgsqlConnection connection, int regionId,
        IReadOnlyList<AssignmentOnDay> assignments, LampRule rule, WorkingCalendar calendar, LocalDate today)
    {
        var verdicts = assignments.Select(a => a.LampOn(today, rule, calendar)).ToList();
        return (await connection.QueryAsync<LampChange>(MergeSql, new
        {
            regionId, today, ruleVersion = rule.Version,
            ids = assignments.Select(a => a.Id).ToArray(),
            items = assignments.Select(a => a.WorkItemId).ToArray(),
            units = assignments.Select(a => a.UnitId).ToArray(),
            roles = assignments.Select(a => a.Role.ToString()).ToArray(),
            lamps = verdicts.Select(v => v.Lamp.ToString()).ToArray(),
            dones = verdicts.Select(v => v.Ended).ToArray(),
            reasons = verdicts.Select(v => v.Reason).ToArray(),
            nearest = verdicts.Select(v => v.CountsTo?.ToDateOnly()).ToArray(),
            rechecks = verdicts.Select(v => v.RecheckOn?.ToDateOnly()).ToArray(),
        })).AsList();
    }
}
