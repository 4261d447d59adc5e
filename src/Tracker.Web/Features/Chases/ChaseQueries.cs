using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Chases;

/// <summary>A chase with its answer, if it has one.</summary>
public sealed record ChaseLine
{
    public long Id { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string ItemText { get; init; }
    public CheckpointKind Kind { get; init; }
    public LocalDate DueOn { get; init; }

    /// <summary>The lead that asked; null for the office itself.</summary>
    public string? ForUnit { get; init; }
    public LocalDate AskedOn { get; init; }
    public bool? Chased { get; init; }
    public string? Remark { get; init; }
    public LocalDate? AnsweredOn { get; init; }
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }

    /// <summary>What has become of it.</summary>
    public string InWords => (Chased, ForUnit) switch
    {
        (null, _) => $"{ForUnit}{AskedOn.Iso()}请办公厅催报，等待答复",
        (true, _) => $"办公厅{AnsweredOn?.Iso()}已催报",
        (false, _) => $"办公厅{AnsweredOn?.Iso()}答复不催：{Remark}",
    };
}

/// <summary>Chases: those that wait for the office, and those of a checkpoint.</summary>
public static class ChaseQueries
{
    /// <summary>From and where of chases that wait: not answered, and the report has not come meanwhile.</summary>
    public const string WaitingSql = $"""
        FROM chases h
        JOIN assignments a ON a.region_id = h.region_id AND a.id = h.assignment_id
        JOIN checkpoints c ON c.region_id = h.region_id AND c.id = h.checkpoint_id
        WHERE h.region_id = @RegionId AND NOT {MissingReport.ReportedSql}
            AND NOT EXISTS (SELECT FROM chase_answers s WHERE s.region_id = h.region_id AND s.chase_id = h.id)
        """;

    const string Lines = """
        SELECT h.id, h.unit_id, u.short_name AS unit_name, w.id AS item_id, w.number, w.text AS item_text, c.kind, c.due_on,
            l.short_name AS for_unit, h.asked_on, s.chased, s.remark, s.answered_on, t.name AS contact_name, t.phone AS contact_phone
        FROM chases h
        JOIN units u ON u.region_id = h.region_id AND u.id = h.unit_id
        JOIN assignments a ON a.region_id = h.region_id AND a.id = h.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN checkpoints c ON c.region_id = h.region_id AND c.id = h.checkpoint_id
        LEFT JOIN assignments m ON m.region_id = h.region_id AND m.id = h.lead_assignment_id
        LEFT JOIN units l ON l.region_id = m.region_id AND l.id = m.unit_id
        LEFT JOIN chase_answers s ON s.region_id = h.region_id AND s.chase_id = h.id
        LEFT JOIN LATERAL (SELECT k.name, k.phone FROM unit_contacts k
            WHERE k.region_id = h.region_id AND k.unit_id = h.unit_id ORDER BY k.duty <> 'Liaison', k.position LIMIT 1) t ON true
        """;

    const string WaitingLinesSql = $"{Lines} WHERE h.region_id = @RegionId AND h.id IN (SELECT h.id {WaitingSql}) ORDER BY h.asked_at, h.id";

    const string OfCheckpointSql = $"{Lines} WHERE h.region_id = @RegionId AND h.checkpoint_id = @checkpointId ORDER BY h.id";

    /// <summary>Oldest first.</summary>
    public static async Task<IReadOnlyList<ChaseLine>> Waiting(NpgsqlConnection c, Actor by) =>
        (await c.QueryAsync<ChaseLine>(WaitingLinesSql, new { by.RegionId })).AsList();

    /// <summary>All of a checkpoint, by unit: each unit is chased once.</summary>
    public static async Task<IReadOnlyDictionary<long, ChaseLine>> OfCheckpoint(NpgsqlConnection c, Actor by, long checkpointId) =>
        (await c.QueryAsync<ChaseLine>(OfCheckpointSql, new { by.RegionId, checkpointId })).ToDictionary(h => h.UnitId);
}
