using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Faults;

/// <summary>In the midst of what a worker is killed: four steps of the mail server, and two of the database.</summary>
public enum KilledAt { Ehlo, Mail, Data, Dot, Claim, Proof }

/// <summary>
/// A morning's digests sent by two workers, which are killed with <c>kill -9</c> at steps seen from outside: a relay holds the
/// mail server's answer, or a lock holds the database's; and between them the database itself is killed.
/// </summary>
/// <param name="random">of what seed, so that a run can be had again</param>
public sealed class KilledDigestRun(FaultyOffice office, Random random, Action<string> tell)
{
    static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    readonly Dictionary<KilledAt, int> kills = Enum.GetValues<KilledAt>().ToDictionary(at => at, _ => 0);

    /// <summary>How many kills fell into each step.</summary>
    public IReadOnlyDictionary<KilledAt, int> Kills => kills;

    /// <param name="people">so many digests at least</param>
    /// <param name="times">so many kills in each step, in an order drawn by lot</param>
    /// <param name="more">so many kills more, in steps drawn by lot</param>
    /// <param name="databaseKills">so many kills of PostgreSQL among them</param>
    public async Task<Tally> Run(int people, int times, int more, int databaseKills)
    {
        var morning = await office.Morning();
        await office.KeepSchedule(morning);
        var nodes = new[] { "first", "second" }.Select(name => office.Node(name,
            morning, ("TRACKER_MAIL_PER_SECOND", "2"), ("TRACKER_MAIL_LEASE", "5"), ("TRACKER_MAIL_RETRIES", "1,1,1,2,2,5,5,10,10,30"))).ToArray();
        foreach (var node in nodes)
            node.Start();
        await KillAllInTheMidstOfWriting(nodes);
        await office.Until(async () => await office.Unwritten() == 0 && await office.SentSoFar() > 0, patience, "all mails written and the first one sent");
        await Deal(nodes, Cards(times, more, databaseKills));
        await FinishQuickly(nodes, people);
        return await office.Count(tell, FaultyOffice.Day);
    }

    // None is the database.
    KilledAt?[] Cards(int times, int more, int databaseKills)
    {
        var steps = Enum.GetValues<KilledAt>();
        var cards = steps.SelectMany(at => Enumerable.Repeat<KilledAt?>(at, times))
            .Concat(Enumerable.Range(0, more).Select(_ => (KilledAt?)steps[random.Next(steps.Length)])).Concat(Enumerable.Repeat<KilledAt?>(null, databaseKills)).ToArray();
        random.Shuffle(cards);
        return cards;
    }

    async Task Deal(WorkerNode[] nodes, KilledAt?[] cards)
    {
        foreach (var card in cards)
        {
            if (card is not { } at)
            {
                await office.KillDatabase(TimeSpan.FromMilliseconds(random.Next(1000)));
                tell("  PostgreSQL killed");
            }
            else
            {
                await Kill(nodes[random.Next(nodes.Length)], at);
                kills[at]++;
                tell($"  a worker killed at {at}, {await office.Waiting()} mails waiting");
            }
        }
    }

    async Task Kill(WorkerNode node, KilledAt at)
    {
        // Only one that begins says EHLO and claims without having something to prove.
        if (at is KilledAt.Ehlo or KilledAt.Claim)
            await Restart(node);
        await (at switch
        {
            KilledAt.Claim => KillAtClaim(node),
            KilledAt.Proof => KillAtProof(node),
            _ => KillAtAnswer(node, Enum.Parse<SmtpStep>(at.ToString())),
        });
        node.Start();
    }

    // All digests are written in a few transactions, before the first is sent.
    async Task KillAllInTheMidstOfWriting(WorkerNode[] nodes)
    {
        await office.Until(async () => await office.Unwritten() > 0, patience, "the digests to be promised");
        await Moment();
        foreach (var node in nodes)
        {
            await node.Kill();
            node.Start();
        }
    }

    static async Task Restart(WorkerNode node)
    {
        await node.Stop();
        node.Start();
    }

    async Task KillAtAnswer(WorkerNode node, SmtpStep step)
    {
        var held = await Hold(node, step);
        await KillNow(node);
        held.Release();
    }

    async Task KillAtClaim(WorkerNode node)
    {
        await using var transaction = await office.LockMails();
        await office.Until(() => office.Waits(node, "UPDATE mails SET claimed_by"), patience, $"{node.Name} at its claim");
        await KillNow(node);
    }

    // The server has taken a mail, and the worker learns of it when it cannot write it down.
    async Task KillAtProof(WorkerNode node)
    {
        var held = await Hold(node, SmtpStep.Dot);
        await using var transaction = await office.LockMails();
        held.Release();
        await office.Until(() => office.Waits(node, "UPDATE mails SET sent_at"), patience, $"{node.Name} at its proof");
        await KillNow(node);
    }

    async Task<Held> Hold(WorkerNode node, SmtpStep step)
    {
        var held = node.Relay.HoldAt(step, 1 + random.Next(3));
        await office.Until(() => Task.FromResult(held.Reached.IsCompleted), patience, $"{node.Name} at {step}");
        return held;
    }

    async Task KillNow(WorkerNode node)
    {
        await Moment();
        await node.Kill();
        node.Relay.BeHonest();
        await office.Excuse(node);
    }

    Task Moment() => Task.Delay(random.Next(200));

    async Task FinishQuickly(WorkerNode[] nodes, int people)
    {
        foreach (var node in nodes)
        {
            await node.Stop();
            node.Start(("TRACKER_MAIL_PER_SECOND", "0"));
        }
        await office.AllSent(people, TimeSpan.FromMinutes(3));
        tell("  all sent");
    }
}
