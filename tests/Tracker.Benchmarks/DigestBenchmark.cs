using System.Diagnostics;
using Tracker.Web.Tests.Faults;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>The digests of a morning, composed and handed to a local SMTP server by one worker process.</summary>
public static class DigestBenchmark
{
    const int People = 5000;

    public static async Task<IReadOnlyList<Figure>> Measure()
    {
        await using var office = await FaultyOffice.Open(People, TestCluster.Shared);
        var morning = await office.Morning();
        await office.KeepSchedule(morning);
        var worker = office.Node("only", morning, office.MailServer);
        var begun = Stopwatch.StartNew();
        worker.Start();
        await office.Until(async () => await office.Unwritten() > 0, TimeSpan.FromMinutes(2), "the digests to be promised");
        var promised = begun.Elapsed;
        await office.Until(async () => await office.Unwritten() == 0, TimeSpan.FromMinutes(5), "the digests to be written");
        var written = begun.Elapsed;
        await office.AllSent(People, TimeSpan.FromMinutes(5));
        var sent = begun.Elapsed;
        return
        [
            new($"start of the worker, and {People} digests promised", promised.TotalMilliseconds),
            new($"{People} digests composed", (written - promised).TotalMilliseconds),
            new($"{People} digests handed to a local SMTP server, after that", (sent - written).TotalMilliseconds),
            new($"all of it; {worker.PeakMemory:0} MB at most", sent.TotalMilliseconds, Aim: 60_000),
        ];
    }
}
