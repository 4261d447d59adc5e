using System.Diagnostics;
using Npgsql;

namespace Tracker.Web.Tests.Platform;

/// <summary>
/// The PostgreSQL server that all tests share: the one that <c>./run test</c> started, else one of this process.
/// <c>DATABASE_URL</c> is never looked at.
/// </summary>
public static class TestCluster
{
    static readonly Lazy<string> Socket = new(() => Environment.GetEnvironmentVariable("TRACKER_TEST_CLUSTER") is { Length: > 0 } given ? given : Start());

    /// <param name="role">tracker_app, tracker_owner, or postgres, who may do anything</param>
    /// <returns>an Npgsql connection string</returns>
    public static string Url(string role, string database) =>
        new NpgsqlConnectionStringBuilder { Host = Socket.Value, Username = role, Database = database, IncludeErrorDetail = true }.ConnectionString;

    // The server goes when the pipe to it closes, and so with this process, however it ends; or with a forgotten Process.
    static Process? run;

    static string Start()
    {
        run = Process.Start(new ProcessStartInfo(Checkout.File("run"), "hold-test-cluster") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return run.StandardOutput.ReadLine() ?? throw new InvalidOperationException("no test cluster: ./run hold-test-cluster says why");
    }
}
