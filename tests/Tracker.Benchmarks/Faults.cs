using System.Globalization;
using Tracker.Web.Tests.Faults;

namespace Tracker.Benchmarks;

/// <summary>The long form of the tests of faults: four offices beside each other, of which the first has its workers killed at 50
/// moments of a digest run to 2,000 people, and its database ten times. Standard error tells of each kill.</summary>
static class Faults
{
    const int People = 2000, KillsInEachStep = 8, KillsByLot = 2, DatabaseKills = 10;
    const int FewestKills = 5, FewestRestarts = 5;

    /// <param name="args">the seed, otherwise a new one</param>
    /// <returns>0 without a fault; 1 where anything is missing or doubled, or a step was not killed in often enough; 64 for a seed that is no number</returns>
    public static async Task<int> Run(string[] args)
    {
        var seed = Random.Shared.Next(1_000_000);
        if (args.Length > 1 || (args is [var given] && !int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out seed)))
        {
            Console.Error.WriteLine("种子要写成数字。用法见 ./run help");
            return 64;
        }
        Console.WriteLine($"seed {seed}; another run of the same moments: ./run faults {seed}");
        var tallies = await Task.WhenAll(ToItsEnd(() => Killed(seed)), ToItsEnd(Troubled), ToItsEnd(Clocks), ToItsEnd(Restarts));
        var all = tallies.Select(t => t.Tally).Aggregate((a, b) => a + b);
        Console.WriteLine(all);
        return all.IsFaultless && tallies.All(t => t.Enough) ? 0 : 1;
    }

    static async Task<(Tally Tally, bool Enough)> ToItsEnd(Func<Task<(Tally, bool)>> run)
    {
        try
        {
            return await run();
        }
        catch (TimeoutException e)
        {
            Console.WriteLine($"failed: {e.Message}");
            return (Tally.None, false);
        }
    }

    static async Task<(Tally Tally, bool Enough)> Killed(int seed)
    {
        await using var office = await FaultyOffice.Open(People);
        var run = new KilledDigestRun(office, new Random(seed), Console.Error.WriteLine);
        var tally = await run.Run(People, KillsInEachStep, KillsByLot, DatabaseKills);
        Console.WriteLine($"digest run to {People} people, two workers, kill -9 of a worker {run.Kills.Values.Sum()} times ({string.Join(", ", run.Kills.Select(k => $"{k.Key} {k.Value}"))}), of PostgreSQL {DatabaseKills} times: {tally}");
        var enough = run.Kills.Values.All(n => n >= FewestKills);
        if (!enough)
            Console.WriteLine($"fewer than {FewestKills} kills in a step");
        return (tally, enough);
    }

    static async Task<(Tally Tally, bool Enough)> Troubled()
    {
        await using var office = await FaultyOffice.Open(600);
        var tally = await new TroubledMailServer(office, Console.WriteLine).Run(600, TimeSpan.FromSeconds(15));
        Console.WriteLine($"mail server refusing, hanging, busy for a long while, hanging up and silent after DATA: {tally}");
        return (tally, true);
    }

    static async Task<(Tally Tally, bool Enough)> Clocks()
    {
        await using var office = await FaultyOffice.Open(150);
        var tally = await new WrongClocks(office, Console.WriteLine).Run();
        Console.WriteLine($"clocks set back, two time zones: {tally}");
        return (tally, true);
    }

    // 2 mails a second by both nodes: seven minutes' worth.
    static async Task<(Tally Tally, bool Enough)> Restarts()
    {
        await using var office = await FaultyOffice.Open(840);
        var run = new RestartedNodes(office, Console.WriteLine);
        var tally = await run.Run(840, times: FewestRestarts + 1, every: TimeSpan.FromMinutes(1), perSecond: 1);
        Console.WriteLine($"one of two nodes restarted every minute, {run.Restarts} times with mails waiting: {tally}");
        if (run.Restarts < FewestRestarts)
            Console.WriteLine($"fewer than {FewestRestarts} restarts");
        return (tally, run.Restarts >= FewestRestarts);
    }
}
