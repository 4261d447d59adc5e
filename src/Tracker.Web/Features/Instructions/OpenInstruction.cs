using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>An instruction that somebody is about to act on; locked until the transaction ends.</summary>
public sealed record OpenInstruction
{
    public long Id { get; init; }
    public long WorkItemId { get; init; }
    public required string Number { get; init; }
    public required string LeaderName { get; init; }
    public long? LeaderId { get; init; }
    public LocalDate? DueOn { get; init; }
    public string? ReportedBy { get; init; }
    public Instant? ReportedAt { get; init; }

    const string Sql = """
        SELECT i.id, i.work_item_id, w.number, i.leader_name, i.leader_id, i.due_on, b.name AS reported_by, r.reported_at
        FROM instructions i
        JOIN work_items w ON w.region_id = i.region_id AND w.id = i.work_item_id
        LEFT JOIN instruction_reports r ON r.region_id = i.region_id AND r.instruction_id = i.id
        LEFT JOIN people b ON b.region_id = r.region_id AND b.id = r.reported_by
        WHERE i.region_id = @RegionId AND i.id = @id
        FOR UPDATE OF i
        """;

    /// <exception cref="RuleBroken">there is none, or the leader was told already: by whom and when</exception>
    public static async Task<OpenInstruction> Lock(NpgsqlConnection connection, Actor by, long id)
    {
        var found = await connection.QuerySingleOrDefaultAsync<OpenInstruction>(Sql, new { by.RegionId, id })
            ?? throw new RuleBroken("no-such-instruction", "没有这条批示。");
        return found.ReportedAt is not { } when ? found
            : throw new RuleBroken("instruction-is-closed", $"{found.ReportedBy}已于 {when.Iso()} 将这条批示的办理情况报领导，不再变动。");
    }
}
