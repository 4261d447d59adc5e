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

    /// <summary>Works until it is told to stop.</summary>
    public sealed class Endless : IScheduledJob
    {
        static int begun, stopped;

        public static int Begun => begun;
        public static int Stopped => stopped;

        public static void Forget() => begun = stopped = 0;

        public async Task<string> Run(CancellationToken ct)
        {
            Interlocked.Increment(ref begun);
            try
            {
                await Task.Delay(Timeout.Infinite, ct);
            }
            finally
            {
                Interlocked.Increment(ref stopped);
            }
            return "";
        }
    }

    public sealed class Failing : IScheduledJob
    {
        public Task<string> Run(CancellationToken ct) => throw new InvalidOperationException("坏了");
    }

    static ScheduledJob EverySecond(Type job, string name = "counting") => new(name, "* * * * * *", "每秒", "计数", job);

    /// <summary>A second of the minute that comes so many seconds from now.</summary>
    static int In(int seconds) => DateTimeOffset.UtcNow.AddSeconds(seconds).Second;

    static ScheduledJob Schedule(params int[] seconds) => new("counting", $"{string.Join(',', seconds)} * * * * *", "", "计数", typeof(Counting));

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
    public async Task When_a_job_will_run_is_known_before_it_ever_ran()
    {
        await Node(Never("yearly"));
        Assert.That(Ask<bool>("SELECT next_run_at > now() AND started_at IS NULL FROM job_states WHERE name = 'yearly'"), Is.True);
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
    public async Task What_was_missed_while_no_node_ran_is_made_up_for_once()
    {
        var soon = Schedule(In(3), In(4), In(5));
        await (await Node(soon)).DisposeAsync();
        await Task.Delay(TimeSpan.FromSeconds(17));
        Assert.That(Runs, Is.Empty);
        await Node(soon);
        await Eventually(() => !Runs.IsEmpty);
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.That(Runs, Has.Count.EqualTo(1), "three times were missed, and one wake-up makes up for them");
    }

    [Test]
    public async Task A_node_that_starts_leaves_the_times_of_the_others_alone_and_drops_what_is_no_longer_wanted()
    {
        var soon = In(8);
        await (await Node(Schedule(soon) with { Name = "kept" }, Schedule(soon) with { Name = "dropped" })).DisposeAsync();
        await Node(Schedule(soon) with { Name = "kept" });
        await Node(Schedule(soon) with { Name = "kept" });
        Assert.That(Runs, Is.Empty);
        await Eventually(() => !Runs.IsEmpty);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.That(Runs, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Times_are_those_of_the_office_whatever_the_machine_thinks()
    {
        var soon = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).AddSeconds(4);
        await Node(new ScheduledJob("zoned", $"{soon.Second} {soon.Minute} {soon.Hour} * * *", "", "", typeof(Counting)));
        await Eventually(() => !Runs.IsEmpty);
    }

    [Test]
    public async Task A_node_that_ends_tells_its_jobs_to_stop_and_another_does_them_again()
    {
        Endless.Forget();
        var node = await Node(EverySecond(typeof(Endless)));
        await Eventually(() => Endless.Begun == 1);
        await node.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.That(Endless.Stopped, Is.EqualTo(1));
        await Node(EverySecond(typeof(Endless)));
        await Eventually(() => Endless.Begun == 2);
    }

    [Test]
    public async Task A_job_that_takes_longer_than_its_time_is_not_begun_again_beside_itself()
    {
        Endless.Forget();
        await Node(EverySecond(typeof(Endless)));
        await Eventually(() => Endless.Begun == 1);
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.That(Endless.Begun, Is.EqualTo(1));
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
        var services = new ServiceCollection().AddLogging().AddTracker(database.Settings()).AddTransient<Counting>().AddTransient<Failing>().AddTransient<Endless>().BuildServiceProvider();
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
