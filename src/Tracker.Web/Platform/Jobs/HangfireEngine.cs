using Cronos;
using Hangfire;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Storage;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>The engine that is built in by <c>-p:JobEngine=Hangfire</c>.</summary>
public static class JobEngine
{
    /// <param name="databaseUrl">of the role that serves</param>
    /// <param name="time">not used: Hangfire reads the machine's clock itself</param>
    public static IJobEngine Create(string databaseUrl, IReadOnlyList<ScheduledJob> schedule, JobRunner runner, TimeProvider time, ILoggerFactory loggers) =>
        new HangfireEngine(databaseUrl, schedule, runner);

    /// <summary>Makes the engine's own tables, in a schema of their own, as the role that owns it; done again it changes nothing.</summary>
    public static Task Provision(string ownerUrl) => HangfireEngine.Provision(ownerUrl);
}

/// <summary>Hangfire in PostgreSQL, schema <c>hangfire</c>. Its dashboard is left out: the page of jobs shows the same, whatever the engine.</summary>
public sealed class HangfireEngine(string databaseUrl, IReadOnlyList<ScheduledJob> schedule, JobRunner runner) : IJobEngine
{
    const string Schema = "hangfire";
    static readonly TimeSpan often = TimeSpan.FromSeconds(1);
    static readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(OfficeClock.Zone.Id);

    readonly CancellationTokenSource stopping = new();
    BackgroundJobServer? server;

    public async Task Start(CancellationToken ct)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = Schema, PrepareSchemaIfNecessary = false, QueuePollInterval = often,
            // Without, a job that takes long is thought lost and runs twice.
            UseSlidingInvisibilityTimeout = true,
        };
        var storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(databaseUrl, options), options);
        Reconcile(storage);
        await runner.Announce([.. from job in schedule where Next(job) is not null select (job.Name, Next(job)!.Value)]);
        server = new BackgroundJobServer(new BackgroundJobServerOptions
        {
            Activator = new Waking(this), WorkerCount = schedule.Count + 1, SchedulePollingInterval = often, ShutdownTimeout = TimeSpan.FromMinutes(1),
        }, storage);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        server?.Dispose();
    }

    public static async Task Provision(string ownerUrl)
    {
        await using var owner = new NpgsqlConnection(ownerUrl);
        await owner.OpenAsync();
        PostgreSqlObjectsInstaller.Install(owner, Schema);
        await new NpgsqlCommand($"""
            GRANT USAGE ON SCHEMA {Schema} TO tracker_app;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {Schema} TO tracker_app;
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA {Schema} TO tracker_app;
            """, owner).ExecuteNonQueryAsync();
    }

    // A job whose time has not changed keeps its next one.
    void Reconcile(PostgreSqlStorage storage)
    {
        var recurring = new RecurringJobManager(storage);
        foreach (var job in schedule)
            recurring.AddOrUpdate(job.Name, Job.FromExpression<WakeUp>(wake => wake.Run(job.Name, CancellationToken.None)), job.Cron,
                new RecurringJobOptions { TimeZone = zone, MisfireHandling = MisfireHandlingMode.Relaxed });
        using var connection = storage.GetConnection();
        foreach (var stored in connection.GetRecurringJobs().Where(stored => schedule.All(job => job.Name != stored.Id)))
            recurring.RemoveIfExists(stored.Id);
    }

    async Task Wake(string name, CancellationToken ct)
    {
        if (schedule.FirstOrDefault(job => job.Name == name) is not { } job)
            return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping.Token);
        await runner.Run(job, Next(job), either.Token);
    }

    static Instant? Next(ScheduledJob job) =>
        CronExpression.Parse(job.Cron, CronFormat.IncludeSeconds).GetNextOccurrence(DateTimeOffset.UtcNow, zone) is { } at ? Instant.FromDateTimeOffset(at) : null;

    /// <summary>What Hangfire stores and calls; it has to be public.</summary>
    [AutomaticRetry(Attempts = 0)]
    public sealed class WakeUp(HangfireEngine engine)
    {
        public Task Run(string name, CancellationToken ct) => engine.Wake(name, ct);
    }

    sealed class Waking(HangfireEngine engine) : JobActivator
    {
        public override object ActivateJob(Type jobType) => new WakeUp(engine);
    }
}
