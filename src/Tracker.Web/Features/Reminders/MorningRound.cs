using Dapper;
using Tracker.Web.Features.Rules;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>Promises what a working day brings to each region whose office has opened; the outbox job sends it.</summary>
public sealed class MorningRound(EveryRegion everyRegion, Database database, Sweep sweep) : IScheduledJob
{
    const string BegunSql = "SELECT EXISTS (SELECT FROM lamp_days WHERE region_id = @regionId AND on_date = @Today)";

    public Task<string> Run(CancellationToken ct) => Run(onlyFirst: false, ct);

    /// <param name="onlyFirst">only where nothing was done yet today: the jobs wake often, because each region opens at an hour of its own</param>
    public Task<string> Run(bool onlyFirst, CancellationToken ct) => everyRegion.Run((regionId, at) => Round(regionId, at, onlyFirst, ct), ct);

    /// <summary>One region's round at a moment.</summary>
    /// <returns>what was done, in words; nothing where its hour has not come</returns>
    public async Task<string> Round(int regionId, OfficeMoment at, bool onlyFirst, CancellationToken ct = default) =>
        await IsDue(regionId, at, onlyFirst, ct) ? Said(await sweep.Run(regionId, at)) : "";

    async Task<bool> IsDue(int regionId, OfficeMoment at, bool onlyFirst, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var ways = await OfficeWays.Load(connection, regionId);
        var open = at.Now >= ways.OpeningOf(at.Today).Now;
        // The fixed times are late enough for the usual hour: a node whose clock is behind does the work all the same.
        return onlyFirst ? open && !await connection.ExecuteScalarAsync<bool>(BegunSql, new { regionId, at.Today }) : open || ways.Opens <= OfficeWays.Default.Opens;
    }

    static string Said(Sweep.Result done) => done is { LampsChanged: 0, HeadsUps: 0, Nudges: 0, OrdersDrafted: 0, Digests: 0 } ? ""
        : $"亮灯变化 {done.LampsChanged}，提醒 {done.HeadsUps}，催办 {done.Nudges}，拟制督办 {done.OrdersDrafted}，工作提示 {done.Digests}";
}

/// <summary>The day's first round of each region, within minutes of the hour that it has set.</summary>
public sealed class OpeningRound(MorningRound round) : IScheduledJob
{
    public Task<string> Run(CancellationToken ct) => round.Run(onlyFirst: true, ct);
}
