using System.Collections.Concurrent;
using Dapper;
using NodaTime;

namespace Tracker.Web.Platform;

/// <summary>Runs a job that an engine woke, and keeps what became of it. A job that fails is tried again at its next time.</summary>
public sealed class JobRunner(IServiceScopeFactory scopes, Database database, TimeProvider time, ILogger<JobRunner> log)
{
    const string StartedSql = """
        INSERT INTO job_states (name, started_at, next_run_at) VALUES (@name, @now, @next)
        ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at, next_run_at = excluded.next_run_at
        """;

    const string AnnouncedSql = """
        INSERT INTO job_states (name, next_run_at) VALUES (@Name, @Next)
        ON CONFLICT (name) DO UPDATE SET next_run_at = excluded.next_run_at
        """;

    const string DoneSql = """
        UPDATE job_states SET ended_at = @now, failures_in_row = 0, outcome = CASE WHEN @outcome = '' THEN outcome ELSE @outcome END
        WHERE name = @name
        """;

    const string FailedSql = """
        UPDATE job_states SET ended_at = @now, failed_at = @now, failure = @failure, failures_in_row = failures_in_row + 1 WHERE name = @name
        """;

    readonly ConcurrentDictionary<string, bool> running = new();

    Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Keeps when an engine that begins will wake each job, so that the page knows it of jobs that never ran.</summary>
    public async Task Announce(IEnumerable<(string Name, Instant Next)> planned)
    {
        await using var connection = await database.Open();
        await connection.ExecuteAsync(AnnouncedSql, planned.Select(p => new { p.Name, p.Next }));
    }

    /// <summary>One that is still at it in this process is left to go on: what it was woken for it finds, or its next time does.</summary>
    /// <param name="next">when the engine will wake it again</param>
    public async Task Run(ScheduledJob job, Instant? next, CancellationToken ct)
    {
        if (!running.TryAdd(job.Name, true))
            return;
        try
        {
            await Record(StartedSql, new { job.Name, now = Now, next });
            await using var scope = scopes.CreateAsyncScope();
            var outcome = await ((IScheduledJob)scope.ServiceProvider.GetRequiredService(job.Job)).Run(ct);
            await Record(DoneSql, new { job.Name, now = Now, outcome });
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            log.LogInformation("Job {Job} was stopped; what is left waits for its next time", job.Name);
        }
#pragma warning disable CA1031 // Whatever stops one job must not stop the worker.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogError(e, "Job {Job} failed", job.Name);
            await RecordFailure(job, e);
        }
        finally
        {
            running.TryRemove(job.Name, out _);
        }
    }

    async Task RecordFailure(ScheduledJob job, Exception e)
    {
        try
        {
            await Record(FailedSql, new { job.Name, now = Now, failure = e.Message });
        }
        catch (Npgsql.NpgsqlException)
        {
            // The database is away: that is why the job failed, and the log has it.
        }
    }

    async Task Record(string sql, object parameters)
    {
        await using var connection = await database.Open(CancellationToken.None);
        await connection.ExecuteAsync(sql, parameters);
    }
}
