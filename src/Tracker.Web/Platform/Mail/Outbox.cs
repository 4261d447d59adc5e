using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>
/// Sends what was promised: claim, send, prove. A claim holds as long as its worker lives, which the database knows by a lock
/// and not by anybody's clock; one that died between sending and proving has its mail sent again, with the same Message-ID.
/// </summary>
public sealed class Outbox(Database database, OfficeClock clock, MailTransports transports, MailPace pace, Settings settings) : IFeature
{
    // One connection sends about twenty mails a second, and a claim is what may have to be sent again by somebody else.
    const int Senders = 8;
    const int Claim = 4;
    static readonly TimeSpan pause = TimeSpan.FromSeconds(0.5);

    public sealed record Result(int Sent, int Deferred, int Failed)
    {
        public static Result operator +(Result a, Result b) => new(a.Sent + b.Sent, a.Deferred + b.Deferred, a.Failed + b.Failed);
    }

    sealed record Claimed(long Id, string MessageId, string RecipientName, string Address, string Subject, string Text, string Html, string? Unsubscribe, Instant OfficeAt, int Attempts);

    // Held until the connection ends, however it does.
    const string AliveSql = "SELECT pg_advisory_xact_lock(hashtextextended(@Worker, 0))";

    // What lies further ahead than any wait was written by a clock that has been set back since.
    const string IsDueSql = "region_id = @RegionId AND sent_at IS NULL AND failed_at IS NULL AND (next_attempt_at <= @machine OR next_attempt_at > @afterAnyWait)";

    const string ClaimSql = $"""
        UPDATE mails SET claimed_by = @Worker, claimed_until = @until
        WHERE region_id = @RegionId AND id = ANY(array(
            SELECT id FROM mails WHERE {IsDueSql} AND claimed_until IS NULL
            ORDER BY next_attempt_at, id LIMIT @Claim FOR UPDATE SKIP LOCKED))
        RETURNING id, message_id, recipient_name, address, subject, text, html, unsubscribe, office_at, attempts
        """;

    // A mail in whose midst a worker died may be what it died of: it comes after all others. The lease is for the moment in
    // which the server has forgotten all locks and a living worker has not yet proved what it sent.
    const string TakeOverSql = $"""
        UPDATE mails SET claimed_by = @Worker, claimed_until = @until
        WHERE region_id = @RegionId AND id = ANY(array(
            SELECT id FROM mails WHERE {IsDueSql} AND claimed_until IS NOT NULL AND CASE
                WHEN claimed_until > @machine AND claimed_until <= @until THEN false
                ELSE pg_try_advisory_xact_lock_shared(hashtextextended(claimed_by, 0)) END
            ORDER BY claimed_until, id LIMIT @Claim FOR UPDATE SKIP LOCKED))
        RETURNING id, message_id, recipient_name, address, subject, text, html, unsubscribe, office_at, attempts
        """;

    const string ProveSql = """
        UPDATE mails SET sent_at = @now, attempts = attempts + 1, last_error = NULL, claimed_until = NULL
        WHERE region_id = @RegionId AND id = @Id
        """;

    const string DeferSql = """
        UPDATE mails SET next_attempt_at = @next, attempts = @attempts, last_error = @error, claimed_until = NULL
        WHERE region_id = @RegionId AND id = @Id AND sent_at IS NULL
        """;

    const string GiveBackSql = """
        UPDATE mails SET claimed_until = NULL WHERE region_id = @RegionId AND claimed_by = @Worker AND claimed_until IS NOT NULL
        """;

    /// <summary>Sends everything that is due in a region, by several senders beside each other; stopped, it finishes the mails that are on their way.</summary>
    public async Task<Result> Run(int regionId, OfficeMoment at, CancellationToken ct = default)
    {
        await using var alive = await database.Open(ct);
        await using var untilTheEnd = await alive.BeginTransactionAsync(ct);
        var run = new Sending(regionId, at, transports.For(await OfficeClock.IsPractice(alive)), $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");
        await alive.ExecuteAsync(AliveSql, run);
        var first = await ClaimSome(run);
        if (first.Count == 0)
            return new(0, 0, 0);
        await SignIn(run, ct);
        var others = first.Count < Claim ? 0 : Senders - 1;
        var senders = Enumerable.Repeat<List<Claimed>>([], others).Prepend(first).Select(mails => Send(run, mails, ct)).ToList();
        var total = (await Task.WhenAll(senders)).Aggregate((sum, one) => sum + one);
        if (ct.IsCancellationRequested)
            await Write(GiveBackSql, run);
        return total;
    }

    sealed record Sending(int RegionId, OfficeMoment At, IMailTransport Transport, string Worker)
    {
        /// <summary>Why the server takes nothing from us; null as long as it does.</summary>
        public string? Away { get; set; }

        /// <summary>The database was away for a moment, and may have forgotten that we live: claim nothing more.</summary>
        public bool Shaken { get; set; }
    }

    async Task<List<Claimed>> ClaimSome(Sending run)
    {
        await using var connection = await database.Open();
        var claim = new
        {
            run.RegionId, run.Worker, Claim, machine = clock.Machine, until = clock.Machine + Duration.FromTimeSpan(settings.MailLease),
            afterAnyWait = clock.Machine + Duration.FromTimeSpan(settings.MailRetries.Max()),
        };
        var fresh = (await connection.QueryAsync<Claimed>(ClaimSql, claim)).AsList();
        return fresh.Count > 0 ? fresh : (await connection.QueryAsync<Claimed>(TakeOverSql, claim)).AsList();
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

    async Task<Result> Send(Sending run, List<Claimed> mails, CancellationToken ct)
    {
        using var sender = run.Transport.Open();
        var total = new Result(0, 0, 0);
        do
        {
            foreach (var mail in mails.TakeWhile(_ => !ct.IsCancellationRequested))
                total += run.Away is { } reason ? await Defer(run, mail, reason, mail.Attempts, ct) : await SendOne(run, sender, mail, ct);
        }
        while (run is { Away: null, Shaken: false } && !ct.IsCancellationRequested && (mails = await ClaimSome(run)).Count > 0);
        return total;
    }

    async Task<Result> SendOne(Sending run, IMailSender sender, Claimed mail, CancellationToken ct)
    {
        try
        {
            await pace.Turn(CancellationToken.None);
            // Not to be stopped half-way, since nobody would know whether the server has taken it.
            await sender.Send(new(mail.MessageId, mail.RecipientName, mail.Address, mail.Subject, mail.Text, mail.Html, mail.OfficeAt, mail.Unsubscribe), CancellationToken.None);
        }
        catch (ServerAway e)
        {
            run.Away = e.Message;
            return await Defer(run, mail, e.Message, mail.Attempts, ct);
        }
        catch (MailDeferred e) when (mail.Attempts < settings.MailRetries.Count)
        {
            return await Defer(run, mail, e.Message, mail.Attempts + 1, ct);
        }
        catch (MailRefused e)
        {
            await Insist(run, () => database.InTransaction(c => FailedMails.GiveUp(c, run.RegionId, mail.Id, e.Message, settings.MailFrom, run.At)), ct);
            return new(0, 0, 1);
        }
        await Insist(run, () => Write(ProveSql, new { run.RegionId, mail.Id, now = run.At.Now }), ct);
        return new(1, 0, 0);
    }

    /// <param name="attempts">how many count: a server that is away says nothing about the address</param>
    async Task<Result> Defer(Sending run, Claimed mail, string error, int attempts, CancellationToken ct)
    {
        var wait = settings.MailRetries[Math.Clamp(attempts - 1, 0, settings.MailRetries.Count - 1)];
        var next = clock.Machine + Duration.FromTimeSpan(wait);
        await Insist(run, () => Write(DeferSql, new { run.RegionId, mail.Id, attempts, error, next }), ct);
        return new(0, 1, 0);
    }

    async Task Write(string sql, object what)
    {
        await using var connection = await database.Open();
        await connection.ExecuteAsync(sql, what);
    }

    // What the mail server said is written down even if the database has to be waited for, unless we are to stop.
    static async Task Insist(Sending run, Func<Task> write, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await write();
                return;
            }
            catch (NpgsqlException e) when (Database.IsAway(e) && !ct.IsCancellationRequested)
            {
                run.Shaken = true;
                await Task.Delay(pause, CancellationToken.None);
            }
        }
    }
}
