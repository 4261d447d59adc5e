using System.Globalization;
using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>The sweep of the night over a million open assignments, each in a process of its own: an ordinary one, one that judges all
/// of them anew, and the next ones. Beside it the same reading and writing by fixed SQL.</summary>
public static class SweepBenchmark
{
    // What the sweep will look at, and what it did with it: so that the fixed SQL, which comes after it, does as much.
    const string NoteSql = """
        DROP TABLE IF EXISTS sweep_due;
        CREATE TABLE sweep_due AS SELECT region_id, assignment_id, lamp AS was, false AS turned, 0 AS reminders FROM lamps
        WHERE NOT done AND (@all OR recheck_on <= @day OR remind_on IS NULL OR remind_on <= @day)
        """;

    const string NoteDoneSql = """
        ANALYZE reminders;
        UPDATE sweep_due q SET turned = l.lamp <> q.was, reminders = coalesce(n.n, 0)
        FROM lamps l LEFT JOIN (SELECT region_id, assignment_id, count(*)::int AS n FROM reminders WHERE for_on = @day GROUP BY region_id, assignment_id) n
            ON n.region_id = l.region_id AND n.assignment_id = l.assignment_id
        WHERE l.region_id = q.region_id AND l.assignment_id = q.assignment_id
        """;

    public static async Task<IReadOnlyList<Figure>> Measure()
    {
        using var recorded = new RecordedStatements();
        await using var large = await LargeOffice.Open(items: 100_000, open: 100_000, recorded);
        var open = await large.Office.One<long>("SELECT count(*) FROM lamps WHERE NOT done");
        Console.WriteLine($"{"",36}{open:N0} open assignments of {large.Items:N0} items");
        var day = PracticeOffice.DispatchedOn.PlusDays(31);
        // Nobody has a reminder coming until a night says so.
        await Do(large, "UPDATE lamps SET remind_on = 'infinity'");
        await Do(large, "UPDATE lamps SET recheck_on = @day, remind_on = @day WHERE assignment_id % 50 = 0", new { day });
        return
        [
            await Night(large, day, $"a night on which a date of every fiftieth of {open:N0} comes near or passes", aim: 20_000),
            await Sweep(large, day, "again, nothing changed", aim: 2_000),
            await Changed(large, day.PlusDays(1), nearDays: 9, "a changed threshold, every one judged anew, and all reminded of a date", aim: 20_000),
            await Sweep(large, day.PlusDays(1), "again, nothing changed", aim: 2_000),
            await Changed(large, day.PlusDays(4), nearDays: 8, "a changed threshold, every one judged anew", aim: 20_000),
        ];
    }

    static async Task<Figure> Changed(LargeOffice large, LocalDate day, int nearDays, string what, double aim)
    {
        var (region, at) = (large.Office.Checker.RegionId, large.Office.At(day));
        await Do(large, "INSERT INTO settings (region_id, name, recorded_at, value, reason) VALUES (@region, 'LampRule', @Now, @value::jsonb, '试验')",
            new { region, at.Now, value = JsonSerializer.Serialize(LampRule.Default with { NearDays = nearDays }) });
        await large.Office.Get<Database>().InTransaction(connection => large.Office.Get<RecheckRegion>().Run(connection, region, at));
        return await Night(large, day, what, aim, all: true);
    }

    static async Task<Figure> Night(LargeOffice large, LocalDate day, string what, double aim, bool all = false)
    {
        await Do(large, NoteSql, new { day, all });
        await Do(large, "VACUUM ANALYZE lamps");
        var night = await Sweep(large, day, what, aim);
        await Do(large, NoteDoneSql, new { day });
        await Do(large, "ANALYZE sweep_due");
        var bare = await BareSql.Run(large.Office.Served.Database.OwnerUrl, "sweep", ("day", day.ToDateOnly()));
        return night with { Bare = bare };
    }

    static async Task<Figure> Sweep(LargeOffice large, LocalDate day, string what, double aim)
    {
        var done = await SweepOnce.InItsOwnProcess(large.Office.Served.Database.Url, day);
        return new(string.Create(CultureInfo.InvariantCulture, $"{what}: {done.LampsChanged} lamps changed, {done.Reminders} reminders, {done.Digests} digests; {done.PeakMegabytes:0} MB at most, {done.ProcessorSeconds:0.0} s of processor, load {Load()}"), done.Milliseconds, Aim: aim);
    }

    static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    static async Task Do(LargeOffice large, string sql, object? with = null)
    {
        await using var owner = new NpgsqlConnection(large.Office.Served.Database.OwnerUrl);
        await owner.ExecuteAsync(sql, with, commandTimeout: 0);
    }
}
