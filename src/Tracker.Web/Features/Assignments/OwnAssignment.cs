using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>An assignment of the person's own unit that a verb is about to act on; locked until the transaction ends,
/// so that two people of one unit act one after the other.</summary>
public sealed record OwnAssignment
{
    public long Id { get; init; }
    public long WorkItemId { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public required string Number { get; init; }
    public AssignmentRole Role { get; init; }
    public int Position { get; init; }
    public bool Signed { get; init; }
    /// <summary>It has reported before, itself or by those whose history it took over.</summary>
    public bool HasReported { get; init; }
    public bool HasEnded { get; init; }
    public bool Transferred { get; init; }
    public bool Suspended { get; init; }

    /// <summary>The first lead merges what the others have done.</summary>
    public bool IsFirstLead => this is { Role: AssignmentRole.Lead, Position: 1 };

    const string Columns = $"""
        SELECT a.id, a.work_item_id, a.unit_id, u.short_name AS unit_name, w.number, a.role, a.position,
            k.person_id IS NOT NULL AS signed, a.transferred_on IS NOT NULL AS transferred, {Ended.Sql} AS has_ended,
            {Ended.SuspendedSql} AS suspended,
            EXISTS (SELECT FROM progress_reports r WHERE r.region_id = a.region_id AND r.assignment_id = ANY(a.id || a.took_over)) AS has_reported
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
        WHERE a.region_id = @RegionId AND a.unit_id = ANY(@OwnUnits)
        """;

    const string OneSql = Columns + " AND a.id = @assignmentId FOR UPDATE OF a";

    const string SomeSql = Columns + " AND a.id = ANY(@assignmentIds) ORDER BY a.id FOR UPDATE OF a";

    const string OfPlanSql = Columns + """
         AND a.unit_id = @unitId AND w.work_plan_id = @workPlanId AND a.transferred_on IS NULL
        ORDER BY a.id FOR UPDATE OF a
        """;

    /// <exception cref="RuleBroken">there is none, or it is another unit's</exception>
    public static async Task<OwnAssignment> Lock(NpgsqlConnection connection, Actor by, long assignmentId) =>
        await connection.QuerySingleOrDefaultAsync<OwnAssignment>(OneSql, new { by.RegionId, by.OwnUnits, assignmentId })
            ?? throw NotYours.Of("任务");

    /// <summary>The named ones, in the order of their ids; without those that are another unit's.</summary>
    public static async Task<IReadOnlyList<OwnAssignment>> LockSome(NpgsqlConnection connection, Actor by, long[] assignmentIds) =>
        (await connection.QueryAsync<OwnAssignment>(SomeSql, new { by.RegionId, by.OwnUnits, assignmentIds })).AsList();

    /// <summary>All assignments that one unit has in one plan; what was transferred is no more its own.</summary>
    public static async Task<IReadOnlyList<OwnAssignment>> LockAll(NpgsqlConnection connection, Actor by, long unitId, long workPlanId) =>
        (await connection.QueryAsync<OwnAssignment>(OfPlanSql, new { by.RegionId, by.OwnUnits, unitId, workPlanId })).AsList();

    /// <exception cref="RuleBroken">the unit has not signed, the item is put off, or there is nothing more to do</exception>
    public void RefuseUnlessOpen()
    {
        if (Transferred)
            throw new RuleBroken("already-transferred", $"任务 {Number} 已经移交其他单位或由办公厅调出，不再由{UnitName}办理。");
        if (!Signed)
            throw new RuleBroken("sign-first", $"{UnitName}还没有签收这次交办。请先签收，再办理任务 {Number}。");
        if (HasEnded)
            throw new RuleBroken("already-ended", $"任务 {Number} 已经办结，不再接收新的内容。");
        if (Suspended)
            throw new RuleBroken("item-is-suspended", $"任务 {Number} 正在暂缓，不用报送，也不能申请。恢复办理时会通知您的单位。");
    }
}
