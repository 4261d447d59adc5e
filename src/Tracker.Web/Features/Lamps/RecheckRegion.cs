using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Lamps;

/// <summary>The calendar or a rule of a region is another one: every open lamp is judged anew and every reminder looked for again.</summary>
public sealed class RecheckRegion(SweepLamps lamps) : IFeature
{
    // More than these are left to the sweep of the night, so that nobody waits before a page.
    const int AtOnce = 20_000;

    const string AskSql = "INSERT INTO region_rechecks (region_id) VALUES (@regionId) ON CONFLICT (region_id) DO UPDATE SET lamps = true";

    const string IsSmallSql = "SELECT count(*) <= @AtOnce FROM (SELECT FROM lamps WHERE region_id = @regionId AND NOT done LIMIT @AtOnce + 1) l";

    /// <summary>In the transaction of the change.</summary>
    public async Task Run(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        await connection.ExecuteAsync(AskSql, new { regionId });
        if (await connection.ExecuteScalarAsync<bool>(IsSmallSql, new { regionId, AtOnce }))
            await lamps.Run(connection, regionId, at);
    }
}
