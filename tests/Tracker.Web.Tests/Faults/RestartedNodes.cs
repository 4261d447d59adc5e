namespace Tracker.Web.Tests.Faults;

/// <summary>A morning's digests sent by two workers, of which one after the other is restarted while mails wait; and at last a worker that
/// is started before its database.</summary>
public sealed class RestartedNodes(FaultyOffice office, Action<string> tell)
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(3);

    /// <summary>How many restarts found mails still to be sent.</summary>
    public int Restarts { get; private set; }

    /// <param name="people">so many digests: they must last for all restarts</param>
    /// <param name="every">how long after each other</param>
    /// <param name="perSecond">so many mails are sent by a node</param>
    public async Task<Tally> Run(int people, int times, TimeSpan every, int perSecond)
    {
        var morning = await office.Morning();
        await office.KeepSchedule(morning);
        WorkerNode[] nodes = [.. new[] { "odd", "even" }.Select(name => office.Node(name, morning, ("TRACKER_MAIL_PER_SECOND", $"{perSecond}"), ("TRACKER_MAIL_LEASE", "5")))];
        foreach (var node in nodes)
            node.Start();
        await office.Until(async () => await office.Unwritten() == 0 && await office.SentSoFar() > 0, patience, "all mails written and the first one sent");
        while (Restarts < times && await StillWaiting(every) is > 0 and var waiting)
        {
            var next = nodes[Restarts++ % nodes.Length];
            await next.Stop();
            next.Start();
            tell($"  {next.Name} restarted, {waiting} mails waiting");
        }
        foreach (var node in nodes)
        {
            await node.Stop();
            node.Start(("TRACKER_MAIL_PER_SECOND", "0"));
        }
        await office.AllSent(people, patience);
        await StartBeforeTheDatabase(nodes[0]);
        return await office.Count(tell, FaultyOffice.Day);
    }

    async Task<int> StillWaiting(TimeSpan after)
    {
        await Task.Delay(after);
        return await office.Waiting();
    }

    async Task StartBeforeTheDatabase(WorkerNode node)
    {
        await node.Stop();
        await office.KillDatabase(async () =>
        {
            node.Start();
            await node.Says("连不上数据库", patience);
        });
        await node.Says("Tracker 后台任务已启动", patience);
        tell("  a worker that was started before its database waited for it");
    }
}
