using System.Diagnostics;

namespace Tracker.Benchmarks;

/// <summary>One measured figure; times are in milliseconds.</summary>
/// <param name="What">what was done, and with how much of it</param>
/// <param name="Median">of all rounds after the first, which warms up</param>
/// <param name="Bare">the same with the least that could do it, if there is such a thing</param>
/// <param name="Aim">what we build towards, if there is an aim</param>
public sealed record Figure(string What, double Median, double? Bare = null, double? Aim = null)
{
    public double? Ratio => Median / Bare;
}

public static class Stopwatches
{
    /// <summary>Median of so many rounds, in milliseconds.</summary>
    /// <param name="prepare">makes what a round uses up; not counted</param>
    public static async Task<double> Median<T>(int rounds, Func<Task<T>> prepare, Func<T, Task> work)
    {
        var times = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            var prepared = await prepare();
            var begun = Stopwatch.GetTimestamp();
            await work(prepared);
            if (round > 0)
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (prepared is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }
        return times.Order().ElementAt(rounds / 2);
    }
}
