using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>Turns promises that are due into mails, and sends every mail whose time has come.</summary>
public sealed class SendOutbox(EveryRegion everyRegion, ResolvePromises resolve, Outbox outbox) : IScheduledJob
{
    public Task<string> Run(CancellationToken ct) => everyRegion.Run(async (regionId, at) =>
    {
        await resolve.Run(regionId, at);
        var sent = await outbox.Run(regionId, at, ct);
        return sent is { Sent: 0, Deferred: 0, Failed: 0 } ? "" : $"已发送 {sent.Sent}，待重试 {sent.Deferred}，失败 {sent.Failed}";
    }, ct);
}
