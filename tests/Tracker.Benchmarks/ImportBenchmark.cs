using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>xizang-2018 from its bytes to the stored draft plan, each time as a file not seen before.</summary>
public static class ImportBenchmark
{
    const string Name = "xizang-2018.txt";

    public static async Task<IReadOnlyList<Figure>> Measure()
    {
        await using var world = await PracticeWorld.Open();
        var by = await world.Person(SeedNotice.Checker);
        var at = await world.Moment();
        var content = await File.ReadAllBytesAsync(Checkout.File("seed-data/notices/" + Name));
        var items = 0;
        var median = await Stopwatches.Median(10, () => Task.FromResult(content = [.. content, (byte)'\n']), async bytes =>
        {
            var read = NoticeReader.Read(NoticeFile.Blocks(bytes, Name), EmbeddedAids.Alone);
            items = (await world.Get<ImportNotice>().Run(by, at, new(Name, bytes), read)).Items;
        });
        return [new Figure($"{Name}, {items} items read and stored", median, Aim: 100)];
    }
}
