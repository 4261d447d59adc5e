using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>Promises what a working day brings to each region; the outbox job sends it.</summary>
public sealed class MorningRound(EveryRegion everyRegion, Sweep sweep) : IScheduledJob
{
    public Task<string> Run(CancellationToken ct) => everyRegion.Run(async (regionId, at) => Said(await sweep.Run(regionId, at)), ct);

    static string Said(Sweep.Result done) => done is { LampsChanged: 0, HeadsUps: 0, Nudges: 0, OrdersDrafted: 0, Digests: 0 } ? ""
        : $"亮灯变化 {done.LampsChanged}，提醒 {done.HeadsUps}，催办 {done.Nudges}，拟制督办 {done.OrdersDrafted}，工作提示 {done.Digests}";
}
