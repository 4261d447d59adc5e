using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform.Jobs;

/// <summary>What any engine has to do; none is named here.</summary>
[TestFixture]
[NonParallelizable]
public sealed class JobEngineTests
{
    TestDatabase database = null!;
    readonly List<IAsyncDisposable> started = [];

    /// <summary>Each run, with the second in which it fell.</summary>
    static readonly ConcurrentQueue<DateTimeOffset> Runs = new();

    public sealed class Counting : IScheduledJob
    {
        public Task<string> Run(CancellationToken ct)
        {
            Runs.Enqueue(DateTimeOffset.UtcNow);
            return Task.FromResult("做了");
        }
    }

    public sealed class Failing : IScheduledJob
    {
        public Task<string> Run(CancellationToken ct) => throw new InvalidOperationException("坏了");
    }

    static ScheduledJob EverySecond(Type job, string name = "counting") => new(name, "* * * * * *", "每秒", "计数", job);

    static ScheduledJob Never(string name) => new(name, "0 0 0 1 1 *", "每年", "计数", typeof(Counting));

    [SetUp]
    public async Task Create()
    {
        database = await TestDatabase.Create();
        Runs.Clear();
    }

    [TearDown]
    public async Task Drop()
    {
        foreach (var one in Enumerable.Reverse(started))
            await one.DisposeAsync();
        started.Clear();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_job_that_is_due_runs_and_what_it_did_is_kept()
    {
        await Node(EverySecond(typeof(Counting)));
        await Eventually(() => Runs.Count >= 2);
        await Eventually(() => Ask<string>("SELECT outcome FROM job_states WHERE name = 'counting' AND next_run_at > started_at") == "做了");
    }

    [Test]
    public async Task Two_nodes_on_one_database_fire_each_time_once()
    {
        await Node(EverySecond(typeof(Counting)));
        await Node(EverySecond(typeof(Counting)));
        await Eventually(() => Runs.Count >= 8);
        var (first, last) = (Runs.Min(), Runs.Max());
        Assert.That(Runs, Has.Count.InRange(6, (int)Math.Ceiling((last - first).TotalSeconds) + 2));
    }

    [Test]
    public async Task What_was_missed_while_no_node_ran_is_made_up_for()
    {
        var node = await Node(Never("yearly"));
        await node.DisposeAsync();
        // As if the time had come while nothing ran.
        await Do("UPDATE quartz.qrtz_triggers SET next_fire_time = next_fire_time - 366::bigint * 24 * 3600 * 10000000 WHERE trigger_name = 'yearly'");
        await Node(Never("yearly"));
        await Eventually(() => Runs.Count == 1);
    }

    [Test]
    public async Task A_node_that_starts_leaves_the_times_of_the_others_alone_and_drops_what_is_no_longer_wanted()
    {
        await Node(Never("kept"), Never("dropped"));
        var before = Ask<string>("SELECT next_fire_time::text FROM quartz.qrtz_triggers WHERE trigger_name = 'kept'");
        await Node(Never("kept"));
        Assert.That(Ask<string>("SELECT string_agg(trigger_name || next_fire_time, ' ') FROM quartz.qrtz_triggers"), Is.EqualTo("kept" + before));
    }

    [Test]
    public async Task A_changed_time_takes_the_place_of_the_old_one()
    {
        await (await Node(Never("moved"))).DisposeAsync();
        await Node(EverySecond(typeof(Counting), "moved"));
        await Eventually(() => !Runs.IsEmpty);
    }

    [Test]
    public async Task A_job_that_fails_says_so_and_stops_no_other()
    {
        await Node(EverySecond(typeof(Failing), "failing"), EverySecond(typeof(Counting)));
        await Eventually(() => Runs.Count >= 2 && Ask<string>("SELECT failure FROM job_states WHERE name = 'failing' AND failures_in_row > 0") == "坏了");
    }

    async Task<IJobEngine> Node(params ScheduledJob[] schedule)
    {
        var services = new ServiceCollection().AddLogging().AddTracker(database.Settings()).AddTransient<Counting>().AddTransient<Failing>().BuildServiceProvider();
        var engine = JobEngine.Create(database.Url, schedule, services.GetRequiredService<JobRunner>(), TimeProvider.System, NullLoggerFactory.Instance);
        started.Add(services);
        started.Add(engine);
        await engine.Start(CancellationToken.None);
        return engine;
    }

    T Ask<T>(string sql)
    {
        using var connection = new Npgsql.NpgsqlConnection(database.UrlOf("postgres"));
        return connection.ExecuteScalar<T>(sql)!;
    }

    async Task Do(string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(database.UrlOf("postgres"));
        await connection.ExecuteAsync(sql);
    }

    static async Task Eventually(Func<bool> happened)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (happened())
                return;
            await Task.Delay(100);
        }
        Assert.Fail("it did not happen within 30 seconds");
    }
}
