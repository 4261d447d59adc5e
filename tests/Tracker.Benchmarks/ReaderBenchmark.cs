using Tracker.Domain.Notices;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>Reading each notice of seed-data, from the bytes of its file.</summary>
public static class ReaderBenchmark
{
    public static async Task<IReadOnlyList<Figure>> Measure()
    {
        var figures = new List<Figure>();
        foreach (var path in Directory.GetFiles(Checkout.File("seed-data/notices"), "*.txt").Order())
            figures.Add(await Measure(new FileInfo(path)));
        return figures;
    }

    static async Task<Figure> Measure(FileInfo file)
    {
        var content = await File.ReadAllBytesAsync(file.FullName);
        var tasks = 0;
        var median = await Stopwatches.Median(30, () => Task.FromResult(content), bytes =>
        {
            tasks = NoticeReader.Read(NoticeFile.Blocks(bytes, file.Name), EmbeddedAids.Alone).Tasks.Count;
            return Task.CompletedTask;
        });
        return new Figure($"{file.Name}, {tasks} tasks", median);
    }
}
