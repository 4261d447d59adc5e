using Dapper;
using NodaTime;

namespace Tracker.Web.Platform;

/// <summary>立即运行: runs what somebody asked for on the page of jobs, on whichever machine takes it first, whatever engine wakes it.</summary>
public sealed class JobsAskedFor(Database database, JobRunner runner) : IScheduledJob
{
    const string AskSql = """
        INSERT INTO job_states (name, asked_for_at, asked_for_by) VALUES (@name, @machine, @by)
        ON CONFLICT (name) DO UPDATE SET asked_for_at = excluded.asked_for_at, asked_for_by = excluded.asked_for_by
        """;

    const string TakeSql = "UPDATE job_states SET asked_for_at = NULL WHERE name = ANY(@names) AND asked_for_at IS NOT NULL RETURNING name, next_run_at";

    /// <summary>Those that a person may start: all but this one.</summary>
    public static IEnumerable<ScheduledJob> Startable => JobSchedule.Table.Where(job => job.Job != typeof(JobsAskedFor));

    /// <summary>Has a job run within seconds; asked twice before it began, it runs once.</summary>
    /// <exception cref="Domain.RuleBroken">there is no such job</exception>
    public static async Task Ask(Npgsql.NpgsqlConnection connection, string name, string by, Instant machine)
    {
        if (Startable.All(job => job.Name != name))
            throw new Domain.RuleBroken("no-such-job", "没有这个后台任务，请刷新页面后再试。");
        await connection.ExecuteAsync(AskSql, new { name, by, machine });
    }

    public async Task<string> Run(CancellationToken ct)
    {
        var taken = await Take(ct);
        foreach (var (job, next) in taken)
            await runner.Run(job, next, ct);
        return string.Join('、', taken.Select(t => t.Job.What));
    }

    async Task<IReadOnlyList<(ScheduledJob Job, Instant? Next)>> Take(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var names = Startable.Select(job => job.Name).ToArray();
        var taken = await connection.QueryAsync<(string Name, Instant? Next)>(TakeSql, new { names });
        return [.. taken.Select(t => (Startable.Single(job => job.Name == t.Name), t.Next))];
    }
}
