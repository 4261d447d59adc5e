using System.Collections.Concurrent;
using System.Diagnostics;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Faults;

/// <summary><c>tracker worker</c> as a process that can be killed, with a relay of its own on its way to the mail server.</summary>
public sealed class WorkerNode(string name, TestDatabase database, ScriptedRelay relay, params (string Name, string Value)[] settings) : IAsyncDisposable
{
    readonly ConcurrentQueue<string> said = new();
    Shell? shell;
    Process? process;

    /// <summary>As the database's sessions are called.</summary>
    public string Name => name;
    public ScriptedRelay Relay => relay;
    public bool IsRunning => process is { HasExited: false };

    /// <summary>The most memory that it has held so far, in MB.</summary>
    public double PeakMemory => Memory.Peak(process!.Id);

    /// <summary>What it wrote last, where something went wrong.</summary>
    public string LastWords => string.Join('\n', said.TakeLast(30));

    /// <param name="more">settings for this time only, such as another clock</param>
    public void Start(params (string Name, string Value)[] more)
    {
        shell?.Dispose();
        said.Clear();
        (string Name, string Value)[] usual =
        [
            ("DATABASE_URL", $"{database.Url};Application Name={name}"), ("SMTP_URL", $"smtp://127.0.0.1:{relay.Port}"), ("SMTP_PRACTICE", "yes"),
            ("TRACKER_PUBLIC_URL", "https://duban.example"),
        ];
        // What is said last stands.
        shell = new([.. usual.Concat(settings).Concat(more).GroupBy(s => s.Name).Select(s => s.Last())]);
        process = shell.Start("worker");
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits until it has said this since it was started.</summary>
    public async Task Says(string words, TimeSpan limit)
    {
        for (var begun = Stopwatch.GetTimestamp(); !said.Any(line => line.Contains(words, StringComparison.Ordinal)); await Task.Delay(50))
            if (Stopwatch.GetElapsedTime(begun) > limit)
                throw new TimeoutException($"waited {limit.TotalSeconds} s for {name} to say {words}\n{LastWords}");
    }

    /// <summary><c>kill -9</c></summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as an operator does, and waits until it has.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            await Kill();
        process?.Dispose();
        shell?.Dispose();
        await relay.DisposeAsync();
    }
}
