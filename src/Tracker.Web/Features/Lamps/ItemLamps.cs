using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Lamps;

/// <summary>Assignments of an item that show the same lamp in the same role.</summary>
/// <param name="Reason">of the first of them</param>
/// <param name="NearestOn">the earliest date that they count to</param>
public readonly record struct LampGroup(AssignmentRole Role, Lamp Lamp, bool Done, int N, string Reason, LocalDate? NearestOn);

/// <summary>The lamps of work items, made of the lamps of their assignments.</summary>
public sealed class ItemLamps : IFeature
{
    sealed record Group(long WorkItemId, AssignmentRole Role, Lamp Lamp, bool Done, int N, string Reason, LocalDate? NearestOn);

    // What was transferred is shown and counted at its successor, what the office took out of the item nowhere.
    const string GroupsSql = """
        SELECT work_item_id, role, lamp, done, count(*)::int AS n,
            (array_agg(reason ORDER BY nearest_on NULLS LAST, assignment_id))[1] AS reason, min(nearest_on) AS nearest_on
        FROM lamps l WHERE region_id = @regionId AND work_item_id = ANY(@items) AND NOT EXISTS (SELECT FROM assignment_transfers x
            WHERE x.region_id = l.region_id AND x.from_assignment_id = l.assignment_id)
            AND NOT EXISTS (SELECT FROM adjusted_parts p WHERE p.region_id = l.region_id AND p.assignment_id = l.assignment_id AND p.released)
        GROUP BY work_item_id, role, lamp, done
        """;

    sealed record StateRow
    {
        public long WorkItemId { get; init; }
        public Closing? Closed { get; init; }
        public bool Suspended { get; init; }
        public bool Archived { get; init; }
        public bool Reopened { get; init; }
        public bool Begun { get; init; }
        public bool CompletionSubmitted { get; init; }
        public bool Returned { get; init; }
        public bool AwaitsTrigger { get; init; }

        public WorkItemState State => WorkItemStates.Of(new()
        {
            Confirmed = true, Dispatched = true, Closed = Closed, Suspended = Suspended, Archived = Archived, Reopened = Reopened, Begun = Begun,
            CompletionSubmitted = CompletionSubmitted, Returned = Returned, AwaitsTrigger = AwaitsTrigger,
        });
    }

    // A completion speaks for the item while its lead has not ended, and since it was last opened again.
    const string StatesSql = $"""
        SELECT w.id AS work_item_id,
            (SELECT z.how FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id AND NOT EXISTS (
                SELECT FROM item_reopenings o WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round = z.round)) AS closed,
            coalesce((SELECT s.step <> 'Resumed' FROM suspensions s
                WHERE s.region_id = w.region_id AND s.work_item_id = w.id ORDER BY s.id DESC LIMIT 1), false) AS suspended,
            EXISTS (SELECT FROM item_reopenings o WHERE o.region_id = w.region_id AND o.work_item_id = w.id) AS reopened,
            EXISTS (SELECT FROM archived_plans v WHERE v.region_id = w.region_id AND v.work_plan_id = w.work_plan_id) AS archived,
            parts.begun, parts.completion_submitted, parts.returned,
            w.limit_kind = 'WhenAppropriate' AND w.due_on IS NULL AND NOT parts.dated AS awaits_trigger
        FROM work_items w
        CROSS JOIN LATERAL (
            SELECT coalesce(bool_or(k.person_id IS NOT NULL OR EXISTS (SELECT FROM progress_reports r
                    WHERE r.region_id = a.region_id AND r.assignment_id = ANY(a.id || a.took_over))), false) AS begun,
                coalesce(bool_or(f.id IS NOT NULL AND f.decision IS NULL), false) AS completion_submitted,
                coalesce(bool_or(f.decision = 'Returned'), false) AS returned,
                coalesce(bool_or(EXISTS (SELECT FROM moved_dates m WHERE m.region_id = a.region_id AND m.assignment_id = ANY(a.id || a.took_over)
                    AND m.milestone_id IS NULL AND m.checkpoint_id IS NULL)), false) AS dated
            FROM assignments a
            LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
            LEFT JOIN LATERAL (SELECT c.id, d.decision FROM completions c
                LEFT JOIN completion_decisions d ON d.region_id = c.region_id AND d.completion_id = c.id
                WHERE a.role = 'Lead' AND NOT {Ended.Sql} AND c.region_id = a.region_id AND c.assignment_id = ANY(a.id || a.took_over)
                    AND NOT EXISTS (SELECT FROM item_reopenings o WHERE o.region_id = a.region_id AND o.work_item_id = a.work_item_id
                        AND a.id = ANY(o.parts) AND o.reopened_at >= c.submitted_at)
                ORDER BY c.id DESC LIMIT 1) f ON true
            WHERE a.region_id = w.region_id AND a.work_item_id = w.id AND a.transferred_on IS NULL) parts
        WHERE w.region_id = @regionId AND w.id = ANY(@items)
        """;

    const string MergeSql = """
        INSERT INTO item_lamps (region_id, work_item_id, lamp, done, reason, nearest_on, since, state, red, yellow, blue, green, grey)
        SELECT @regionId, f.work_item_id, f.lamp, f.done, f.reason, f.nearest_on, @today, f.state, f.red, f.yellow, f.blue, f.green, f.grey
        FROM unnest(@items, @lamps, @dones, @reasons, @nearest, @stateNames, @reds, @yellows, @blues, @greens, @greys)
            AS f(work_item_id, lamp, done, reason, nearest_on, state, red, yellow, blue, green, grey)
        ORDER BY f.work_item_id
        ON CONFLICT (region_id, work_item_id) DO UPDATE SET
            lamp = excluded.lamp, done = excluded.done, reason = excluded.reason, nearest_on = excluded.nearest_on,
            state = CASE WHEN @states THEN excluded.state ELSE item_lamps.state END,
            red = excluded.red, yellow = excluded.yellow, blue = excluded.blue, green = excluded.green, grey = excluded.grey,
            since = CASE WHEN (item_lamps.lamp, item_lamps.done) = (excluded.lamp, excluded.done) THEN item_lamps.since ELSE excluded.since END,
            was = CASE WHEN (item_lamps.lamp, item_lamps.done) = (excluded.lamp, excluded.done) THEN item_lamps.was ELSE item_lamps.lamp END
        WHERE (item_lamps.lamp, item_lamps.done, item_lamps.reason, item_lamps.nearest_on, CASE WHEN @states THEN item_lamps.state END,
                item_lamps.red, item_lamps.yellow, item_lamps.blue, item_lamps.green, item_lamps.grey)
            IS DISTINCT FROM (excluded.lamp, excluded.done, excluded.reason, excluded.nearest_on, CASE WHEN @states THEN excluded.state END,
                excluded.red, excluded.yellow, excluded.blue, excluded.green, excluded.grey)
        """;

    /// <summary>Brings the lamps of these items up to date with those of their assignments.</summary>
    /// <param name="states">false where no fact can have changed, and so no state of an item</param>
    public async Task Refresh(NpgsqlConnection connection, int regionId, long[] items, LampRule rule, LocalDate today, bool states = true)
    {
        if (items.Length == 0)
            return;
        using var found = await connection.QueryMultipleAsync(states ? $"{GroupsSql}; {StatesSql}" : GroupsSql, new { regionId, items });
        var shown = (await found.ReadAsync<Group>()).GroupBy(g => g.WorkItemId).Select(item => Shown(item.Key, [.. item], rule)).ToList();
        var known = states ? (await found.ReadAsync<StateRow>()).ToDictionary(s => s.WorkItemId, s => s.State) : [];
        await connection.ExecuteAsync(MergeSql, new
        {
            regionId, today, states,
            items = shown.Select(s => s.WorkItemId).ToArray(),
            lamps = shown.Select(s => s.Item.Lamp.ToString()).ToArray(),
            dones = shown.Select(s => s.Item.Ended).ToArray(),
            reasons = shown.Select(s => s.Reason).ToArray(),
            nearest = shown.Select(s => s.NearestOn?.ToDateOnly()).ToArray(),
            stateNames = shown.Select(s => known.GetValueOrDefault(s.WorkItemId, WorkItemState.Dispatched).ToString()).ToArray(),
            reds = Counts(shown, Lamp.Red),
            yellows = Counts(shown, Lamp.Yellow),
            blues = Counts(shown, Lamp.Blue),
            greens = Counts(shown, Lamp.Green),
            greys = Counts(shown, Lamp.Grey),
        });
    }

    sealed record ShownItem(long WorkItemId, ItemLamp Item, string Reason, LocalDate? NearestOn);

    static ShownItem Shown(long id, IReadOnlyList<Group> groups, LampRule rule)
    {
        var item = ItemLamp.Of(groups.SelectMany(g => Enumerable.Repeat(new RoleLamp(g.Role, g.Lamp, g.Done), g.N)), rule);
        var (reason, nearestOn) = ReasonFor(item, groups.Select(g => new LampGroup(g.Role, g.Lamp, g.Done, g.N, g.Reason, g.NearestOn)));
        return new(id, item, reason, nearestOn);
    }

    /// <summary>Why an item shows its lamp: the lead speaks for it; where responsible units colour it, their number does.</summary>
    /// <returns>the reason, and the date that it counts to</returns>
    public static (string Reason, LocalDate? NearestOn) ReasonFor(ItemLamp item, IEnumerable<LampGroup> assignments)
    {
        var sameLamp = assignments.Where(g => g.Role != AssignmentRole.Support && g.Lamp == item.Lamp)
            .OrderBy(g => g.Role).ThenBy(g => g.Done).ThenBy(g => g.NearestOn is null).ThenBy(g => g.NearestOn).ToList();
        return sameLamp switch
        {
            [{ Role: AssignmentRole.Lead } lead, ..] => (lead.Reason, lead.NearestOn),
            [var responsible, ..] => (InWords(item.Lamp, item.Ended, sameLamp.Sum(g => g.N)), responsible.NearestOn),
            // Yellow without a yellow part: some are red, and not enough of them.
            [] => (InWords(Lamp.Red, false, item.Responsible.GetValueOrDefault(Lamp.Red)), null),
        };
    }

    static string InWords(Lamp lamp, bool ended, int n) => $"{n}个责任单位{lamp.Mark(ended).Word}";

    static int[] Counts(List<ShownItem> shown, Lamp lamp) => [.. shown.Select(s => s.Item.Responsible.GetValueOrDefault(lamp))];
}
