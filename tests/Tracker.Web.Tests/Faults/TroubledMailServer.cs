using System.Collections.Concurrent;

namespace Tracker.Web.Tests.Faults;

/// <summary>A morning's digests sent through a mail server that refuses, hangs, is busy for a long while, and hangs up after DATA.</summary>
public sealed class TroubledMailServer(FaultyOffice office, Action<string> tell)
{
    const int Troubles = 5;
    static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    readonly ConcurrentDictionary<string, bool> lost = new();

    /// <param name="people">so many digests at least</param>
    /// <param name="howLong">each trouble lasts, much longer than the first waits between attempts</param>
    public async Task<Tally> Run(int people, TimeSpan howLong)
    {
        var morning = await office.Morning();
        await office.KeepSchedule(morning);
        var seconds = (int)howLong.TotalSeconds;
        var node = office.Node("only", morning, ("TRACKER_MAIL_PER_SECOND", $"{Math.Max(1, people / (2 * Troubles * seconds))}"), ("TRACKER_MAIL_LEASE", "5"),
            ("TRACKER_MAIL_PATIENCE", "2"), ("TRACKER_MAIL_RETRIES", string.Join(',', Enumerable.Repeat(1, Troubles * seconds))));
        node.Start();
        await office.Until(async () => await office.SentSoFar() > 0, patience, "the first mail");
        await During(howLong, "refuses", node, _ => Task.FromResult<string?>(null), node.Relay.Refuse);
        node.Relay.Listen();
        await During(howLong, "hangs", node, async x => x.Step == SmtpStep.Mail ? await Never() : await x.Pass());
        await During(howLong, "is busy", node, async x => x.Step == SmtpStep.Rcpt ? "451 4.7.1 try again later\r\n" : await x.Pass());
        await During(howLong, "hangs up after DATA", node, async x => await x.Pass() is var answer && Loses(x) ? null : answer);
        await During(howLong, "says nothing after DATA", node, async x => await x.Pass() is var answer && Loses(x) ? await Never() : answer);
        node.Relay.BeHonest();
        await node.Stop();
        node.Start(("TRACKER_MAIL_PER_SECOND", "0"));
        await office.AllSent(people, patience);
        tell("  all sent");
        return await office.Count(tell, FaultyOffice.Day);
    }

    async Task During(TimeSpan howLong, string what, WorkerNode node, ScriptedRelay.Answer script, Action? begin = null)
    {
        var before = await office.SentSoFar();
        node.Relay.Script = script;
        begin?.Invoke();
        await Task.Delay(howLong);
        tell($"  the mail server {what} for {howLong.TotalSeconds} s: {await office.SentSoFar() - before} sent meanwhile, {lost.Count} answers lost so far");
    }

    // Each answer is lost once: the same mail does not meet the same accident again.
    bool Loses(SmtpExchange exchange)
    {
        if (exchange.Step != SmtpStep.Dot || !lost.TryAdd(exchange.MessageId, true))
            return false;
        office.Excuse(exchange.MessageId);
        return true;
    }

    static Task<string?> Never() => new TaskCompletionSource<string?>().Task;
}
