using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>What lies before a unit's head.</summary>
public sealed record DraftLine
{
    public long Id { get; init; }
    public long AssignmentId { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string ItemText { get; init; }
    public DraftKind Kind { get; init; }
    public required string Form { get; init; }
    public required string Sentence { get; init; }
    public required string DraftedBy { get; init; }
    public Instant DraftedAt { get; init; }

    /// <summary>The words that will leave the unit, whole.</summary>
    public string Text => Kind switch
    {
        DraftKind.Completion => JsonSerializer.Deserialize<SubmitCompletion.Form>(Form, LeavingUnit.Json)!.Text,
        DraftKind.Extension => JsonSerializer.Deserialize<RequestExtension.Form>(Form, LeavingUnit.Json)!.Reason,
        DraftKind.Reassignment => JsonSerializer.Deserialize<RequestReassignment.Form>(Form, LeavingUnit.Json)!.Reason,
        DraftKind.Exemption => JsonSerializer.Deserialize<RequestExemption.Form>(Form, LeavingUnit.Json)!.Reason,
    };
}

/// <summary>A draft that the head sent back and that was not written anew since.</summary>
public sealed record SentBackLine(long AssignmentId, DraftKind Kind, string Remark, string Name, Instant DecidedAt);

/// <summary>What waits for heads of units.</summary>
public static class ApprovalQueries
{
    const string OpenSql = $"""
        SELECT d.id, d.assignment_id, a.unit_id, u.short_name AS unit_name, w.id AS item_id, w.number, w.text AS item_text,
            d.kind, d.form::text AS form, d.sentence, p.name AS drafted_by, d.drafted_at
        FROM approval_drafts d
        JOIN assignments a ON a.region_id = d.region_id AND a.id = d.assignment_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN people p ON p.region_id = d.region_id AND p.id = d.drafted_by
        WHERE d.region_id = @RegionId AND a.unit_id = ANY(@units) AND NOT EXISTS (SELECT FROM approval_decisions x
            WHERE x.region_id = d.region_id AND x.draft_id = d.id) AND NOT {Ended.Sql}
        ORDER BY d.drafted_at, d.id
        """;

    const string SentBackSql = """
        SELECT d.assignment_id, d.kind, x.remark, p.name, x.decided_at
        FROM approval_drafts d
        JOIN assignments a ON a.region_id = d.region_id AND a.id = d.assignment_id
        JOIN approval_decisions x ON x.region_id = d.region_id AND x.draft_id = d.id AND x.decision = 'SentBack'
        JOIN people p ON p.region_id = x.region_id AND p.id = x.decided_by
        WHERE d.region_id = @RegionId AND a.unit_id = ANY(@OwnUnits) AND a.work_item_id = @itemId AND NOT EXISTS (
            SELECT FROM approval_drafts later
            WHERE later.region_id = d.region_id AND later.assignment_id = d.assignment_id AND later.kind = d.kind AND later.round > d.round)
        ORDER BY x.decided_at DESC
        """;

    /// <summary>What waits for this head, oldest first.</summary>
    public static async Task<IReadOnlyList<DraftLine>> Before(NpgsqlConnection c, Actor head) =>
        (await c.QueryAsync<DraftLine>(OpenSql, new { head.RegionId, units = HeadOf(head) })).AsList();

    /// <summary>What lies before the heads of the person's units.</summary>
    public static async Task<IReadOnlyList<DraftLine>> OfUnits(NpgsqlConnection c, Actor by) =>
        (await c.QueryAsync<DraftLine>(OpenSql, new { by.RegionId, units = by.OwnUnits })).AsList();

    public static async Task<IReadOnlyList<SentBackLine>> SentBack(NpgsqlConnection c, Actor by, long itemId) =>
        (await c.QueryAsync<SentBackLine>(SentBackSql, new { by.RegionId, by.OwnUnits, itemId })).AsList();

    static long[] HeadOf(Actor by) => [.. by.Roles.Where(r => r.Role == Role.UnitHead).Select(r => r.UnitId)];
}
