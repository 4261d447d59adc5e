using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary>Where a text of the office belongs: a category of a plan, or none for the plan as a whole, at a checkpoint.</summary>
public sealed record MergedPlace(long PlanId, long? CategoryId, long CheckpointId);

/// <summary>汇总文字: what the office made of the leads' reports.</summary>
public sealed record MergedText
{
    public long Id { get; init; }
    public long? CategoryId { get; init; }
    public required string Text { get; init; }

    /// <summary>Rises with each saving.</summary>
    public int Version { get; init; }
    public required string SavedBy { get; init; }
    public Instant SavedAt { get; init; }

    /// <summary>Reports that were taken over, by id and in words: 一.5 发展改革委 2018-09-28.</summary>
    public long[] SourceIds { get; init; } = [];
    public string[] Sources { get; init; } = [];
}

/// <summary>Reads and writes the texts of a checkpoint.</summary>
public static class MergedTexts
{
    sealed record Place(CheckpointKind Kind, string? Category);

    static readonly string Sql = $"""
        SELECT m.id, m.category_id, m.text, m.version, p.name AS saved_by, m.saved_at,
            array(SELECT s.report_id FROM merged_sources s WHERE s.region_id = m.region_id AND s.text_id = m.id ORDER BY s.report_id) AS source_ids,
            array(SELECT w.number || ' ' || {UnitNames.ShortOn("r.reported_on")} || ' ' || r.reported_on FROM merged_sources s
                JOIN progress_reports r ON r.region_id = s.region_id AND r.id = s.report_id
                JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
                JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
                JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
                WHERE s.region_id = m.region_id AND s.text_id = m.id ORDER BY w.position, u.position) AS sources
        FROM merged_texts m JOIN people p ON p.region_id = m.region_id AND p.id = m.saved_by
        WHERE m.region_id = @regionId AND m.checkpoint_id = @checkpointId
        """;

    const string PlaceSql = """
        SELECT c.kind, g.no || '、' || g.title AS category
        FROM checkpoints c LEFT JOIN categories g ON g.region_id = c.region_id AND g.work_plan_id = c.work_plan_id AND g.id = @CategoryId
        WHERE c.region_id = @RegionId AND c.id = @CheckpointId AND c.work_plan_id = @PlanId AND (@CategoryId::bigint IS NULL OR g.id IS NOT NULL)
        """;

    const string SaveSql = """
        INSERT INTO merged_texts AS m (region_id, checkpoint_id, category_id, text, version, saved_by, saved_on, saved_at)
        VALUES (@RegionId, @CheckpointId, @CategoryId, @text, 1, @PersonId, @Today, @Now)
        ON CONFLICT ON CONSTRAINT one_text_a_checkpoint_and_category DO UPDATE
        SET text = excluded.text, version = m.version + 1, saved_by = excluded.saved_by, saved_on = excluded.saved_on, saved_at = excluded.saved_at
        WHERE m.version = @version
        RETURNING id
        """;

    const string SourcesSql = """
        INSERT INTO merged_sources (region_id, text_id, report_id) SELECT @RegionId, @id, report_id FROM unnest(@sources) AS report_id ON CONFLICT DO NOTHING
        """;

    /// <returns>by category, 0 for the plan as a whole</returns>
    public static async Task<IReadOnlyDictionary<long, MergedText>> Of(NpgsqlConnection connection, int regionId, long checkpointId) =>
        (await connection.QueryAsync<MergedText>(Sql, new { regionId, checkpointId })).ToDictionary(m => m.CategoryId ?? 0);

    /// <param name="version">that the form has shown; 0 for none</param>
    /// <param name="sources">reports that the text takes over with this saving</param>
    /// <param name="doing">the verb and what it did, in words, before the place: 修改</param>
    /// <exception cref="RuleBroken">no coordinator, no such place, or somebody saved in between</exception>
    internal static async Task Save(NpgsqlConnection connection, EventLog events, Actor by, OfficeMoment at, MergedPlace place,
        string text, int version, long[] sources, string verb, string doing)
    {
        by.RequireCoordinator();
        var where = await connection.QuerySingleOrDefaultAsync<Place>(PlaceSql, new { by.RegionId, place.CategoryId, place.CheckpointId, place.PlanId })
            ?? throw new RuleBroken("no-such-place", "没有这个分类或报送节点。");
        var before = (await Of(connection, by.RegionId, place.CheckpointId)).GetValueOrDefault(place.CategoryId ?? 0);
        var id = (before?.Version ?? 0) != version ? null : await connection.ExecuteScalarAsync<long?>(SaveSql,
            new { by.RegionId, by.PersonId, at.Today, at.Now, place.CheckpointId, place.CategoryId, text = text.Trim(), version });
        if (id is null)
            throw await InBetween(connection, by.RegionId, place);
        await connection.ExecuteAsync(SourcesSql, new { by.RegionId, id, sources });
        await events.Append(connection, by, at.Now, new Event(verb, $"WorkPlan:{place.PlanId}",
            $"{doing}{where.Kind.Chinese()}汇总文字（{where.Category ?? "全方案"}）", new { before?.Text, before?.Sources }, new { text, sources }));
    }

    static async Task<RuleBroken> InBetween(NpgsqlConnection connection, int regionId, MergedPlace place)
    {
        var now = (await Of(connection, regionId, place.CheckpointId))[place.CategoryId ?? 0];
        return new RuleBroken("merged-in-between", $"在您修改期间，{now.SavedBy}于 {now.SavedAt.Iso()} 改过这段文字。两份都在下面，请对照后再保存。");
    }
}
