using NodaTime;

namespace Tracker.Web.Platform;

/// <summary>Runs the jobs of the schedule as long as the program does.</summary>
public sealed class Worker(Settings settings, JobRunner runner, TimeProvider time, ILoggerFactory loggers) : IHostedService, IDisposable
{
    readonly IJobEngine engine = JobEngine.Create(settings.DatabaseUrl, JobSchedule.OfEngine, runner, time, loggers);
    readonly CancellationTokenSource stopping = new();
    Task own = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.Start(cancellationToken);
        own = Task.WhenAll(JobSchedule.Table.Where(job => job.OnEachNode is not null).Select(Repeat));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await own;
        await engine.DisposeAsync();
    }

    public void Dispose() => stopping.Dispose();

    // An engine gives each time to one node, mostly to the same one; and what a timer counts, no clock that is set back can hold up.
    async Task Repeat(ScheduledJob job)
    {
        using var timer = new PeriodicTimer(job.OnEachNode!.Value, time);
        try
        {
            do
                await runner.Run(job, Instant.FromDateTimeOffset(time.GetUtcNow() + job.OnEachNode.Value), stopping.Token);
            while (await timer.WaitForNextTickAsync(stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // Stopped between two times.
        }
    }
}
