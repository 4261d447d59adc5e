using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>A draft that lies before the head of a unit; locked until the transaction ends.</summary>
public sealed record OpenDraft
{
    public long Id { get; init; }
    public long AssignmentId { get; init; }
    public DraftKind Kind { get; init; }
    public required string Form { get; init; }
    public required string Sentence { get; init; }
    public long DraftedBy { get; init; }

    const string LockSql = """
        SELECT d.id, d.assignment_id, d.kind, d.form::text AS form, d.sentence, d.drafted_by
        FROM approval_drafts d JOIN assignments a ON a.region_id = d.region_id AND a.id = d.assignment_id
        WHERE d.region_id = @RegionId AND d.id = @draftId AND EXISTS (SELECT FROM person_roles r
            WHERE r.region_id = d.region_id AND r.person_id = @PersonId AND r.unit_id = a.unit_id AND r.role = @role)
        FOR UPDATE OF d
        """;

    const string DecidedSql = """
        SELECT p.name, x.decision, x.decided_at FROM approval_decisions x JOIN people p ON p.region_id = x.region_id AND p.id = x.decided_by
        WHERE x.region_id = @RegionId AND x.draft_id = @draftId
        """;

    const string DecideSql = """
        INSERT INTO approval_decisions (region_id, draft_id, decision, remark, decided_by, decided_on, decided_at)
        VALUES (@RegionId, @Id, @decision, @remark, @PersonId, @Today, @Now)
        """;

    sealed record Decided(string Name, string Decision, Instant DecidedAt);

    /// <param name="role">what the person must be in the unit: its head to approve, its liaison to take back</param>
    /// <exception cref="RuleBroken">no such draft in a unit of the person, or decided before: by whom and when</exception>
    public static async Task<OpenDraft> Lock(NpgsqlConnection connection, Actor by, long draftId, Role role)
    {
        var key = new { by.RegionId, by.PersonId, draftId, role = role.ToString() };
        var open = await connection.QuerySingleOrDefaultAsync<OpenDraft>(LockSql, key) ?? throw NotYours.Of("待审签事项");
        return await connection.QuerySingleOrDefaultAsync<Decided>(DecidedSql, key) is { } before
            ? throw new RuleBroken("already-decided", $"{before.Name}已于 {before.DecidedAt.Iso()} {Word(before.Decision)}。") : open;
    }

    /// <summary>Closes the draft; a second decision is refused by the key.</summary>
    public Task Decide(NpgsqlConnection connection, Actor by, OfficeMoment at, string decision, string remark) =>
        connection.ExecuteAsync(DecideSql, new { by.RegionId, by.PersonId, Id, decision, remark, at.Today, at.Now });

    static string Word(string decision) => decision switch { "Approved" => "审签同意", "SentBack" => "退回修改", _ => "撤回" };
}
