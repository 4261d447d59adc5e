using System.Diagnostics;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>The sweep of the night over a million open assignments: one that has to judge all of them, and the next ones.</summary>
public static class SweepBenchmark
{
    public static async Task<IReadOnlyList<Figure>> Measure()
    {
        using var recorded = new RecordedStatements();
        await using var large = await LargeOffice.Open(items: 100_000, open: 100_000, recorded);
        var open = await large.Office.One<long>("SELECT count(*) FROM lamps WHERE NOT done");
        Console.WriteLine($"{"",36}{open:N0} open assignments of {large.Items:N0} items");
        var day = PracticeOffice.DispatchedOn.PlusDays(31);
        // Nobody has a reminder coming until a night says so.
        await Set(large, "UPDATE lamps SET remind_on = 'infinity'", null);
        return
        [
            await Night(large, day, every: 50, $"a night on which a date of every fiftieth of {open:N0} comes near or passes", aim: 20_000),
            await Sweep(large, day, "again, nothing changed", aim: 2_000),
            // As after a changed threshold or calendar: every lamp and every ladder is looked at.
            await Night(large, day.PlusDays(1), every: 1, $"every one of {open:N0} judged anew", aim: 20_000),
            await Sweep(large, day.PlusDays(1), "again, nothing changed", aim: 2_000),
        ];
    }

    static async Task<Figure> Night(LargeOffice large, LocalDate day, int every, string what, double aim)
    {
        await Set(large, "UPDATE lamps SET recheck_on = @day, remind_on = @day WHERE assignment_id % @every = 0", new { day, every });
        return await Sweep(large, day, what, aim);
    }

    static async Task Set(LargeOffice large, string sql, object? with)
    {
        await using var owner = new NpgsqlConnection(large.Office.Served.Database.OwnerUrl);
        await owner.ExecuteAsync(sql, with, commandTimeout: 0);
        await owner.ExecuteAsync("VACUUM ANALYZE lamps", commandTimeout: 0);
    }

    static async Task<Figure> Sweep(LargeOffice large, LocalDate day, string what, double aim)
    {
        Memory.Forget();
        var begun = Stopwatch.GetTimestamp();
        var done = await large.Office.Get<Sweep>().Run(large.Office.Checker.RegionId, large.Office.At(day));
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        Console.Error.WriteLine($"{took:0} ms {what}");
        return new($"{what}: {done.LampsChanged} lamps changed, {done.HeadsUps + done.Nudges} reminders, {Memory.Peak(Environment.ProcessId):0} MB at most", took, Aim: aim);
    }
}
