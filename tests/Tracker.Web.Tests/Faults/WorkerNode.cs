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
    (string Name, string Value)[]? wanted;

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
        wanted = more;
    }

    /// <summary>Starts it again if it has ended by itself, as a service manager does: one that finds no database when it starts stops.</summary>
    public void Revive()
    {
        if (wanted is { } settings && !IsRunning)
            Start(settings);
    }

    /// <summary><c>kill -9</c></summary>
    public async Task Kill()
    {
        wanted = null;
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as an operator does, and waits until it has.</summary>
    public async Task Stop()
    {
        wanted = null;
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
