using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>An adjustment as people read it.</summary>
public sealed record AdjustmentLine
{
    public long Id { get; init; }
    public AdjustmentKind Kind { get; init; }
    public required string Why { get; init; }
    public string? BasisSignedBy { get; init; }
    public LocalDate? BasisSignedOn { get; init; }
    public string? BasisDocument { get; init; }
    public required string Sentence { get; init; }
    public long? WorkItemId { get; init; }
    public required string MadeBy { get; init; }
    public Instant MadeAt { get; init; }
    public int Told { get; init; }
    /// <summary>Units that have still to sign it.</summary>
    public string[] Unsigned { get; init; } = [];

    public string Grounds => new Grounds(Kind, Why, new(BasisSignedBy, BasisSignedOn, BasisDocument)).InWords();
}

/// <summary>An adjustment that a unit of the person has to sign.</summary>
public sealed record AdjustmentToSign
{
    public long Id { get; init; }
    public long UnitId { get; init; }

    /// <summary>What it means to this unit.</summary>
    public required string Own { get; init; }
    public required string Sentence { get; init; }
    public long? WorkItemId { get; init; }
    public LocalDate MadeOn { get; init; }
    public AdjustmentKind Kind { get; init; }
    public required string Why { get; init; }
    public string? BasisSignedBy { get; init; }
    public LocalDate? BasisSignedOn { get; init; }
    public string? BasisDocument { get; init; }

    public string Grounds => new Grounds(Kind, Why, new(BasisSignedBy, BasisSignedOn, BasisDocument)).InWords();

    /// <summary>The same, unless the sentence about the whole says it.</summary>
    public string OwnBeside => Sentence.EndsWith(Own, StringComparison.Ordinal) ? "" : $"本单位：{Own}；";
}

/// <summary>A checkpoint with the date that it had at first.</summary>
public sealed record CheckpointLine(long Id, CheckpointKind Kind, LocalDate DueOn, LocalDate FirstOn);

/// <summary>Adjustments of items, plans and units.</summary>
public static class AdjustmentQueries
{
    const string LinesSql = $"""
        SELECT j.id, j.kind, j.why, j.basis_signed_by, j.basis_signed_on, j.basis_document, j.sentence, j.work_item_id, who.name AS made_by, j.made_at,
            (SELECT count(*)::int FROM adjustment_units t WHERE t.region_id = j.region_id AND t.adjustment_id = j.id) AS told,
            array(SELECT t.unit_name FROM adjustment_units t WHERE t.region_id = j.region_id AND t.adjustment_id = j.id AND {ToSign.Sql} ORDER BY t.unit_id) AS unsigned
        FROM adjustments j JOIN people who ON who.region_id = j.region_id AND who.id = j.made_by
        """;

    const string OfItemSql = LinesSql + " WHERE j.region_id = @RegionId AND j.work_item_id = @id ORDER BY j.id DESC";
    const string OfPlanSql = LinesSql + " WHERE j.region_id = @RegionId AND j.work_plan_id = @id ORDER BY j.id DESC";

    const string ToSignSql = $"""
        SELECT j.id, t.unit_id, t.sentence AS own, j.sentence, j.work_item_id, j.made_on, j.kind, j.why, j.basis_signed_by, j.basis_signed_on, j.basis_document
        FROM adjustment_units t JOIN adjustments j ON j.region_id = t.region_id AND j.id = t.adjustment_id
        WHERE t.region_id = @regionId AND t.unit_id = ANY(@units) AND {ToSign.Sql} ORDER BY j.id
        """;

    const string CheckpointsSql = """
        SELECT c.id, c.kind, c.due_on, coalesce((SELECT d.old_on FROM adjusted_dates d
            WHERE d.region_id = c.region_id AND d.checkpoint_id = c.id ORDER BY d.adjusted_at LIMIT 1), c.due_on) AS first_on
        FROM checkpoints c WHERE c.region_id = @RegionId AND c.work_plan_id = @id ORDER BY c.due_on, c.id
        """;

    /// <summary>From <c>FROM</c> on: what units of the region have to sign again; it takes the region.</summary>
    public const string WaitingSql = $"""
        FROM adjustment_units t JOIN adjustments j ON j.region_id = t.region_id AND j.id = t.adjustment_id
        WHERE t.region_id = @RegionId AND {ToSign.Sql}
        """;

    /// <summary>Latest first.</summary>
    public static async Task<IReadOnlyList<AdjustmentLine>> OfItem(NpgsqlConnection c, Actor by, long itemId) =>
        (await c.QueryAsync<AdjustmentLine>(OfItemSql, new { by.RegionId, id = itemId })).AsList();

    /// <summary>Latest first.</summary>
    public static async Task<IReadOnlyList<AdjustmentLine>> OfPlan(NpgsqlConnection c, Actor by, long planId) =>
        (await c.QueryAsync<AdjustmentLine>(OfPlanSql, new { by.RegionId, id = planId })).AsList();

    /// <summary>Oldest first.</summary>
    public static async Task<IReadOnlyList<AdjustmentToSign>> Unsigned(NpgsqlConnection c, int regionId, long[] units) =>
        (await c.QueryAsync<AdjustmentToSign>(ToSignSql, new { regionId, units })).AsList();

    public static async Task<IReadOnlyList<CheckpointLine>> Checkpoints(NpgsqlConnection c, int regionId, long planId) =>
        (await c.QueryAsync<CheckpointLine>(CheckpointsSql, new { RegionId = regionId, id = planId })).AsList();
}
