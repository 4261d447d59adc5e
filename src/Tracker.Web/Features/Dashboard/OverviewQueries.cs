using Dapper;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dashboard;

/// <summary>The figures of the overview, read from the kept lamps and counts alone.</summary>
public sealed class OverviewQueries(Database database) : IFeature
{
    /// <param name="N">items that show this lamp</param>
    /// <param name="New">those of them that have shown it for less than a week</param>
    public sealed record LampCount(Lamp Lamp, bool Done, int N, int New);

    /// <param name="N">items of the category that show this lamp</param>
    public sealed record CategoryCount(long? CategoryId, string Category, Lamp Lamp, bool Done, int N);

    /// <param name="N">assignments of the unit in this role that show this lamp</param>
    public sealed record UnitCount(long UnitId, string Unit, AssignmentRole Role, Lamp Lamp, bool Done, int N);

    /// <param name="N">items in this state</param>
    public sealed record StateCount(WorkItemState State, int N);

    const string StatesSql = "SELECT state, count(*)::int AS n FROM item_lamps WHERE region_id = @RegionId GROUP BY state";

    const string LampsSql = """
        SELECT lamp, done, count(*)::int AS n, (count(*) FILTER (WHERE since > @weekAgo))::int AS new
        FROM item_lamps WHERE region_id = @RegionId GROUP BY lamp, done
        """;

    const string CategoriesSql = """
        SELECT c.id AS category_id, coalesce(c.no || '、' || c.title, '未分类') AS category, i.lamp, i.done, count(*)::int AS n
        FROM item_lamps i
        JOIN work_items w ON w.region_id = i.region_id AND w.id = i.work_item_id
        LEFT JOIN categories c ON c.region_id = w.region_id AND c.id = w.category_id
        WHERE i.region_id = @RegionId
        GROUP BY w.work_plan_id, c.position, c.id, c.no, c.title, i.lamp, i.done ORDER BY w.work_plan_id DESC, c.position
        """;

    const string UnitsSql = """
        SELECT u.id AS unit_id, u.short_name AS unit, l.role, l.lamp, l.done, l.n
        FROM lamp_counts l JOIN units u ON u.region_id = l.region_id AND u.id = l.unit_id
        WHERE l.region_id = @RegionId AND l.n > 0 ORDER BY u.position, u.id
        """;

    public async Task<IReadOnlyList<LampCount>> Lamps(Actor by, LocalDate today)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<LampCount>(LampsSql, new { by.RegionId, weekAgo = today.PlusDays(-7) })).AsList();
    }

    /// <summary>In the order in which an item passes through them.</summary>
    public async Task<IReadOnlyList<StateCount>> States(Actor by)
    {
        await using var connection = await database.Open();
        return [.. (await connection.QueryAsync<StateCount>(StatesSql, new { by.RegionId })).OrderBy(s => s.State)];
    }

    public async Task<IReadOnlyList<CategoryCount>> Categories(Actor by)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<CategoryCount>(CategoriesSql, new { by.RegionId })).AsList();
    }

    public async Task<IReadOnlyList<UnitCount>> Units(Actor by)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<UnitCount>(UnitsSql, new { by.RegionId })).AsList();
    }
}
