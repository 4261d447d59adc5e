using System.Diagnostics;
using Npgsql;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>The pages that people live on and the verb that they use most, in an office of 100,000 items and a million assignments.</summary>
public static class OfficeBenchmark
{
    const int Clients = 8;
    static readonly TimeSpan reporting = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Figure>> Measure()
    {
        using var recorded = new RecordedStatements();
        await using var large = await LargeOffice.Open(items: 100_000, open: 10, recorded);
        Console.WriteLine($"{"",36}{large.Items:N0} items, {large.Assignments:N0} assignments");
        return [.. await Pages(large, recorded), .. await Reports(large)];
    }

    // Twice and a half is what a page may add to its statements.
    static async Task<IReadOnlyList<Figure>> Pages(LargeOffice large, RecordedStatements recorded)
    {
        using var coordinator = await large.Office.Client("duban");
        using var liaison = await large.Office.Client("lly-fgw");
        var item = await large.Office.One<long>("SELECT work_item_id FROM assignments WHERE unit_id = @unit AND role = 'Lead' AND id < @FirstPlan ORDER BY id LIMIT 1",
            new { unit = await large.Office.UnitId("fgw"), LargeOffice.FirstPlan });
        return
        [
            await Page("item page of its lead", liaison, $"/items/{item}", large, recorded),
            await Page("item page of the office", coordinator, $"/items/{item}", large, recorded),
            await Page("ledger of items", coordinator, "/ledger", large, recorded),
            await Page("ledger of assignments", coordinator, "/ledger?view=Assignments", large, recorded),
            await Page("to-do page", liaison, "/todo", large, recorded),
        ];
    }

    static async Task<Figure> Page(string what, HttpClient client, string address, LargeOffice large, RecordedStatements recorded)
    {
        Task Get() => client.GetStringAsync(address);
        for (var warm = 0; warm < 8; warm++) await Get();
        var replay = await recorded.During(Get);
        await using var bare = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(large.Office.Served.Database.Url) { MaxAutoPrepare = 400 }.ConnectionString);
        await bare.OpenAsync();
        for (var warm = 0; warm < 8; warm++) await replay.Run(bare);
        return new($"{what}, {replay.Commands.Count} statements",
            await Stopwatches.Median(15, Nothing, _ => Get()), await Stopwatches.Median(15, Nothing, _ => replay.Run(bare)));
    }

    // Each client is a liaison who reports on one task after another, over and over.
    static async Task<IReadOnlyList<Figure>> Reports(LargeOffice large)
    {
        var units = await large.Office.Column<long>("""
            SELECT unit_id FROM assignments JOIN acknowledgements USING (region_id, dispatch_id, unit_id)
            WHERE id < @FirstPlan GROUP BY unit_id ORDER BY count(*) DESC LIMIT @Clients
            """, new { LargeOffice.FirstPlan, Clients });
        var clients = new List<(Actor By, IReadOnlyList<long> Own)>();
        foreach (var unit in units)
            clients.Add((await large.LiaisonOf(unit),
                await large.Office.Column<long>("SELECT id FROM assignments WHERE unit_id = @unit AND id < @FirstPlan", new { unit, LargeOffice.FirstPlan })));
        await Write(large, clients, TimeSpan.FromSeconds(2));
        var written = await Write(large, clients, reporting);
        return [new($"a report written, {Clients} clients: {written / reporting.TotalSeconds:0} a second", reporting.TotalMilliseconds / written, Aim: 1)];
    }

    static async Task<int> Write(LargeOffice large, IReadOnlyList<(Actor By, IReadOnlyList<long> Own)> clients, TimeSpan howLong)
    {
        var verb = large.Office.Get<ReportProgress>();
        var begun = Stopwatch.StartNew();
        return (await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            var written = 0;
            for (; begun.Elapsed < howLong; written++)
                await verb.Run(client.By, large.Today,
                    new(client.Own[written % client.Own.Count], $"第{written}次报送：正在组织实施。", null, "按计划推进。", "", Guid.NewGuid()));
            return written;
        })))).Sum();
    }

    static Task<int> Nothing() => Task.FromResult(0);
}
