using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Lamps;

/// <summary>
/// Evaluates the lamps whose day has come, and beside them the ladder, from the same facts; a second time on the same day it finds nothing to do.
/// Batch by batch, so that a million assignments take no more memory than a few thousand; only what has changed is written.
/// </summary>
public sealed class SweepLamps(ItemLamps itemLamps) : IFeature
{
    // Enough to make the round trips cheap, few enough to be held in memory twice.
    internal const int Batch = 5000;

    // In READ COMMITTED the row would be open to a second change; taken away, that one waits and asks anew.
    const string TakeRecheckSql = "DELETE FROM region_rechecks WHERE region_id = @regionId RETURNING facts";

    // Of a sweep without the ladder: that one still has to be climbed.
    const string TakeLampRecheckSql = """
        UPDATE region_rechecks r SET lamps = false, facts = false
        FROM (SELECT region_id, facts FROM region_rechecks WHERE region_id = @regionId AND lamps FOR UPDATE) before
        WHERE r.region_id = before.region_id RETURNING before.facts
        """;

    const string DueSql = """
        SELECT assignment_id FROM lamps WHERE region_id = @regionId AND NOT done AND recheck_on <= @today ORDER BY work_item_id, assignment_id
        """;

    const string DueOrToRemindSql = """
        SELECT assignment_id FROM lamps WHERE region_id = @regionId AND NOT done AND (recheck_on <= @today OR remind_on IS NULL OR remind_on <= @today)
        ORDER BY work_item_id, assignment_id
        """;

    const string AllSql = """
        SELECT assignment_id FROM lamps WHERE region_id = @regionId AND (NOT done OR @facts) ORDER BY work_item_id, assignment_id
        """;

    const string KeptSql = """
        SELECT assignment_id, role, lamp, done, reason, nearest_on, recheck_on, remind_on FROM lamps WHERE region_id = @regionId AND assignment_id = ANY(@ids)
        """;

    sealed record Recheck(bool Facts);

    sealed record Kept(long AssignmentId, AssignmentRole Role, Lamp Lamp, bool Done, string Reason, LocalDate? NearestOn, LocalDate? RecheckOn, DateOnly? RemindOn);

    /// <summary>What lamps are measured by on that day.</summary>
    /// <param name="Recheck">where everything is measured anew</param>
    sealed record Measure(int RegionId, LampRule Rule, WorkingCalendar Calendar, LocalDate Today, ILadderBeside? Ladder, Recheck? Recheck);

    /// <param name="ladder">null where only lamps are to change: at midnight, on a day off</param>
    /// <returns>how many lamps turned into another one</returns>
    public async Task<int> Run(NpgsqlConnection connection, int regionId, OfficeMoment at, ILadderBeside? ladder = null)
    {
        var recheck = await connection.QuerySingleOrDefaultAsync<Recheck>(ladder is null ? TakeLampRecheckSql : TakeRecheckSql, new { regionId });
        var measure = new Measure(regionId, await RegionSettings.Load(connection, regionId, at.Now, LampRule.Default),
            await Calendars.Load(connection, regionId), at.Today, ladder, recheck);
        var (turned, ahead) = (0, Task.FromResult<IReadOnlyList<Judged>>([]));
        foreach (var ids in (await Due(connection, measure)).Chunk(Batch))
        {
            // While one batch is judged the database looks up the facts of the next.
            var (facts, kept) = await Load(connection, measure, ids);
            turned += await Write(connection, measure, await ahead);
            ahead = Task.Run(() => Judge(measure, facts, kept));
        }
        return turned + await Write(connection, measure, await ahead);
    }

    static async Task<List<long>> Due(NpgsqlConnection connection, Measure by) =>
        (await connection.QueryAsync<long>(by.Recheck is not null ? AllSql : by.Ladder is null ? DueSql : DueOrToRemindSql,
            new { by.RegionId, by.Today, facts = by.Recheck?.Facts })).AsList();

    static async Task<(IReadOnlyList<AssignmentOnDay> Facts, IReadOnlyDictionary<long, Kept> Kept)> Load(NpgsqlConnection connection, Measure by, long[] ids)
    {
        await Lamps.Lock(connection, by.RegionId, ids);
        var facts = await AssignmentFactsQuery.Of(connection, by.RegionId, ids, by.Today);
        return (facts, (await connection.QueryAsync<Kept>(KeptSql, new { by.RegionId, ids })).ToDictionary(k => k.AssignmentId));
    }

    sealed record Judged(JudgedLamp Lamp, bool IsNews, IReadOnlyList<ReminderStep> Due);

    static IReadOnlyList<Judged> Judge(Measure by, IReadOnlyList<AssignmentOnDay> assignments, IReadOnlyDictionary<long, Kept> kept) =>
        [.. assignments.Select(a => Judge(by, a, kept[a.Id]))];

    static Judged Judge(Measure by, AssignmentOnDay assignment, Kept kept)
    {
        var steps = by.Ladder?.For(assignment.Facts);
        var next = steps is null ? kept.RemindOn
            : steps.Where(s => s.On > by.Today).Select(s => s.On.ToDateOnly()).DefaultIfEmpty(DateOnly.MaxValue).Min();
        var verdict = assignment.LampOn(by.Today, by.Rule, by.Calendar);
        var fresh = kept with
        {
            Role = assignment.Role, Lamp = verdict.Lamp, Done = verdict.Ended, Reason = verdict.Reason,
            NearestOn = verdict.CountsTo, RecheckOn = verdict.RecheckOn, RemindOn = next,
        };
        return new(new(assignment, verdict, next), fresh != kept, steps is null ? [] : [.. steps.Where(s => s.IsDueOn(by.Today))]);
    }

    async Task<int> Write(NpgsqlConnection connection, Measure by, IReadOnlyList<Judged> judged)
    {
        var changes = await Lamps.Merge(connection, by.RegionId, [.. judged.Where(j => j.IsNews).Select(j => j.Lamp)], by.Rule, by.Today);
        // No fact has changed, so an item whose parts say what they said is what it was, unless it is measured by another rule.
        var items = by.Recheck is not null ? judged.Select(j => j.Lamp.Assignment.WorkItemId) : changes.Select(c => c.WorkItemId);
        await itemLamps.Refresh(connection, by.RegionId, [.. items.Distinct()], by.Rule, by.Today, states: by.Recheck is { Facts: true });
        if (by.Ladder is not null)
            await by.Ladder.Promise(connection, [.. judged.SelectMany(j => j.Due.Select(step => (j.Lamp.Assignment, step)))]);
        return changes.Count(c => c.Turned);
    }
}
