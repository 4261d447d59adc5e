using NodaTime;
using Npgsql;
using Quartz;

namespace Tracker.Web.Platform;

/// <summary>The engine that is built in.</summary>
public static class JobEngine
{
    /// <param name="databaseUrl">of the role that serves</param>
    /// <param name="time">the machine's clock</param>
    public static IJobEngine Create(string databaseUrl, IReadOnlyList<ScheduledJob> schedule, JobRunner runner, TimeProvider time, ILoggerFactory loggers) =>
        new QuartzEngine(databaseUrl, schedule, runner, time, loggers);

    /// <summary>Makes the engine's own tables, in a schema of their own, as the role that owns it; done again it changes nothing.</summary>
    public static Task Provision(string ownerUrl) => QuartzEngine.Provision(ownerUrl);
}

/// <summary>Quartz, clustered in PostgreSQL, schema <c>quartz</c>.</summary>
public sealed class QuartzEngine(string databaseUrl, IReadOnlyList<ScheduledJob> schedule, JobRunner runner, TimeProvider time, ILoggerFactory loggers) : IJobEngine
{
    const string Schema = "quartz";
    const string Group = "tracker";

    // Times missed for longer than this are made up for by one wake-up, not one each. A busy machine is late by seconds without having missed any.
    static readonly TimeSpan late = TimeSpan.FromSeconds(10);

    readonly CancellationTokenSource stopping = new();
    ServiceProvider? services;
    IScheduler? scheduler;

    public async Task Start(CancellationToken ct)
    {
        (services, scheduler) = await Build("tracker", databaseUrl, store => store.UseClustering(c =>
        {
            c.CheckinInterval = TimeSpan.FromSeconds(5);
            c.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
        }), loggers, wake => wake.AddSingleton(runner).AddSingleton(schedule).AddSingleton(time).AddSingleton(stopping));
        await Reconcile(ct);
        await runner.Announce(await Planned(ct));
        await scheduler.Start(ct);
    }

    public async ValueTask DisposeAsync()
    {
        // A job that is told to stop ends between two of its steps.
        await stopping.CancelAsync();
        if (scheduler is not null)
            await scheduler.Shutdown(waitForJobsToComplete: true);
        if (services is not null)
            await services.DisposeAsync();
    }

    public static async Task Provision(string ownerUrl)
    {
        await using (var connection = new NpgsqlConnection(ownerUrl))
        {
            await connection.OpenAsync();
            await new NpgsqlCommand($"CREATE SCHEMA IF NOT EXISTS {Schema}", connection).ExecuteNonQueryAsync();
        }
        // A scheduler of another name sees no triggers of ours, and fires none.
        var (services, scheduler) = await Build("provision", ownerUrl, store => store.ProvisionSchema(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, _ => { });
        await using (services)
        {
            await scheduler.Start();
            await scheduler.Shutdown(waitForJobsToComplete: false);
        }
        await using var owner = new NpgsqlConnection(ownerUrl);
        await owner.OpenAsync();
        await new NpgsqlCommand($"""
            GRANT USAGE ON SCHEMA {Schema} TO tracker_app;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {Schema} TO tracker_app;
            """, owner).ExecuteNonQueryAsync();
    }

    static async Task<(ServiceProvider, IScheduler)> Build(
        string name, string url, Action<IPersistentStoreBuilder> more, ILoggerFactory loggers, Action<IServiceCollection> wake)
    {
        var collection = new ServiceCollection().AddSingleton(loggers).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        wake(collection);
        collection.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o => o.InstanceName = name);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, new NpgsqlConnectionStringBuilder(url) { SearchPath = Schema }.ConnectionString);
                store.UseSystemTextJsonSerializer();
                more(store);
            });
        });
        var services = collection.BuildServiceProvider();
        return (services, await services.GetRequiredService<ISchedulerFactory>().GetScheduler());
    }

    // Triggers declared at start-up would be replaced by every node that starts, and fires would double or vanish:
    // so what is stored is read and compared, and touched only where it differs.
    async Task Reconcile(CancellationToken ct)
    {
        foreach (var job in schedule)
        {
            var stored = await scheduler!.GetTrigger(new TriggerKey(job.Name, Group), ct) as ICronTrigger;
            if (stored is null)
            {
                await scheduler.AddJob(JobBuilder.Create<WakeUp>().WithIdentity(job.Name, Group).StoreDurably().Build(), AddJobOptions.Replacing, ct);
                await scheduler.ScheduleTrigger(Trigger(job), TriggerConflict.Keep, ct);
            }
            else if (stored.CronExpressionString != Cron(job) || stored.TimeZone.Id != OfficeClock.Zone.Id || stored.MisfireThreshold != late || WaitsTooLong(stored))
                await scheduler.RescheduleJob(stored.Key, Trigger(job), ct);
        }
        var all = await scheduler!.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Group) }, ct);
        foreach (var stored in all.Items.Where(stored => schedule.All(job => job.Name != stored.Key.Name)))
            await scheduler.DeleteJob(stored.Key, ct);
    }

    async Task<IReadOnlyList<(string, Instant)>> Planned(CancellationToken ct)
    {
        var planned = new List<(string, Instant)>();
        foreach (var job in schedule)
            if ((await scheduler!.GetTrigger(new TriggerKey(job.Name, Group), ct))?.NextFireTimeUtc is { } next)
                planned.Add((job.Name, Instant.FromDateTimeOffset(next)));
        return planned;
    }

    // Its time was reckoned by a clock that has been set back since.
    bool WaitsTooLong(ICronTrigger stored) => stored.NextFireTimeUtc > stored.GetFireTimeAfter(time.GetUtcNow());

    ITrigger Trigger(ScheduledJob job) => TriggerBuilder.Create(time).WithIdentity(job.Name, Group).ForJob(job.Name, Group)
        .WithSchedule(CronScheduleBuilder.Create(Cron(job)).InTimeZone(TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.Zone.Id))
            .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .WithMisfireThreshold(late)
        .Build();

    // Quartz wants one of the two kinds of day left open.
    static string Cron(ScheduledJob job) => job.Cron.EndsWith(" *", StringComparison.Ordinal) ? job.Cron[..^1] + "?" : job.Cron;

    // Nodes may run one job beside each other: the outbox is emptied by all of them.
    sealed class WakeUp(JobRunner runner, IReadOnlyList<ScheduledJob> schedule, CancellationTokenSource stopping) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            if (schedule.FirstOrDefault(job => job.Name == context.JobDetail.Key.Name) is not { } job)
                return;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
            await runner.Run(job, context.NextFireTimeUtc is { } next ? Instant.FromDateTimeOffset(next) : null, either.Token);
        }
    }
}
