using System.Collections.Concurrent;
using Dapper;
using NodaTime;

namespace Tracker.Web.Platform;

/// <summary>
/// Sends what was promised: claim, send, prove. Claims are leases by machine time, so that a worker that died
/// gives its mails back; one that died between sending and proving sends again, with the same Message-ID.
/// </summary>
public sealed class Outbox(Database database, OfficeClock clock, MailTransports transports, Settings settings) : IFeature
{
    // One connection sends about twenty mails a second.
    const int Senders = 8;
    const int Batch = 64;
    static readonly Duration lease = Duration.FromMinutes(10);

    public sealed record Result(int Sent, int Deferred, int Failed)
    {
        public static Result operator +(Result a, Result b) => new(a.Sent + b.Sent, a.Deferred + b.Deferred, a.Failed + b.Failed);
    }

    sealed record Claimed(long Id, string MessageId, string RecipientName, string Address, string Subject, string Text, string Html, Instant OfficeAt, int Attempts);

    const string ClaimSql = """
        UPDATE mails SET claimed_by = @worker, claimed_until = @until
        WHERE region_id = @regionId AND id = ANY(array(
            SELECT id FROM mails
            WHERE region_id = @regionId AND sent_at IS NULL AND failed_at IS NULL AND next_attempt_at <= @machine
              AND (claimed_until IS NULL OR claimed_until <= @machine)
            ORDER BY next_attempt_at, id LIMIT @Batch FOR UPDATE SKIP LOCKED))
        RETURNING id, message_id, recipient_name, address, subject, text, html, office_at, attempts
        """;

    const string ProveSql = """
        UPDATE mails SET sent_at = @now, attempts = attempts + 1, last_error = NULL, claimed_until = NULL
        WHERE region_id = @regionId AND id = @id
        """;

    const string DeferSql = """
        UPDATE mails SET next_attempt_at = @next, attempts = @attempts, last_error = @error, claimed_until = NULL
        WHERE region_id = @regionId AND id = @id
        """;

    /// <summary>Sends everything that is due in a region, by several senders beside each other.</summary>
    public async Task<Result> Run(int regionId, OfficeMoment at, CancellationToken ct = default)
    {
        var run = new Sending(regionId, at, await Transport(ct), $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");
        var total = new Result(0, 0, 0);
        while (await Claim(run, ct) is { Count: > 0 } mails)
        {
            await SignIn(run, ct);
            var queue = new ConcurrentQueue<Claimed>(mails);
            var senders = Enumerable.Range(0, Math.Min(Senders, mails.Count)).Select(_ => Send(run, queue, ct)).ToList();
            total = (await Task.WhenAll(senders)).Aggregate(total, (sum, one) => sum + one);
            if (run.Away is not null)
                break;
        }
        return total;
    }

    sealed record Sending(int RegionId, OfficeMoment At, IMailTransport Transport, string Worker)
    {
        /// <summary>Why the server takes nothing from us; null as long as it does.</summary>
        public string? Away { get; set; }
    }

    async Task<IMailTransport> Transport(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return transports.For(await OfficeClock.IsPractice(connection));
    }

    async Task<List<Claimed>> Claim(Sending run, CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        return (await connection.QueryAsync<Claimed>(ClaimSql,
            new { run.RegionId, worker = run.Worker, machine = clock.Machine, until = clock.Machine + lease, Batch })).AsList();
    }

    static async Task SignIn(Sending run, CancellationToken ct)
    {
        try
        {
            await run.Transport.SignIn(ct);
        }
        catch (ServerAway e)
        {
            run.Away = e.Message;
        }
    }

    async Task<Result> Send(Sending run, ConcurrentQueue<Claimed> queue, CancellationToken ct)
    {
        using var sender = run.Transport.Open();
        var total = new Result(0, 0, 0);
        while (queue.TryDequeue(out var mail))
            total += run.Away is { } reason ? await Defer(run, mail, reason, mail.Attempts) : await SendOne(run, sender, mail, ct);
        return total;
    }

    async Task<Result> SendOne(Sending run, IMailSender sender, Claimed mail, CancellationToken ct)
    {
        try
        {
            await sender.Send(new(mail.MessageId, mail.RecipientName, mail.Address, mail.Subject, mail.Text, mail.Html, mail.OfficeAt), ct);
        }
        catch (ServerAway e)
        {
            run.Away = e.Message;
            return await Defer(run, mail, e.Message, mail.Attempts);
        }
        catch (MailDeferred e) when (mail.Attempts < settings.MailRetries.Count)
        {
            return await Defer(run, mail, e.Message, mail.Attempts + 1);
        }
        catch (MailRefused e)
        {
            await database.InTransaction(c => FailedMails.GiveUp(c, run.RegionId, mail.Id, e.Message, settings.MailFrom, run.At, clock.Machine), CancellationToken.None);
            return new(0, 0, 1);
        }
        await using var connection = await database.Open(CancellationToken.None);
        await connection.ExecuteAsync(ProveSql, new { run.RegionId, mail.Id, now = run.At.Now });
        return new(1, 0, 0);
    }

    /// <param name="attempts">how many count: a server that is away says nothing about the address</param>
    async Task<Result> Defer(Sending run, Claimed mail, string error, int attempts)
    {
        var wait = settings.MailRetries[Math.Clamp(attempts - 1, 0, settings.MailRetries.Count - 1)];
        await using var connection = await database.Open(CancellationToken.None);
        await connection.ExecuteAsync(DeferSql,
            new { run.RegionId, mail.Id, attempts, error, next = clock.Machine + Duration.FromTimeSpan(wait) });
        return new(0, 1, 0);
    }
}
