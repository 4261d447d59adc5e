using System.Diagnostics;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Reads a damaged text and says what is wrong with the reading; <c>./run fuzz</c> asks it too.</summary>
static class MutatedReading
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <returns>null where it was read as it should be: no fault, no delay, every value from a place inside the text</returns>
    public static string? Fault(string text, out TimeSpan took)
    {
        took = TimeSpan.Zero;
        try
        {
            var watch = Stopwatch.StartNew();
            var read = Paper.Read(text);
            took = watch.Elapsed;
            // The machine may have been busy elsewhere: only what this thread itself needs counts.
            if (took > Patience && (took = ProcessorTimeFor(text)) > Patience)
                return $"took {took.TotalMilliseconds:0} ms";
            return read.Tasks.SelectMany(t => t.Origins.Values).SelectMany(o => o.Spans).All(s => s.Start >= 0 && s.Length >= 0 && s.End <= read.Text.Length)
                ? null : "a value comes from outside the text";
        }
        catch (Exception e)
        {
            return e.ToString();
        }
    }

    static TimeSpan ProcessorTimeFor(string text)
    {
        var before = ProcessorTime();
        Paper.Read(text);
        return ProcessorTime() - before;
    }

    // Fields 14 and 15 of proc_pid_stat(5), in hundredths of a second; the second field may hold blanks.
    static TimeSpan ProcessorTime()
    {
        var stat = File.ReadAllText("/proc/thread-self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (long.Parse(fields[11]) + long.Parse(fields[12])));
    }
}
