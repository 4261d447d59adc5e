using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracker.Benchmarks;

/// <summary>How long the statements of this process take, from sending to the last row read; by their first words.</summary>
public sealed class StatementTimes : IDisposable
{
    readonly ConcurrentDictionary<string, (int N, TimeSpan Took)> times = new();
    readonly ActivityListener listener;

    public StatementTimes()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => times.AddOrUpdate(FirstWords(activity), (1, activity.Duration), (_, t) => (t.N + 1, t.Took + activity.Duration)),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Forget() => times.Clear();

    /// <summary>The dearest on standard error.</summary>
    public void Tell(double allOfItMs)
    {
        var dear = times.OrderByDescending(t => t.Value.Took).Take(12).ToList();
        foreach (var (what, (n, took)) in dear)
            Console.Error.WriteLine($"{took.TotalMilliseconds,10:0} ms {n,6} x  {what}");
        Console.Error.WriteLine($"{allOfItMs - times.Sum(t => t.Value.Took.TotalMilliseconds),10:0} ms           not in the database");
    }

    public void Dispose() => listener.Dispose();

    static string FirstWords(Activity activity)
    {
        var text = string.Join(' ', (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement") ?? activity.DisplayName).ToString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 110 ? text[..110] : text;
    }
}
