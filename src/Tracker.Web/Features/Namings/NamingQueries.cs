using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Namings;

/// <summary>A proposal that waits for the office.</summary>
public sealed record WaitingProposal
{
    public long Id { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string ItemText { get; init; }
    public required string Spelling { get; init; }
    public required string Lead { get; init; }
    public required string Reason { get; init; }
    public LocalDate ProposedOn { get; init; }

    /// <summary>As they are called today.</summary>
    public string[] Names { get; init; } = [];
    public long[] Units { get; init; } = [];
    public bool Own { get; init; }
}

/// <summary>What an assignment's lead has to name, and what became of what it proposed.</summary>
public sealed record AwaitedName(string Spelling, LocalDate ProposeBy, bool Waits, string? RefusedWith);

/// <summary>点名建议: what waits for names, and for the office.</summary>
public static class NamingQueries
{
    /// <summary>From <c>FROM</c> on: proposals <c>n</c> that nobody has answered; it takes the region.</summary>
    public const string WaitingSql = """
        FROM name_proposals n
        JOIN awaited_names w ON w.region_id = n.region_id AND w.work_item_id = n.work_item_id AND w.spelling = n.spelling AND w.named_on IS NULL
        WHERE n.region_id = @RegionId AND NOT EXISTS (SELECT FROM proposal_decisions d WHERE d.region_id = n.region_id AND d.proposal_id = n.id)
        """;

    const string ListSql = $"""
        SELECT n.id, i.id AS item_id, i.number, i.text AS item_text, n.spelling, u.short_name AS lead, n.reason, n.proposed_on, n.units, n.proposed_by = @PersonId AS own,
            array(SELECT m.short_name FROM units m WHERE m.region_id = n.region_id AND m.id = ANY(n.units) ORDER BY m.position, m.id) AS names
        FROM (SELECT n.* {WaitingSql}) n
        JOIN work_items i ON i.region_id = n.region_id AND i.id = n.work_item_id
        JOIN assignments a ON a.region_id = n.region_id AND a.id = n.assignment_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        ORDER BY n.proposed_on, n.id
        """;

    const string AwaitedSql = """
        SELECT w.spelling, coalesce(last.propose_by, w.propose_by) AS propose_by, last.id IS NOT NULL AND last.accepted IS NULL AS waits,
            CASE WHEN NOT last.accepted THEN last.reason END AS refused_with
        FROM awaited_names w
        LEFT JOIN LATERAL (SELECT n.id, d.accepted, d.reason, d.propose_by FROM name_proposals n
            LEFT JOIN proposal_decisions d ON d.region_id = n.region_id AND d.proposal_id = n.id
            WHERE n.region_id = w.region_id AND n.work_item_id = w.work_item_id AND n.spelling = w.spelling ORDER BY n.round DESC LIMIT 1) last ON true
        WHERE w.region_id = @regionId AND w.work_item_id = @itemId AND w.named_on IS NULL ORDER BY w.spelling
        """;

    /// <summary>Oldest first.</summary>
    public static async Task<IReadOnlyList<WaitingProposal>> Waiting(NpgsqlConnection connection, Actor by) =>
        (await connection.QueryAsync<WaitingProposal>(ListSql, new { by.RegionId, by.PersonId })).AsList();

    /// <summary>What of an item nobody has been named for.</summary>
    public static async Task<IReadOnlyList<AwaitedName>> Awaited(NpgsqlConnection connection, int regionId, long itemId) =>
        (await connection.QueryAsync<AwaitedName>(AwaitedSql, new { regionId, itemId })).AsList();
}
