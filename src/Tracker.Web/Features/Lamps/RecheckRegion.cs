using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Lamps;

/// <summary>The calendar or a rule of a region is another one: every open lamp is judged anew and every reminder looked for again.</summary>
public sealed class RecheckRegion(Lamps lamps) : IFeature
{
    // More than these are left to the sweep of the night, so that nobody waits before a page.
    const int AtOnce = 20_000;

    const string Sql = "UPDATE lamps SET recheck_on = @Today, remind_on = NULL WHERE region_id = @regionId AND NOT done";

    /// <summary>In the transaction of the change.</summary>
    public async Task Run(NpgsqlConnection connection, int regionId, OfficeMoment at)
    {
        if (await connection.ExecuteAsync(Sql, new { regionId, at.Today }) <= AtOnce)
            await lamps.Sweep(connection, regionId, at);
    }
}
