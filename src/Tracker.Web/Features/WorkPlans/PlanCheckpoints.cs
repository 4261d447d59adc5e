using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>The settings by which a plan's checkpoints are made: its own, else the region's; of a plan that is out, those of its dispatch.</summary>
/// <param name="Region">what holds for a plan that sets nothing</param>
/// <param name="SetBy">who has set them for this plan; null where it goes by the region's</param>
public sealed record PlanCheckpoints(CheckpointRule Rule, CheckpointRule Region, string? SetBy, Instant? SetAt)
{
    sealed record Row(string? Value, string SetBy, Instant SetAt);

    const string Sql = """
        SELECT c.value, who.name AS set_by, c.set_at FROM checkpoint_rules c
        JOIN people who ON who.region_id = c.region_id AND who.id = c.set_by
        WHERE c.region_id = @regionId AND c.work_plan_id = @planId ORDER BY c.id DESC LIMIT 1
        """;

    static readonly Instant stillOpen = Instant.FromUtc(9000, 1, 1, 0, 0);

    public static async Task<PlanCheckpoints> Load(NpgsqlConnection connection, int regionId, PlanHead plan)
    {
        var region = await RegionSettings.Load(connection, regionId, plan.DispatchedAt ?? stillOpen, CheckpointRule.Default);
        return await connection.QuerySingleOrDefaultAsync<Row>(Sql, new { regionId, planId = plan.Id }) is { Value: { } value } own
            ? new(JsonSerializer.Deserialize<CheckpointRule>(value, RegionSettings.Json)!, region, own.SetBy, own.SetAt)
            : new(region, region, null, null);
    }
}
