using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dapper;
using Npgsql;

namespace Tracker.Web.Tests.Platform;

/// <summary><c>./run</c> from outside, as a new user meets it.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable]
public sealed class RunScriptTests : IDisposable
{
    readonly RunScript run = new();

    public void Dispose() => run.Dispose();

    [TestCase("./run   ")]
    [TestCase("./run test [--filter ")]
    [TestCase("./run bench [")]
    [TestCase("./run faults [")]
    [TestCase("./run fuzz [")]
    [TestCase("./run demo [--json] [--smtp]")]
    [TestCase("./run tracker ")]
    [TestCase("./run help ")]
    public async Task Help_has_a_line_for(string command)
    {
        var help = await run.Run("help");
        Assert.That(help.Output.Split('\n').Count(line => line.StartsWith("  " + command, StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [TestCase("nonsense")]
    [TestCase("test", "--fliter", "x")]
    [TestCase("test", "--filter")]
    [TestCase("tracker", "nonsense")]
    [TestCase("tracker", "--nonsense")]
    public async Task What_it_does_not_know_is_refused_with_status_64(params string[] arguments)
    {
        var refused = await run.Run(arguments);
        Assert.That((refused.Status, refused.Output), Is.EqualTo((64, "")));
        Assert.That(refused.Error, Does.Contain("用法见").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Reading_prints_the_result_and_nothing_else_and_starts_no_database()
    {
        var read = await run.Run("tracker", "read", Checkout.File("seed-data/notices/xizang-2018.txt"), "--json");
        using var notice = JsonDocument.Parse(read.Output);
        Assert.That((read.Status, notice.RootElement.ValueKind), Is.EqualTo((0, JsonValueKind.Object)));
        Assert.That(run.State, Does.Not.Exist);
    }

    [Test]
    public async Task A_stranger_on_the_port_is_named()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, run.Port);
        stranger.Start();
        var refused = await run.Run();
        Assert.That(refused.Status, Is.EqualTo(78));
        Assert.That(refused.Error, Does.StartWith($"端口 {run.Port} 已被占用：进程 {Environment.ProcessId}（"));
    }

    [TestCase("DATABASE_URL", "nonsense", 78)]
    [TestCase("DATABASE_URL", "postgres://nobody@/tracker?host=/nowhere", 69)]
    [TestCase("TRACKER_LISTEN", "nonsense", 78)]
    public async Task A_wrong_setting_is_one_sentence(string setting, string value, int status)
    {
        var stopped = await run.With(setting, value).Run();
        Assert.That(stopped.Status, Is.EqualTo(status), stopped.Error);
        Assert.That(stopped.Error, Does.Contain(setting).And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_state_folder_of_another_user_is_refused_by_name()
    {
        var refused = await run.With("TRACKER_STATE", Environment.IsPrivilegedProcess ? "/var/lib/postgresql" : "/root").Run();
        Assert.That(refused.Status, Is.EqualTo(74));
        Assert.That(refused.Error, Does.Contain(Environment.IsPrivilegedProcess ? "属于用户 postgres" : "属于用户 root"));
    }

    [Test]
    public async Task After_kill_9_of_everything_it_recovers_by_itself_and_nothing_is_lost()
    {
        using (var first = await Ready())
        {
            await Database().ExecuteAsync("INSERT INTO regions (code, name) VALUES ('kept', '留下的')");
            first.Kill();
            Kill(Pid("serve.pid"));
            Kill(Pid("postgres/cluster/postmaster.pid"));
        }
        using var second = await Ready();
        Assert.That(await Database().ExecuteScalarAsync<string>("SELECT name FROM regions WHERE code = 'kept'"), Is.EqualTo("留下的"));
        var (program, server) = (Pid("serve.pid"), Pid("postgres/cluster/postmaster.pid"));
        Process.Start("kill", ["-INT", $"{second.Id}"]).WaitForExit();
        await second.WaitForExitAsync();
        Assert.That((second.ExitCode, Lives(program), Lives(server)), Is.EqualTo((130, false, false)));
    }

    async Task<Process> Ready()
    {
        var process = run.Start();
        // Unread pipes fill up.
        var error = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.Contains($"http://127.0.0.1:{run.Port}", StringComparison.Ordinal))
                return process;
        throw new InvalidOperationException(await error);
    }

    NpgsqlConnection Database() => new(new NpgsqlConnectionStringBuilder
    {
        Host = Path.Combine(run.State, "postgres", "socket"), Username = "postgres", Database = "tracker", Pooling = false,
    }.ConnectionString);

    int Pid(string file) => int.Parse(File.ReadAllText(Path.Combine(run.State, file)).Split(' ', '\n')[0]);

    static void Kill(int pid) => Process.GetProcessById(pid).Kill();

    // A zombie is dead, and only waits to be asked about.
    static bool Lives(int pid) => File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
}
