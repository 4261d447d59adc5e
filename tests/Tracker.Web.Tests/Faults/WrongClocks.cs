using System.Globalization;

namespace Tracker.Web.Tests.Faults;

/// <summary>
/// Three working days of two workers at the two ends of the earth: on the second day the clock of one is set back by an hour, on
/// the third by a day.
/// </summary>
public sealed class WrongClocks(FaultyOffice office, Action<string> tell)
{
    static readonly int[] behind = [0, 3600, 86400];

    public async Task<Tally> Run()
    {
        var days = behind.Select((_, n) => FaultyOffice.Day.PlusDays(n)).ToArray();
        WorkerNode[] nodes = [Node("west", "America/Los_Angeles"), Node("east", "Pacific/Kiritimati")];
        for (var n = 0; n < days.Length; n++)
            await Live(nodes, n, behind[n], await office.MailsOf(days, until: days[n]));
        return await office.Count(tell, days);

        WorkerNode Node(string name, string zone) => office.Node(name, ("TZ", zone), ("TRACKER_MAIL_LEASE", "5"));
    }

    async Task Live(WorkerNode[] nodes, int day, int behind, int mails)
    {
        var right = await office.Morning(day);
        if (day == 0)
            await office.KeepSchedule(right);
        (string Name, string Value)[] clocks = [right, (right.Name, $"{int.Parse(right.Value, CultureInfo.InvariantCulture) - behind}")];
        foreach (var (node, clock) in nodes.Zip(clocks))
            node.Start(clock);
        await office.Swept(FaultyOffice.Day.PlusDays(day));
        await office.AllSent(mails, TimeSpan.FromMinutes(6));
        foreach (var node in nodes)
            await node.Stop();
        tell($"  {FaultyOffice.Day.PlusDays(day)}: {mails} mails so far, one clock {behind} s behind");
    }
}
