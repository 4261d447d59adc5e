using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>
/// 暂定: which dates in force were reckoned in working days over days that no notice has settled. A date that the notice or a person names is never one of these.
/// Asked for when a date is shown, because a new calendar settles them without touching a row.
/// </summary>
public sealed class ProvisionalDates
{
    public static readonly ProvisionalDates None = new([], []);

    sealed record CheckpointRow(long Id, long WorkPlanId, CheckpointKind Kind, LocalDate DueOn);
    sealed record RelativeRow(long Id, long WorkPlanId, string? LimitRaw);
    sealed record AgainRow(long WorkItemId, string LimitRaw, LocalDate CountsFrom, LocalDate DueOn);

    const string CheckpointsSql = $"""
        SELECT c.id, c.work_plan_id, c.kind, c.due_on FROM checkpoints c WHERE c.region_id = @regionId AND c.kind IN ('Plan', 'YearEnd') AND c.due_on >= @from
            AND NOT {ReckonedDates.ConfirmedSql}
        """;

    const string ItemsOfPlanSql = """
        SELECT id FROM work_items WHERE region_id = @regionId AND work_plan_id = @planId AND (@items::bigint[] IS NULL OR id = ANY(@items))
        """;

    const string RelativeSql = """
        SELECT w.id, w.work_plan_id, w.limit_raw FROM work_items w
        WHERE w.region_id = @regionId AND w.limit_kind = 'Relative' AND w.due_on IS NULL AND (@items::bigint[] IS NULL OR w.id = ANY(@items))
            AND EXISTS (SELECT FROM dispatches d WHERE d.region_id = w.region_id AND d.work_plan_id = w.work_plan_id)
        """;

    const string AgainSql = """
        SELECT m.work_item_id, w.limit_raw, m.counts_from, m.due_on FROM milestones m
        JOIN work_items w ON w.region_id = m.region_id AND w.id = m.work_item_id
        WHERE m.region_id = @regionId AND m.instance IS NOT NULL AND m.dropped_on IS NULL AND m.due_on >= @from AND w.limit_raw IS NOT NULL
            AND (@items::bigint[] IS NULL OR w.id = ANY(@items))
        """;

    // Days that the office's rules count: to put right what came back, to propose names. What came back is never asked for before the
    // item's own date, which is nobody's reckoning.
    const string CountedSql = """
        SELECT a.work_item_id, e.correction_due AS due_on FROM completion_decisions e
        JOIN completions c ON c.region_id = e.region_id AND c.id = e.completion_id
        JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        WHERE e.region_id = @regionId AND e.correction_due >= @from AND e.correction_due IS DISTINCT FROM coalesce(w.due_on, make_date(p.plan_year, 12, 31))
            AND (@items::bigint[] IS NULL OR a.work_item_id = ANY(@items))
        UNION
        SELECT n.work_item_id, n.propose_by FROM awaited_names n
        WHERE n.region_id = @regionId AND n.propose_by >= @from AND (@items::bigint[] IS NULL OR n.work_item_id = ANY(@items))
        """;

    readonly HashSet<(long Item, LocalDate On)> items;
    readonly HashSet<long> checkpoints;

    ProvisionalDates(HashSet<(long, LocalDate)> items, HashSet<long> checkpoints) => (this.items, this.checkpoints) = (items, checkpoints);

    public bool Has(long workItemId, LocalDate? on) => on is { } date && items.Contains((workItemId, date));

    public bool HasCheckpoint(long id) => checkpoints.Contains(id);

    /// <summary>（暂定） behind a date of an item; nothing where it is settled.</summary>
    public string Mark(long workItemId, LocalDate? on) => ProvisionalWords.Mark(Has(workItemId, on));

    /// <summary>（暂定） behind the date of a checkpoint; nothing where it is settled.</summary>
    public string MarkCheckpoint(long id) => ProvisionalWords.Mark(HasCheckpoint(id));

    /// <summary>Those of some dates. Where all lie in settled years, as most days, nothing is asked of the database.</summary>
    public static Task<ProvisionalDates> Of(NpgsqlConnection connection, int regionId, WorkingCalendar calendar, IEnumerable<(long Item, LocalDate? On)> dates)
    {
        var asked = dates.Where(d => d.On is { } on && calendar.Provisional(on, on)).Select(d => d.Item).Distinct().ToArray();
        return asked.Length == 0 ? Task.FromResult(None) : Load(connection, regionId, calendar, asked);
    }

    /// <summary>Those of checkpoints that fall due on some days; likewise.</summary>
    public static Task<ProvisionalDates> OfCheckpoints(NpgsqlConnection connection, int regionId, WorkingCalendar calendar, IEnumerable<LocalDate> days) =>
        days.Any(day => calendar.Provisional(day, day)) ? Load(connection, regionId, calendar, []) : Task.FromResult(None);

    /// <summary>Those of all items and checkpoints of the region, or of some items; and of all checkpoints.</summary>
    public static async Task<ProvisionalDates> Load(NpgsqlConnection connection, int regionId, WorkingCalendar calendar, long[]? items = null)
    {
        var key = new { regionId, items, from = calendar.SettledUntil?.PlusDays(1) ?? new LocalDate(2000, 1, 1) };
        var (found, checkpoints) = (new HashSet<(long, LocalDate)>(), new HashSet<long>());
        foreach (var checkpoint in (await connection.QueryAsync<CheckpointRow>(CheckpointsSql, key)).AsList())
            if (await PlanOf(checkpoint.WorkPlanId) is { DispatchedOn: { } on } plan && (await DispatchDraft.CheckpointsOf(connection, regionId, plan, on, calendar)).Created
                .Any(c => c.Provisional && c.Kind == checkpoint.Kind && c.On == checkpoint.DueOn))
            {
                checkpoints.Add(checkpoint.Id);
                found.UnionWith((await connection.QueryAsync<long>(ItemsOfPlanSql, new { regionId, planId = checkpoint.WorkPlanId, items })).Select(id => (id, checkpoint.DueOn)));
            }
        foreach (var plan in (await connection.QueryAsync<RelativeRow>(RelativeSql, key)).GroupBy(w => w.WorkPlanId).ToList())
            if (await PlanOf(plan.Key) is { DispatchedOn: { } on } head)
                foreach (var item in plan)
                    if (DueDate.Of(new TimeLimit(item.LimitRaw, TimeLimitKind.Relative, null), head.DatesFor(on), calendar) is DueOn { Provisional: true } due)
                        found.Add((item.Id, due.Date));
        found.UnionWith((await connection.QueryAsync<AgainRow>(AgainSql, key))
            .Where(m => LimitPeriods.DueOf(m.LimitRaw, m.CountsFrom, calendar) is { Provisional: true } due && due.Date == m.DueOn).Select(m => (m.WorkItemId, m.DueOn)));
        found.UnionWith(await connection.QueryAsync<(long, LocalDate)>(CountedSql, key));
        return new(found, checkpoints);

        Task<PlanHead?> PlanOf(long planId) => PlanHead.Find(connection, regionId, planId);
    }
}
