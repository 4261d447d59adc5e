using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>A limit is red the day after, whether that day is worked or not.</summary>
public sealed class MidnightLamps(EveryRegion everyRegion, Database database, SweepLamps lamps) : IScheduledJob
{
    public Task<string> Run(CancellationToken ct) => everyRegion.Run(async (regionId, at) =>
    {
        var changed = await database.InTransaction(connection => lamps.Run(connection, regionId, at), ct);
        return changed == 0 ? "" : $"亮灯变化 {changed}";
    }, ct);
}
