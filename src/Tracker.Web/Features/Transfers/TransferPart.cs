using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;

namespace Tracker.Web.Features.Transfers;

/// <summary>An open part that is about to pass to another unit, beside what that unit has in the same item.</summary>
sealed record TransferPart
{
    public long Id { get; init; }
    public required string Number { get; init; }
    public AssignmentRole Role { get; init; }
    public int Position { get; init; }
    public bool HasEnded { get; init; }

    /// <summary>A completion or a request of either unit waits for the office.</summary>
    public bool Waiting { get; init; }

    public long? OwnId { get; init; }
    public AssignmentRole? OwnRole { get; init; }
    public int? OwnPosition { get; init; }
    public bool OwnEnded { get; init; }

    /// <summary>The two become one; what had ended is not opened again.</summary>
    public bool Joins => OwnId is not null && !OwnEnded;

    /// <summary>Role and place of the one part that the successor has afterwards: the stronger role, in it the earlier place.</summary>
    public (AssignmentRole Role, int Position) Joined =>
        OwnRole is { } own && (own, OwnPosition!.Value).CompareTo((Role, Position)) < 0 ? (own, OwnPosition.Value) : (Role, Position);

    const string Sql = $"""
        SELECT a.id, w.number, a.role, a.position, {Ended.Sql} AS has_ended,
            EXISTS (SELECT FROM completions c WHERE c.region_id = a.region_id AND c.assignment_id IN (a.id, own.id)
                AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id))
            OR EXISTS (SELECT FROM requests q WHERE q.region_id = a.region_id AND q.assignment_id IN (a.id, own.id)
                AND NOT EXISTS (SELECT FROM request_decisions d WHERE d.region_id = q.region_id AND d.request_id = q.id)) AS waiting,
            own.id AS own_id, own.role AS own_role, own.position AS own_position,
            coalesce((SELECT {Ended.Sql} FROM assignments a WHERE a.region_id = own.region_id AND a.id = own.id), false) AS own_ended
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        LEFT JOIN assignments own ON own.region_id = a.region_id AND own.work_item_id = a.work_item_id
            AND own.unit_id = @ToUnitId AND own.transferred_on IS NULL
        WHERE a.region_id = @regionId AND a.id = ANY(@ids) AND a.unit_id = @FromUnitId
        ORDER BY w.work_plan_id, w.position
        """;

    /// <summary>The parts of a form, all of which can pass on.</summary>
    /// <exception cref="RuleBroken">none chosen, one that is not the unit's or has ended, or one that waits for the office</exception>
    public static async Task<IReadOnlyList<TransferPart>> Load(NpgsqlConnection connection, int regionId, TransferAssignments.Form form)
    {
        var parts = (await connection.QueryAsync<TransferPart>(Sql, new { regionId, form.FromUnitId, form.ToUnitId, ids = form.AssignmentIds.ToArray() })).AsList();
        if (form.AssignmentIds.Count == 0)
            throw new RuleBroken("nothing-to-transfer", "请至少选一项要移交的任务。");
        if (parts.Count < form.AssignmentIds.Distinct().Count() || parts.Any(p => p.HasEnded))
            throw new RuleBroken("part-is-not-open", "所选任务中有的已经办结、已经移交或不属于原单位，一项也没有移交。请刷新后再选。");
        if (parts.Where(p => p.Waiting).Select(p => p.Number).ToList() is { Count: > 0 } waiting)
            throw new RuleBroken("decide-first", $"任务{string.Join('、', waiting)}有申请正在等待办公厅审核或答复，一项也没有移交。请先审核、答复，再移交。");
        return parts;
    }
}
