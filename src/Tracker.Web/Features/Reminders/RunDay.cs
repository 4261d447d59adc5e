using NodaTime;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>A whole day's jobs of one region at once: sweep, promises, outbox. The jobs do the same piece by piece;
/// this is for playing through a practice year and for the shell.</summary>
public sealed class RunDay(Sweep sweep, ResolvePromises resolve, Outbox outbox) : IFeature
{
    public sealed record Result(Sweep.Result Swept, ResolvePromises.Result Resolved, Outbox.Result Sent);

    /// <summary>As it would be at 08:30 of that day; a second time it finds nothing left to do.</summary>
    public Task<Result> Run(int regionId, LocalDate date, CancellationToken ct = default) =>
        Run(regionId, new OfficeMoment(date, date.At(ResolvePromises.Opening).InZoneLeniently(OfficeClock.Zone).ToInstant()), ct);

    /// <summary>As it is now.</summary>
    public async Task<Result> Run(int regionId, OfficeMoment at, CancellationToken ct = default)
    {
        var swept = await sweep.Run(regionId, at);
        var resolved = await resolve.Run(regionId, at);
        return new(swept, resolved, await outbox.Run(regionId, at, ct));
    }
}
