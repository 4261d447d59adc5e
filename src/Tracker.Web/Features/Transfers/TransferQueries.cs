using Dapper;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Transfers;

/// <summary>未移交: open assignments of units that are no more, and who may take them over.</summary>
public sealed class TransferQueries(Database database) : IFeature
{
    /// <summary>What waits, from <c>FROM</c> on: <c>assignments a</c> of <c>units u</c>; it takes the region and <c>@today</c>.</summary>
    public const string WaitingSql = $"""
        FROM units u JOIN assignments a ON a.region_id = u.region_id AND a.unit_id = u.id
        WHERE u.region_id = @RegionId AND u.ended_on <= @today AND NOT {Ended.Sql}
        """;

    /// <param name="EndedOn">the first day on which it is no more; null for a unit that goes on</param>
    public sealed record Unit(long Id, string Code, string ShortName, LocalDate? EndedOn, int N);

    /// <summary>A unit that took duties of another over, itself or after others, and is there now.</summary>
    /// <param name="Document">that says so</param>
    public sealed record Successor(long FromUnitId, long UnitId, string ShortName, string Document, bool Doubtful);

    /// <summary>An open part that may be transferred.</summary>
    public sealed record Part(long Id, long WorkItemId, string Number, string Text, string PlanTitle, AssignmentRole Role, Lamp? Lamp, bool Waiting, string? Joins);

    const string UnitsSql = $"""
        SELECT u.id, u.code, u.short_name, u.ended_on, count(*)::int AS n {WaitingSql}
        GROUP BY u.id, u.code, u.short_name, u.ended_on, u.position ORDER BY u.ended_on, u.position, u.id
        """;

    const string OneSql = $"""
        SELECT u.id, u.code, u.short_name, CASE WHEN u.ended_on <= @today THEN u.ended_on END AS ended_on,
            (SELECT count(*)::int FROM assignments a WHERE a.region_id = u.region_id AND a.unit_id = u.id AND NOT {Ended.Sql}) AS n
        FROM units u WHERE u.region_id = @RegionId AND u.code = @code
        """;

    // A successor may have been reorganised again before anybody transferred.
    const string SuccessorsSql = """
        WITH RECURSIVE heirs AS (
            SELECT s.from_unit_id, s.to_unit_id, s.heir, r.document, r.doubtful
            FROM successions s JOIN reorganisations r ON r.region_id = s.region_id AND r.id = s.reorganisation_id
            WHERE s.region_id = @RegionId AND s.from_unit_id = ANY(@units) AND s.to_unit_id <> s.from_unit_id AND r.effective_on <= @today
            UNION
            SELECT h.from_unit_id, s.to_unit_id, h.heir AND s.heir, h.document, h.doubtful OR r.doubtful
            FROM heirs h
            JOIN units u ON u.region_id = @RegionId AND u.id = h.to_unit_id AND u.ended_on <= @today
            JOIN successions s ON s.region_id = u.region_id AND s.from_unit_id = u.id AND s.to_unit_id <> u.id
            JOIN reorganisations r ON r.region_id = s.region_id AND r.id = s.reorganisation_id AND r.effective_on <= @today)
        SELECT DISTINCT ON (h.from_unit_id, u.position, u.id) h.from_unit_id, u.id AS unit_id, u.short_name, h.document, h.doubtful
        FROM heirs h JOIN units u ON u.region_id = @RegionId AND u.id = h.to_unit_id
        WHERE coalesce(u.ended_on > @today, true)
        ORDER BY h.from_unit_id, u.position, u.id, h.heir DESC
        """;

    const string PartsSql = $"""
        SELECT a.id, a.work_item_id, w.number, w.text, n.title AS plan_title, a.role, l.lamp,
            EXISTS (SELECT FROM completions c WHERE c.region_id = a.region_id AND c.assignment_id = a.id
                AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id))
            OR EXISTS (SELECT FROM requests q WHERE q.region_id = a.region_id AND q.assignment_id = a.id
                AND NOT EXISTS (SELECT FROM request_decisions d WHERE d.region_id = q.region_id AND d.request_id = q.id)) AS waiting,
            (SELECT string_agg(o.short_name, '、' ORDER BY o.position) FROM assignments own JOIN units o ON o.region_id = own.region_id AND o.id = own.unit_id
                WHERE own.region_id = a.region_id AND own.work_item_id = a.work_item_id AND own.unit_id = ANY(@successors) AND own.transferred_on IS NULL) AS joins
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        LEFT JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        WHERE a.region_id = @RegionId AND a.unit_id = @unitId AND NOT {Ended.Sql}
        ORDER BY p.id, w.position
        """;

    /// <summary>Units that are no more and still have open assignments, those that wait longest first.</summary>
    public async Task<IReadOnlyList<Unit>> Waiting(int regionId, LocalDate today)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<Unit>(UnitsSql, new { RegionId = regionId, today })).AsList();
    }

    /// <returns>null where the region has no such unit</returns>
    public async Task<Unit?> One(int regionId, string code, LocalDate today)
    {
        await using var connection = await database.Open();
        return await connection.QuerySingleOrDefaultAsync<Unit>(OneSql, new { RegionId = regionId, code, today });
    }

    /// <summary>Who took duties of these units over and is there today.</summary>
    public async Task<ILookup<long, Successor>> Successors(int regionId, IReadOnlyCollection<long> units, LocalDate today)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<Successor>(SuccessorsSql, new { RegionId = regionId, units = units.ToArray(), today })).ToLookup(s => s.FromUnitId);
    }

    /// <summary>The open parts of a unit, with those of its successors that have a part in the same item.</summary>
    public async Task<IReadOnlyList<Part>> Parts(int regionId, long unitId, IEnumerable<long> successors)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<Part>(PartsSql, new { RegionId = regionId, unitId, successors = successors.ToArray() })).AsList();
    }
}
