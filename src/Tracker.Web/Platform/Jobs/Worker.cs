namespace Tracker.Web.Platform;

/// <summary>Runs the jobs of the schedule as long as the program does.</summary>
public sealed class Worker(Settings settings, JobRunner runner, ILoggerFactory loggers) : IHostedService
{
    readonly IJobEngine engine = JobEngine.Create(settings.DatabaseUrl, JobSchedule.Table, runner, loggers);

    public Task StartAsync(CancellationToken cancellationToken) => engine.Start(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken) => await engine.DisposeAsync();
}
