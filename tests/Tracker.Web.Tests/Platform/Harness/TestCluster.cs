using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Tracker.Web.Tests.Platform;

/// <summary>A PostgreSQL server for tests. <c>DATABASE_URL</c> is never looked at.</summary>
public sealed class TestCluster : IDisposable
{
    static readonly Lazy<TestCluster> shared = new(() => Environment.GetEnvironmentVariable("TRACKER_TEST_CLUSTER") is { Length: > 0 } given
        ? new(given, null) : Start("hold-test-cluster"));

    readonly string socket;
    // The server goes when the pipe to it closes, and so with this process, however it ends; or with a forgotten Process.
    readonly Process? run;

    TestCluster(string socket, Process? run) => (this.socket, this.run) = (socket, run);

    /// <summary>The one that all tests share: started by <c>./run test</c>, else by this process.</summary>
    public static TestCluster Shared => shared.Value;

    /// <summary>One of its own that may be killed: what was committed is there again afterwards.</summary>
    public static TestCluster ToBeKilled() => Start("hold-cluster-to-kill");

    /// <param name="role">tracker_app, tracker_owner, or postgres, who may do anything</param>
    /// <returns>an Npgsql connection string</returns>
    public string Url(string role, string database) =>
        new NpgsqlConnectionStringBuilder { Host = socket, Username = role, Database = database, IncludeErrorDetail = true }.ConnectionString;

    /// <summary><c>kill -9</c>: every session ends at once.</summary>
    public void Kill()
    {
        var pid = File.ReadLines(Path.Combine(socket, "../cluster/postmaster.pid")).First();
        using var postmaster = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture));
        postmaster.Kill();
    }

    /// <summary>Returns when it answers again.</summary>
    public async Task StartAgain()
    {
        await run!.StandardInput.WriteLineAsync("again");
        await run.StandardInput.FlushAsync();
        _ = await run.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the cluster did not start again: ./run says why");
    }

    public void Dispose()
    {
        run?.StandardInput.Close();
        run?.WaitForExit();
        run?.Dispose();
    }

    static TestCluster Start(string how)
    {
        var run = Process.Start(new ProcessStartInfo(Checkout.File("run"), how) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new(run.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"no test cluster: ./run {how} says why"), run);
    }
}
