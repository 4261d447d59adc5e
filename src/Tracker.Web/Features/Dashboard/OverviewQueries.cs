using Dapper;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Units;
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

    // What a unit did stands with the one that it led to; a part that passed on within that line is counted where it is now.
    const string UnitsSql = $"""
        WITH RECURSIVE {Lineage.HeirsSql}
        SELECT u.id AS unit_id, u.short_name AS unit, c.role, c.lamp, c.done, sum(c.n)::int AS n
        FROM (
            SELECT h.now_id, l.role, l.lamp, l.done, l.n FROM lamp_counts l JOIN heirs h ON h.unit_id = l.unit_id WHERE l.region_id = @RegionId
            UNION ALL
            SELECT h.now_id, l.role, l.lamp, l.done, -1 FROM assignment_transfers x
            JOIN lamps l ON l.region_id = x.region_id AND l.assignment_id = x.from_assignment_id
            JOIN assignments t ON t.region_id = x.region_id AND t.id = x.to_assignment_id
            JOIN heirs h ON h.unit_id = l.unit_id JOIN heirs g ON g.unit_id = t.unit_id AND g.now_id = h.now_id
            WHERE x.region_id = @RegionId) c
        JOIN units u ON u.region_id = @RegionId AND u.id = c.now_id
        GROUP BY u.id, u.short_name, u.position, c.role, c.lamp, c.done HAVING sum(c.n) > 0 ORDER BY u.position, u.id
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

    /// <summary>By the units of today: a successor counts what its predecessors did.</summary>
    public async Task<IReadOnlyList<UnitCount>> Units(Actor by, LocalDate today)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<UnitCount>(UnitsSql, new { by.RegionId, today })).AsList();
    }
}
