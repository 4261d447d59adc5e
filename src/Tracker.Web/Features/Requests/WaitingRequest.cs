using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>A request that a coordinator is about to answer; its item is locked until the transaction ends.</summary>
public sealed record WaitingRequest
{
    public long Id { get; init; }
    public RequestKind Kind { get; init; }
    public long AssignmentId { get; init; }
    public long WorkItemId { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public required string Number { get; init; }
    public AssignmentRole Role { get; init; }
    public bool InTime { get; init; }
    public long? MilestoneId { get; init; }
    public LocalDate? OldOn { get; init; }
    public LocalDate? NewOn { get; init; }
    public long? ToUnitId { get; init; }
    public AssignmentRole? ToRole { get; init; }
    public LocalDate AskedOn { get; init; }
    public bool HasEnded { get; init; }

    /// <summary>Asked, or let out by its unit, by the very person who answers: 自审, where nobody else could.</summary>
    public bool Own { get; init; }

    public int Coordinators { get; init; }

    const string LockSql = $"""
        SELECT r.id, r.kind, r.assignment_id, a.work_item_id, a.unit_id, u.short_name AS unit_name, w.number, a.role, r.in_time,
            r.milestone_id, r.old_on, r.new_on, r.to_unit_id, r.to_role, r.asked_on, {Ended.Sql} AS has_ended,
            r.asked_by = @PersonId OR EXISTS (SELECT FROM unit_approvals v
                WHERE v.region_id = r.region_id AND v.request_id = r.id AND v.person_id = @PersonId) AS own,
            (SELECT count(DISTINCT c.person_id)::int FROM person_roles c
                JOIN people p ON p.region_id = c.region_id AND p.id = c.person_id AND p.disabled_at IS NULL
                WHERE c.region_id = r.region_id AND c.role = 'Coordinator') AS coordinators
        FROM requests r
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE r.region_id = @RegionId AND r.id = @requestId
            AND EXISTS (SELECT FROM person_roles c
                WHERE c.region_id = r.region_id AND c.person_id = @PersonId AND c.role = 'Coordinator')
        FOR NO KEY UPDATE OF w
        """;

    const string DecideSql = """
        INSERT INTO request_decisions (region_id, request_id, decision, reason, basis_signed_by, basis_signed_on, basis_document,
            office_late, self_reviewed, decided_by, decided_on, decided_at)
        VALUES (@RegionId, @Id, @decision, @reason, @SignedBy, @SignedOn, @Document, @officeLate, @Own, @PersonId, @Today, @Now)
        """;

    /// <exception cref="RuleBroken">not a coordinator, no such request, answered before, moot, or one's own where another could answer</exception>
    public static async Task<WaitingRequest> Lock(NpgsqlConnection connection, Actor by, long requestId, params RequestKind[] kinds)
    {
        var waiting = await connection.QuerySingleOrDefaultAsync<WaitingRequest>(LockSql, new { by.RegionId, by.PersonId, requestId });
        if (waiting is null || kinds.Length > 0 && !kinds.Contains(waiting.Kind))
            throw NotYours.Of("申请");
        await Answered.Refuse(connection, by.RegionId, requestId);
        if (waiting.HasEnded)
            throw new RuleBroken("already-ended", $"任务 {waiting.Number} 中{waiting.UnitName}的工作已经结束，这项申请不用再答复。");
        if (waiting.Own && waiting.Coordinators > 1)
            throw new RuleBroken("own-request", "申请是您本人提交的，请由另一位督办员答复。");
        return waiting;
    }

    /// <summary>Writes the answer; a second one is refused by the key.</summary>
    public Task Decide(NpgsqlConnection connection, Actor by, OfficeMoment at, string decision, string reason, Basis basis, LampRule rule, WorkingCalendar calendar) =>
        connection.ExecuteAsync(DecideSql, new
        {
            by.RegionId, by.PersonId, Id, decision, reason = reason.Trim(), basis.SignedBy, basis.SignedOn, basis.Document, Own, at.Today, at.Now,
            officeLate = calendar.WorkdaysLate(new OpenRequest(Kind, AskedOn, InTime).AnswerBy(rule, calendar), at.Today),
        });

    /// <summary>（自审）, where it is.</summary>
    public string Marked => Own ? "（自审）" : "";
}
