using Dapper;
using Npgsql;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Features.Items;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>An item of another year that goes on with an item, or that it goes on with.</summary>
public sealed record CarriedItem(long Id, string Number, int? PlanYear, string PlanTitle);

/// <summary>One earlier year of a duty.</summary>
/// <param name="IsVisible">a unit of the person took part in it; else nothing of it is told but its number</param>
public sealed record CarriedYear(CarriedItem Item, bool IsVisible, IReadOnlyList<ItemReport> Reports, IReadOnlyList<ItemEvent> Events);

/// <summary>A duty whose year was closed and that does not go on yet.</summary>
public sealed record DutyToCarry(long Id, string Number, string Text, string? LimitRaw);

/// <summary>A plan of the next year into which something may be written, because it is still a draft.</summary>
public sealed record DraftOfYear(long Id, string Title);

/// <summary>An item of the next year that may be the same duty.</summary>
public sealed record LikeItem(long Id, string Number, string Text, string PlanTitle);

/// <summary>接续: which items go on with which, and what may go on.</summary>
public static class CarryQueries
{
    // Fewer shared pairs of characters than this are chance.
    const double Least = 0.25;
    const int LikeAtMost = 3;

    const string ToCarrySql = """
        SELECT w.id, w.number, w.text, w.limit_raw FROM work_items w
        JOIN item_closings z ON z.region_id = w.region_id AND z.work_item_id = w.id AND z.how = 'PeriodClosed' AND NOT EXISTS (SELECT FROM item_reopenings o
            WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round = z.round)
        WHERE w.region_id = @regionId AND w.work_plan_id = @planId AND w.limit_kind IN ('LongTerm', 'WhenAppropriate')
            AND NOT EXISTS (SELECT FROM carried_items c WHERE c.region_id = w.region_id AND c.from_item_id = w.id)
        ORDER BY w.position
        """;

    const string DraftsSql = """
        SELECT p.id, n.title FROM work_plans p JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        WHERE p.region_id = @regionId AND p.plan_year = @year AND NOT EXISTS (
            SELECT FROM dispatches d WHERE d.region_id = p.region_id AND d.work_plan_id = p.id)
        ORDER BY p.id DESC
        """;

    const string ItemsOfYearSql = """
        SELECT w.id, w.number, w.text, n.title AS plan_title FROM work_items w
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id AND p.plan_year = @year
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        WHERE w.region_id = @regionId ORDER BY p.id, w.position
        """;

    const string BeforeSql = """
        WITH RECURSIVE earlier AS (
            SELECT from_item_id, 1 AS years FROM carried_items WHERE region_id = @RegionId AND to_item_id = @itemId
            UNION ALL SELECT c.from_item_id, e.years + 1 FROM carried_items c JOIN earlier e ON c.region_id = @RegionId AND c.to_item_id = e.from_item_id WHERE e.years < 50)
        SELECT w.id, w.number, p.plan_year, n.title AS plan_title FROM earlier e
        JOIN work_items w ON w.region_id = @RegionId AND w.id = e.from_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        ORDER BY e.years, w.id
        """;

    const string AfterSql = """
        SELECT w.id, w.number, p.plan_year, n.title AS plan_title FROM carried_items c
        JOIN work_items w ON w.region_id = c.region_id AND w.id = c.to_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        WHERE c.region_id = @regionId AND c.from_item_id = @itemId
        """;

    /// <summary>What of a plan goes on and has not been carried.</summary>
    public static async Task<IReadOnlyList<DutyToCarry>> ToCarry(NpgsqlConnection connection, int regionId, long planId) =>
        (await connection.QueryAsync<DutyToCarry>(ToCarrySql, new { regionId, planId })).AsList();

    public static async Task<IReadOnlyList<DraftOfYear>> Drafts(NpgsqlConnection connection, int regionId, int year) =>
        (await connection.QueryAsync<DraftOfYear>(DraftsSql, new { regionId, year })).AsList();

    /// <summary>For each duty the items of the next year, in whatever plan, whose words are most like its own; most alike first.</summary>
    public static async Task<IReadOnlyDictionary<long, IReadOnlyList<LikeItem>>> Like(NpgsqlConnection connection, int regionId, int year, IReadOnlyList<DutyToCarry> duties)
    {
        var items = (await connection.QueryAsync<LikeItem>(ItemsOfYearSql, new { regionId, year })).AsList();
        return duties.ToDictionary(duty => duty.Id, duty => (IReadOnlyList<LikeItem>)
        [
            .. items.Select(item => (Item: item, Likeness: new Known("", duty.Text).Likeness(new("", item.Text)))).Where(l => l.Likeness >= Least)
                .OrderByDescending(l => l.Likeness).Take(LikeAtMost).Select(l => l.Item),
        ]);
    }

    /// <summary>The years before, latest first, with what the person may see of them.</summary>
    public static async Task<IReadOnlyList<CarriedYear>> Before(NpgsqlConnection connection, Actor by, long itemId)
    {
        var years = new List<CarriedYear>();
        foreach (var item in await connection.QueryAsync<CarriedItem>(BeforeSql, new { by.RegionId, itemId }))
            years.Add(await ItemQueries.Head(connection, by, item.Id) is null ? new(item, false, [], [])
                : new(item, true, await ItemQueries.Reports(connection, by, item.Id), await ItemQueries.Events(connection, by, item.Id)));
        return years;
    }

    public static Task<CarriedItem?> After(NpgsqlConnection connection, int regionId, long itemId) =>
        connection.QuerySingleOrDefaultAsync<CarriedItem>(AfterSql, new { regionId, itemId });
}
