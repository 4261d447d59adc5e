using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>A request with its answer, if it has one.</summary>
public sealed record RequestLine
{
    public long Id { get; init; }
    public long AssignmentId { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public AssignmentRole Role { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string ItemText { get; init; }
    public RequestKind Kind { get; init; }
    public required string Reason { get; init; }
    public bool InTime { get; init; }

    /// <summary>The words of the date in the sentence that is to be put off; null for the due date.</summary>
    public string? MilestoneRaw { get; init; }
    public LocalDate? OldOn { get; init; }
    public LocalDate? NewOn { get; init; }
    public string? ToUnit { get; init; }
    public AssignmentRole? ToRole { get; init; }
    public string? BasisSignedBy { get; init; }
    public LocalDate? BasisSignedOn { get; init; }
    public string? BasisDocument { get; init; }
    public required string AskedBy { get; init; }
    public LocalDate AskedOn { get; init; }
    public Instant AskedAt { get; init; }
    public string? Approver { get; init; }
    public LocalDate? ApprovedOn { get; init; }
    public string? LampReason { get; init; }
    public LocalDate? LampCountsTo { get; init; }

    /// <summary>Asked, or let out by its unit, by the person who looks.</summary>
    public bool Own { get; init; }

    public string? Decision { get; init; }
    public string? Answer { get; init; }
    public string? AnswerSignedBy { get; init; }
    public LocalDate? AnswerSignedOn { get; init; }
    public string? AnswerDocument { get; init; }
    public LocalDate? GrantedOn { get; init; }
    public int OfficeLate { get; init; }
    public bool SelfReviewed { get; init; }
    public string? DecidedBy { get; init; }
    public Instant? DecidedAt { get; init; }

    public Basis Basis => new(BasisSignedBy, BasisSignedOn, BasisDocument);

    /// <summary>What is asked for, without its reason: 办结由2018年10月31日延至2018年11月30日.</summary>
    public string Asked => Kind switch
    {
        RequestKind.Extension => $"{(MilestoneRaw is null ? "办结" : $"“{MilestoneRaw}”")}由{OldOn?.OnPaper()}延至{NewOn?.OnPaper()}",
        RequestKind.Reassignment => $"建议由{ToUnit}{ToRole?.Chinese()}",
        RequestKind.Exemption => "本单位不涉及这项任务",
    };

    /// <summary>What a granted request has come to: 日期定为2018年11月30日.</summary>
    public string Outcome => Kind switch
    {
        RequestKind.Extension => GrantedOn is { } on ? $"，日期定为{on.OnPaper()}" : "",
        RequestKind.Reassignment => $"，改由{ToUnit}{ToRole?.Chinese()}",
        RequestKind.Exemption => "，本单位的部分到此结束",
    };

    /// <summary>What the answer rests on.</summary>
    public Basis AnswerBasis => new(AnswerSignedBy, AnswerSignedOn, AnswerDocument);
}

/// <summary>Requests: those that wait, and those of an item.</summary>
public static class RequestQueries
{
    const string Lines = """
        SELECT r.id, r.assignment_id, a.unit_id, u.short_name AS unit_name, a.role, w.id AS item_id, w.number, w.text AS item_text,
            r.kind, r.reason, r.in_time, m.raw AS milestone_raw, r.old_on, r.new_on, t.short_name AS to_unit, r.to_role,
            r.basis_signed_by, r.basis_signed_on, r.basis_document, p.name AS asked_by, r.asked_on, r.asked_at, v.approver, v.approved_on,
            l.reason AS lamp_reason, l.nearest_on AS lamp_counts_to, r.asked_by = @PersonId OR coalesce(v.person_id = @PersonId, false) AS own,
            d.decision, d.reason AS answer, d.basis_signed_by AS answer_signed_by, d.basis_signed_on AS answer_signed_on,
            d.basis_document AS answer_document, coalesce(d.office_late, 0) AS office_late, coalesce(d.self_reviewed, false) AS self_reviewed,
            o.name AS decided_by, d.decided_at,
            (SELECT max(x.new_on) FROM moved_dates x
                WHERE x.region_id = r.region_id AND x.request_id = r.id AND x.assignment_id = r.assignment_id) AS granted_on
        FROM requests r
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN people p ON p.region_id = r.region_id AND p.id = r.asked_by
        LEFT JOIN milestones m ON m.region_id = r.region_id AND m.id = r.milestone_id
        LEFT JOIN units t ON t.region_id = r.region_id AND t.id = r.to_unit_id
        LEFT JOIN unit_approvals v ON v.region_id = r.region_id AND v.request_id = r.id
        LEFT JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        LEFT JOIN request_decisions d ON d.region_id = r.region_id AND d.request_id = r.id
        LEFT JOIN people o ON o.region_id = d.region_id AND o.id = d.decided_by
        WHERE r.region_id = @RegionId
        """;

    /// <summary>A condition on <c>requests r</c> and its <c>assignments a</c>: nobody has answered, and an answer would still matter.</summary>
    public const string WaitsSql = $"""
        NOT EXISTS (SELECT FROM request_decisions answered WHERE answered.region_id = r.region_id AND answered.request_id = r.id)
            AND NOT {Ended.Sql}
        """;

    const string WaitingSql = $"{Lines} AND {WaitsSql} ORDER BY r.asked_at, r.id";
    const string OneSql = $"{Lines} AND r.id = @id";
    const string OfItemSql = $"{Lines} AND a.work_item_id = @id AND {Visible.Sql} ORDER BY r.id DESC";

    /// <summary>What waits for the office, oldest first.</summary>
    public static async Task<IReadOnlyList<RequestLine>> Waiting(NpgsqlConnection c, Actor by) =>
        (await c.QueryAsync<RequestLine>(WaitingSql, new { by.RegionId, by.PersonId })).AsList();

    public static Task<RequestLine?> One(NpgsqlConnection c, Actor by, long id) =>
        c.QuerySingleOrDefaultAsync<RequestLine>(OneSql, new { by.RegionId, by.PersonId, id });

    /// <summary>All of an item that the person may see, latest first.</summary>
    public static async Task<IReadOnlyList<RequestLine>> OfItem(NpgsqlConnection c, Actor by, long itemId) =>
        (await c.QueryAsync<RequestLine>(OfItemSql, new { by.RegionId, by.PersonId, by.SeesRegion, by.OwnUnits, id = itemId })).AsList();
}
