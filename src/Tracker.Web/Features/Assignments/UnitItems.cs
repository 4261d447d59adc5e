using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>Finds what a person means who names an item by its number, as people do in the shell.</summary>
public static class UnitItems
{
    public sealed record Found(long AssignmentId, string UnitCode, string PlanTitle);

    const string OwnSql = """
        SELECT a.id AS assignment_id, u.code AS unit_code, n.title AS plan_title
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN work_plans p ON p.region_id = w.region_id AND p.id = w.work_plan_id
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE a.region_id = @RegionId AND a.unit_id = ANY(@OwnUnits) AND w.number = @number AND (@unit::text IS NULL OR u.code = @unit)
            AND (@plan::bigint IS NULL OR p.id = @plan)
        ORDER BY p.id, u.position
        """;

    /// <exception cref="Stop">none of the account's units has it, or it cannot be told which is meant</exception>
    public static async Task<long> Own(NpgsqlConnection connection, Actor by, string number, string? unit, long? plan)
    {
        var found = (await connection.QueryAsync<Found>(OwnSql, new { by.RegionId, by.OwnUnits, number, unit, plan })).AsList();
        return found switch
        {
            [var only] => only.AssignmentId,
            [] => throw new Stop(ExitStatus.Usage, $"{by.Name}所在单位没有任务 {number}。"),
            _ => throw new Stop(ExitStatus.Usage, $"任务 {number} 不止一项，请用 --unit 或 --plan 写明：{string.Join('；', found.Select(f => $"{f.UnitCode}《{f.PlanTitle}》"))}。"),
        };
    }
}
