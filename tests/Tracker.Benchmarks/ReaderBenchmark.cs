using System.Diagnostics;
using System.Text;
using Tracker.Domain.Notices;
using Tracker.Domain.Tests.Notices;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Benchmarks;

/// <summary>
/// Reading notices from the bytes of a text file: a line for each of seed-data once everything is compiled, then texts of 0.1, 1
/// and 10 MB. Times are processor time of the whole process, the least of several, because a busy machine only ever adds.
/// </summary>
public static class ReaderBenchmark
{
    // Milliseconds for a notice of 57 tasks, and megabytes of memory for the longest text.
    const double MostForANotice = 5, MostMemory = 500;
    // How much longer than ten times a ten times longer text may take: caches and the collector do their part.
    const double Tolerance = 3;
    const int WarmRounds = 300, Batches = 15, Batch = 20;
    static readonly int[] Sizes = [100_000, 1_000_000, 10_000_000];

    /// <summary>Prints the figures.</summary>
    /// <returns>whether each notice is read in time, time grows no faster than the text, and memory is kept</returns>
    public static bool Run()
    {
        var notices = Directory.GetFiles(Checkout.File("seed-data/notices"), "*.txt").Order().Select(path => (Name: Path.GetFileNameWithoutExtension(path), Bytes: File.ReadAllBytes(path))).ToArray();
        Console.WriteLine($"# processor time of the process; a notice: least of {Batches} times {Batch} readings after {WarmRounds}; a long text: least of several");
        var kept = true;
        foreach (var (name, bytes) in notices)
            kept &= Notice(name, bytes);
        var tasks = Read(notices.Single(n => n.Name == "xizang-2018").Bytes).Tasks;
        foreach (var layout in LongPlan.Layouts)
            kept &= Growth($"xizang-2018 as {layout}", size => Encoding.UTF8.GetBytes(LongPlan.Of(tasks, layout, size).Text));
        foreach (var (name, bytes) in notices)
            kept &= Growth($"{name} again and again", size => [.. Enumerable.Repeat(bytes.Append((byte)'\n'), size / bytes.Length).SelectMany(b => b)]);
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        Console.WriteLine($"peak memory {memory:0} MB");
        return kept & Says(memory < MostMemory, $"more than {MostMemory} MB");
    }

    static bool Notice(string name, byte[] bytes)
    {
        for (var round = 0; round < WarmRounds; round++)
            Read(bytes);
        var time = Enumerable.Range(0, Batches).Select(_ => TimeOf(() =>
        {
            for (var round = 0; round < Batch; round++)
                Read(bytes);
        }) / Batch).Min();
        Print(name, time, bytes);
        return Says(time < MostForANotice, $"{name} takes more than {MostForANotice} ms");
    }

    static bool Growth(string name, Func<int, byte[]> text)
    {
        var (kept, before) = (true, double.PositiveInfinity);
        foreach (var size in Sizes)
        {
            var bytes = text(size);
            var time = Enumerable.Range(0, size < Sizes[^1] ? 5 : 2).Min(_ => TimeOf(() => Read(bytes)));
            Print($"{name} {size / 1e6:0.#} MB", time, bytes);
            kept &= Says(time < before * 10 * Tolerance, $"{name} takes {time / before:0} times as long for 10 times the text");
            before = time;
        }
        return kept;
    }

    static void Print(string name, double time, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine($"{name} {time:0.0} ms  {bytes.Length / 1000.0 / time:0.0} MB/s  {allocated} bytes allocated");
    }

    static bool Says(bool isKept, string otherwise)
    {
        if (!isKept)
            Console.Error.WriteLine(otherwise);
        return isKept;
    }

    static double TimeOf(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    static ReadNotice Read(byte[] bytes) => NoticeReader.Read(NoticeFile.Blocks(bytes, "notice.txt"), EmbeddedAids.Alone);
}
