using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Ledger;

/// <summary>The ledger, read from the kept lamps.</summary>
public sealed class LedgerQueries(Database database) : IFeature
{
    public const int PageSize = 100;

    /// <summary>A choice in a list of the filter.</summary>
    public sealed record Choice(long Id, string Name);

    /// <summary>What can be chosen in the filter by this person.</summary>
    public sealed record Choices(IReadOnlyList<Choice> Plans, IReadOnlyList<Choice> Categories, IReadOnlyList<Choice> Units);

    // As item_lamps_by_severity and lamps_by_severity have it, so that a page is read off an index.
    const string BySeverity = "array_position('{Red,Yellow,Blue,Green,Grey}'::text[], l.lamp), l.done, l.nearest_on";

    const string WithItem = " JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id";
    const string WithUnit = " JOIN units u ON u.region_id = l.region_id AND u.id = l.unit_id";

    // The page is cut before anything is looked up for its lines.
    const string ItemsSql = """
        SELECT (@skip + row_number() OVER (ORDER BY {order}))::int AS n, l.work_item_id, w.number, coalesce(c.no || '、' || c.title, '') AS category,
            w.text, w.limit_raw, w.limit_kind, l.state, l.lamp, l.done, l.reason, l.nearest_on, l.since, l.red, l.yellow, l.blue, l.green, l.grey,
            coalesce(leads.names, w.units_raw, '') AS units, supports.n AS supports, supports.reported AS supports_reported
        FROM (SELECT l.* FROM item_lamps l{joins} WHERE {where} ORDER BY {order} OFFSET @skip LIMIT @take) l
        JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        LEFT JOIN categories c ON c.region_id = w.region_id AND c.id = w.category_id
        CROSS JOIN LATERAL (
            SELECT string_agg(u.short_name, '、' ORDER BY a.position) AS names
            FROM assignments a JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
            WHERE a.region_id = l.region_id AND a.work_item_id = l.work_item_id AND a.role = 'Lead' AND a.transferred_on IS NULL) leads
        CROSS JOIN LATERAL (
            SELECT count(*)::int AS n, (count(*) FILTER (WHERE EXISTS (SELECT FROM progress_reports r
                WHERE r.region_id = a.region_id AND r.assignment_id = ANY(a.id || a.took_over))))::int AS reported
            FROM assignments a WHERE a.region_id = l.region_id AND a.work_item_id = l.work_item_id AND a.role = 'Support' AND a.transferred_on IS NULL) supports
        ORDER BY n
        """;

    const string AssignmentsSql = """
        SELECT (@skip + row_number() OVER (ORDER BY {order}))::int AS n, l.assignment_id, l.work_item_id, w.number,
            coalesce(c.no || '、' || c.title, '') AS category, w.text, u.short_name AS unit, l.role, w.limit_raw, w.limit_kind,
            l.lamp, l.done, l.reason, l.nearest_on, l.since, k.acknowledged_on,
            (SELECT max(r.reported_on) FROM progress_reports r WHERE r.region_id = l.region_id AND r.assignment_id = l.assignment_id) AS reported_on
        FROM (SELECT l.* FROM lamps l{joins} WHERE {where} ORDER BY {order} OFFSET @skip LIMIT @take) l
        JOIN assignments a ON a.region_id = l.region_id AND a.id = l.assignment_id
        JOIN units u ON u.region_id = l.region_id AND u.id = l.unit_id
        JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        LEFT JOIN categories c ON c.region_id = w.region_id AND c.id = w.category_id
        LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
        ORDER BY n
        """;

    const string CountSql = "SELECT count(*)::int FROM {lamps} l{joins} WHERE {where}";

    const string PlansSql = """
        SELECT p.id, n.title AS name FROM work_plans p
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        JOIN dispatches d ON d.region_id = p.region_id AND d.work_plan_id = p.id AND d.supplements IS NULL
        WHERE p.region_id = @RegionId ORDER BY d.dispatched_on DESC, p.id
        """;

    const string CategoriesSql = """
        SELECT c.id, c.no || '、' || c.title AS name FROM categories c
        JOIN dispatches d ON d.region_id = c.region_id AND d.work_plan_id = c.work_plan_id AND d.supplements IS NULL
        WHERE c.region_id = @RegionId AND c.work_plan_id = @plan
        ORDER BY c.position
        """;

    const string UnitsSql = """
        SELECT u.id, u.short_name AS name FROM units u
        WHERE u.region_id = @RegionId AND EXISTS (SELECT FROM assignments a WHERE a.region_id = u.region_id AND a.unit_id = u.id)
        ORDER BY u.position, u.id
        """;

    public async Task<IReadOnlyList<ItemLine>> Items(Actor by, LedgerFilter filter)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<ItemLine>(SqlOf(filter, by), ParametersOfPage(filter, by))).AsList();
    }

    public async Task<IReadOnlyList<AssignmentLine>> Assignments(Actor by, LedgerFilter filter)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<AssignmentLine>(SqlOf(filter, by), ParametersOfPage(filter, by))).AsList();
    }

    /// <summary>All lines under the filter, one after another, whatever the page.</summary>
    /// <typeparam name="T"><see cref="ItemLine"/> or <see cref="AssignmentLine"/>, as the filter's view says</typeparam>
    public static IAsyncEnumerable<T> All<T>(NpgsqlConnection connection, Actor by, LedgerFilter filter) =>
        connection.QueryUnbufferedAsync<T>(SqlOf(filter, by), filter.Parameters(by, skip: 0, take: int.MaxValue));

    public async Task<int> Count(Actor by, LedgerFilter filter)
    {
        await using var connection = await database.Open();
        return await connection.ExecuteScalarAsync<int>(CountSql.Replace("{lamps}", filter.View == LedgerView.Items ? "item_lamps" : "lamps")
            .Replace("{joins}", Joins(filter.Where(by))).Replace("{where}", filter.Where(by)), filter.Parameters(by, 0, 0));
    }

    public async Task<Choices> ChoicesFor(Actor by, LedgerFilter filter)
    {
        await using var connection = await database.Open();
        var plans = (await connection.QueryAsync<Choice>(PlansSql, new { by.RegionId })).AsList();
        // Those of all years together would be thousands, and most of them namesakes.
        var plan = filter.Plan ?? (plans is [var only] ? only.Id : null);
        return new(plans,
            (await connection.QueryAsync<Choice>(CategoriesSql, new { by.RegionId, plan })).AsList(),
            (await connection.QueryAsync<Choice>(UnitsSql, new { by.RegionId })).AsList());
    }

    static object ParametersOfPage(LedgerFilter filter, Actor by) => filter.Parameters(by, (Math.Max(filter.P, 1) - 1) * PageSize, PageSize);

    static string SqlOf(LedgerFilter filter, Actor by) => (filter.View == LedgerView.Items ? ItemsSql : AssignmentsSql)
        .Replace("{joins}", Joins(filter.Where(by) + OrderOf(filter))).Replace("{where}", filter.Where(by)).Replace("{order}", OrderOf(filter));

    // Joining all items of many years, to leave them out again, would take most of the time.
    static string Joins(string text) => (text.Contains("w.", StringComparison.Ordinal) ? WithItem : "") + (text.Contains("u.", StringComparison.Ordinal) ? WithUnit : "");

    static string OrderOf(LedgerFilter filter) => (filter.Sort, filter.View) switch
    {
        (LedgerSort.Lamp, LedgerView.Items) => BySeverity + ", l.work_item_id",
        (LedgerSort.Lamp, LedgerView.Assignments) => BySeverity + ", l.assignment_id",
        (LedgerSort.Date, LedgerView.Items) => "l.nearest_on, l.work_item_id",
        (LedgerSort.Date, LedgerView.Assignments) => "l.nearest_on, l.assignment_id",
        (LedgerSort.Since, LedgerView.Items) => "l.since DESC, l.work_item_id",
        (LedgerSort.Since, LedgerView.Assignments) => "l.since DESC, l.assignment_id",
        (LedgerSort.Unit, LedgerView.Assignments) => "u.position, u.id, w.work_plan_id, w.position",
        (LedgerSort.Number, LedgerView.Assignments) => "w.work_plan_id, w.position, u.position, u.id",
        // Items stand under no one unit; their order of notice is the nearest to it.
        (LedgerSort.Number or LedgerSort.Unit, LedgerView.Items) => "w.work_plan_id, w.position",
    };
}
