using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>A request as it is written down; one waits at a time for each assignment.</summary>
/// <param name="InTime">asked before any limit had passed</param>
public sealed record NewRequest(long AssignmentId, RequestKind Kind, string Reason, bool InTime)
{
    public long? MilestoneId { get; init; }
    public LocalDate? OldOn { get; init; }
    public LocalDate? NewOn { get; init; }
    public long? ToUnitId { get; init; }
    public AssignmentRole? ToRole { get; init; }
    public Basis Basis { get; init; } = Basis.None;

    sealed record Waiting(string Name, RequestKind Kind, Instant AskedAt);
    sealed record Submitted(string Name, Instant AskedAt);

    const string WaitingSql = """
        SELECT p.name, r.kind, r.asked_at FROM requests r JOIN people p ON p.region_id = r.region_id AND p.id = r.asked_by
        WHERE r.region_id = @RegionId AND r.assignment_id = @AssignmentId
            AND NOT EXISTS (SELECT FROM request_decisions d WHERE d.region_id = r.region_id AND d.request_id = r.id)
        """;

    const string SubmittedSql = """
        SELECT p.name, c.submitted_at AS asked_at FROM completions c JOIN people p ON p.region_id = c.region_id AND p.id = c.submitted_by
        WHERE c.region_id = @RegionId AND c.assignment_id = @AssignmentId
            AND NOT EXISTS (SELECT FROM completion_decisions d WHERE d.region_id = c.region_id AND d.completion_id = c.id)
        """;

    const string InsertSql = """
        INSERT INTO requests (region_id, assignment_id, round, kind, reason, in_time, milestone_id, old_on, new_on, to_unit_id, to_role,
            basis_signed_by, basis_signed_on, basis_document, asked_by, asked_on, asked_at)
        SELECT @RegionId, @AssignmentId, count(*) + 1, @kind, @Reason, @InTime, @MilestoneId, @OldOn, @NewOn, @ToUnitId, @toRole,
            @SignedBy, @SignedOn, @Document, @askedBy, @Today, @Now
        FROM requests WHERE region_id = @RegionId AND assignment_id = @AssignmentId
        RETURNING id
        """;

    /// <exception cref="RuleBroken">another request or a completion waits, or no reason is given</exception>
    public async Task Check(NpgsqlConnection connection, int regionId)
    {
        if (string.IsNullOrWhiteSpace(Reason))
            throw new RuleBroken("request-says-nothing", "请写明申请的理由。");
        if (await connection.QuerySingleOrDefaultAsync<Waiting>(WaitingSql, new { RegionId = regionId, AssignmentId }) is { } waiting)
            throw new RuleBroken("already-asked", $"{waiting.Name}已于 {waiting.AskedAt.Iso()} {waiting.Kind.Chinese()}，正在等待办公厅答复。");
        if (await connection.QuerySingleOrDefaultAsync<Submitted>(SubmittedSql, new { RegionId = regionId, AssignmentId }) is { } submitted)
            throw new RuleBroken("already-submitted", $"{submitted.Name}已于 {submitted.AskedAt.Iso()} 申请办结，正在等待办公厅审核，审核以后再提申请。");
    }

    /// <param name="askedBy">who wrote it</param>
    /// <returns>the request's id</returns>
    public Task<long> Insert(NpgsqlConnection connection, int regionId, long askedBy, OfficeMoment at) => connection.ExecuteScalarAsync<long>(InsertSql, new
    {
        RegionId = regionId, AssignmentId, kind = Kind.ToString(), Reason = Reason.Trim(), InTime, MilestoneId, OldOn, NewOn, ToUnitId, toRole = ToRole?.ToString(),
        Basis.SignedBy, Basis.SignedOn, Basis.Document, askedBy, at.Today, at.Now,
    });
}
