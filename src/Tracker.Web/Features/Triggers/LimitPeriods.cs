using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Triggers;

/// <summary>每月, 每季度, 每半年: each period becomes a date of the item when it begins, answered by a report like a date in the sentence.
/// At dispatch that of the running period, then the next with each morning; a second time nothing happens.</summary>
public sealed class LimitPeriods(Lamps.Lamps lamps) : IFeature
{
    // Whoever was given a part has some days at least for its first period.
    const int LeastWorkdays = 5;

    sealed record ItemRow(long Id, string LimitRaw, int? PlanYear, LocalDate DispatchedOn);

    const string ItemsSql = """
        SELECT w.id, w.limit_raw, p.plan_year, d.dispatched_on
        FROM work_items w
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN dispatches d ON d.region_id = p.region_id AND d.work_plan_id = p.id AND d.supplements IS NULL
        JOIN item_lamps i ON i.region_id = w.region_id AND i.work_item_id = w.id
            AND i.state NOT IN ('Completed', 'PeriodClosed', 'Suspended', 'Superseded', 'Withdrawn', 'Archived')
        WHERE w.region_id = @regionId AND w.limit_kind = 'Periodic' AND w.limit_raw IS NOT NULL AND (@planId::bigint IS NULL OR p.id = @planId)
        """;

    const string InsertSql = """
        INSERT INTO milestones (region_id, work_item_id, raw, due_on, added_on, instance, counts_from, routine)
        SELECT @regionId, n.item, n.what, n.due_on, @Today, n.instance, n.counts_from, n.routine
        FROM unnest(@items, @whats, @days, @instances, @from, @routines) AS n(item, what, due_on, instance, counts_from, routine)
        WHERE NOT EXISTS (SELECT FROM milestones m WHERE m.region_id = @regionId AND m.work_item_id = n.item AND m.instance = n.instance)
        ON CONFLICT DO NOTHING RETURNING work_item_id
        """;

    const string PartsSql = "SELECT id FROM assignments WHERE region_id = @regionId AND work_item_id = ANY(@items) AND transferred_on IS NULL ORDER BY id";

    /// <param name="planId">only of this plan; null for all</param>
    /// <returns>how many periods have begun</returns>
    public async Task<int> Begin(NpgsqlConnection connection, int regionId, OfficeMoment at, long? planId = null)
    {
        var items = (await connection.QueryAsync<ItemRow>(ItemsSql, new { regionId, planId })).AsList();
        if (items.Count == 0)
            return 0;
        var calendar = await Calendars.Load(connection, regionId);
        var begun = items.SelectMany(item => Begun(item, at.Today, calendar), (item, period) => (item, period)).ToList();
        var made = (await connection.QueryAsync<long>(InsertSql, new
        {
            regionId, at.Today,
            items = begun.Select(b => b.item.Id).ToArray(),
            whats = begun.Select(b => b.period.Period.What).ToArray(),
            days = begun.Select(b => b.period.Period.Due.Date.ToDateOnly()).ToArray(),
            instances = begun.Select(b => $"{b.item.LimitRaw}@{b.period.Period.First.Iso()}").ToArray(),
            from = begun.Select(b => b.period.Period.Last.ToDateOnly()).ToArray(),
            routines = begun.Select(b => !b.period.NamesADay).ToArray(),
        })).AsList();
        if (made.Count > 0)
            await lamps.Refresh(connection, regionId, [.. await connection.QueryAsync<long>(PartsSql, new { regionId, items = made.Distinct().ToArray() })], at);
        return made.Count;
    }

    /// <summary>The day that a limit comes to, counted from a period's last day or from an event.</summary>
    /// <returns>null where the words come to no day</returns>
    public static Reckoned? DueOf(string limitRaw, LocalDate countsFrom, WorkingCalendar calendar) =>
        PeriodicLimit.Recognise(limitRaw) is { } periodic ? periodic.DueAfter(countsFrom, calendar) : RelativeLimit.Recognize(limitRaw)?.LastDay(countsFrom, calendar);

    // What is due already when it is found was missed by the program: nobody becomes late by that.
    static IEnumerable<(LimitPeriod Period, bool NamesADay)> Begun(ItemRow item, LocalDate today, WorkingCalendar calendar) =>
        PeriodicLimit.Recognise(item.LimitRaw) is not { } limit ? []
        : (item.PlanYear is { } year ? limit.In(year, calendar) : limit.In(today.Year - 1, calendar).Concat(limit.In(today.Year, calendar)))
            .Where(p => p.First <= today && p.Last > item.DispatchedOn && p.Due.Date > today && calendar.WorkdaysAfter(item.DispatchedOn, p.Due.Date) >= LeastWorkdays)
            .Select(p => (p, limit.NamesADay));
}
