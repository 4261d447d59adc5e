using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Corrections;

/// <summary>A corrected version beside the plan it would change.</summary>
public sealed record CorrectionAtHand(PlanHead Plan, CorrectionAtHand.Paper File, NoticeHead Head, DraftPlan Before, DraftPlan After, IReadOnlyList<ItemNow> Now)
{
    public sealed record Paper(
        long Id, long NoticeId, long PlanId, string FileName, string OldName, string BroughtBy, Instant BroughtAt, string? AppliedBy, Instant? AppliedAt,
        JsonElement DraftBefore, JsonElement Draft, JsonElement Head);

    public Comparison Comparison { get; } = Comparison.Of(Before, After, Now, WholeDifferences.Of(Plan, Head, Before, After));

    public bool IsApplied => File.AppliedAt is not null;

    /// <summary>A row of the plan as the corrected version has it; one that was added just now is told by its number.</summary>
    public DraftPlan.Item? PaperOf(long id, string number) => Now.Any(n => n.Id == id)
        ? Comparison.Papers.GetValueOrDefault(id) : After.Items.FirstOrDefault(i => i.Number == number);
}

/// <summary>Corrected versions of notices.</summary>
public static class CorrectionQueries
{
    public static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { Converters = { new IsoDateJson() } };

    const string Sql = """
        SELECT c.id, c.notice_id, p.id AS plan_id, c.file_name, coalesce(a.replaced_name, n.file_name) AS old_name,
            coalesce(who.name, '运维') AS brought_by, c.brought_at, done.name AS applied_by, a.applied_at, c.draft_before, c.draft, c.head
        FROM notice_corrections c
        JOIN notices n ON n.region_id = c.region_id AND n.id = c.notice_id
        JOIN work_plans p ON p.region_id = c.region_id AND p.notice_id = c.notice_id
        LEFT JOIN people who ON who.region_id = c.region_id AND who.id = c.brought_by
        LEFT JOIN applied_corrections a ON a.region_id = c.region_id AND a.correction_id = c.id
        LEFT JOIN people done ON done.region_id = a.region_id AND done.id = a.applied_by
        WHERE c.region_id = @regionId AND c.id = @id
        """;

    /// <returns>null where the region has no such correction</returns>
    public static async Task<CorrectionAtHand?> Of(NpgsqlConnection connection, int regionId, long id) =>
        await connection.QuerySingleOrDefaultAsync<CorrectionAtHand.Paper>(Sql, new { regionId, id }) is not { } file ? null
        : new((await PlanHead.Find(connection, regionId, file.PlanId))!, file, file.Head.Deserialize<NoticeHead>(Shape)!,
            DraftPlan.Of(file.DraftBefore), DraftPlan.Of(file.Draft), await ItemContents.OfPlan(connection, regionId, file.PlanId));
}
