using NodaTime;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Rules;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>A whole day's jobs of one region at once: sweep, promises, outbox. The jobs do the same piece by piece;
/// this is for playing through a practice year and for the shell.</summary>
public sealed class RunDay(Database database, Sweep sweep, ResolvePromises resolve, Outbox outbox) : IFeature
{
    public sealed record Result(Sweep.Result Swept, ResolvePromises.Result Resolved, Outbox.Result Sent);

    /// <summary>As it would be when the office opens on that day; a second time it finds nothing left to do.</summary>
    public async Task<Result> Run(int regionId, LocalDate date, CancellationToken ct = default)
    {
        OfficeWays ways;
        await using (var connection = await database.Open(ct))
            ways = await OfficeWays.Load(connection, regionId);
        return await Run(regionId, ways.OpeningOf(date), ct);
    }

    /// <summary>As it is now.</summary>
    public async Task<Result> Run(int regionId, OfficeMoment at, CancellationToken ct = default)
    {
        var swept = await sweep.Run(regionId, at);
        var resolved = await resolve.Run(regionId, at);
        return new(swept, resolved, await outbox.Run(regionId, at, ct));
    }
}
