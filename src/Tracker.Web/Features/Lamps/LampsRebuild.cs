using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Lamps;

/// <summary>Empties the cache of a region and builds it anew from the facts; only <c>since</c> starts again from that day.</summary>
public sealed class LampsRebuild(Lamps lamps) : IFeature
{
    const string EmptySql = """
        DELETE FROM lamps WHERE region_id = @regionId;
        DELETE FROM lamp_counts WHERE region_id = @regionId;
        DELETE FROM item_lamps WHERE region_id = @regionId;
        """;

    const string AllSql = "SELECT id FROM assignments WHERE region_id = @regionId ORDER BY work_item_id, id";

    public async Task Run(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        await connection.ExecuteAsync(EmptySql, new { regionId });
        foreach (var some in (await connection.QueryAsync<long>(AllSql, new { regionId })).Chunk(SweepLamps.Batch))
            await lamps.Refresh(connection, regionId, some, at);
    }
}
