using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>A limit is red the day after, whether that day is worked or not.</summary>
public sealed class MidnightLamps(EveryRegion everyRegion, Database database, Lamps.Lamps lamps) : IScheduledJob
{
    public Task<string> Run(CancellationToken ct) => everyRegion.Run(async (regionId, at) =>
    {
        var changed = await database.InTransaction(connection => lamps.Sweep(connection, regionId, at), ct);
        return changed.Count == 0 ? "" : $"亮灯变化 {changed.Count}";
    }, ct);
}
