using Dapper;
using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Jobs;

/// <summary>The jobs of the schedule, and what each did last.</summary>
public sealed class JobQueries(Database database) : IFeature
{
    public sealed record State(string Name, Instant? StartedAt, Instant? EndedAt, string Outcome, Instant? NextRunAt, Instant? FailedAt, string? Failure, int FailuresInRow);

    public sealed record Row(ScheduledJob Job, State? State);

    const string Sql = """
        SELECT name, started_at, ended_at, outcome, next_run_at, failed_at, failure, failures_in_row FROM job_states
        """;

    public async Task<IReadOnlyList<Row>> All()
    {
        await using var connection = await database.Open();
        var states = (await connection.QueryAsync<State>(Sql)).ToDictionary(s => s.Name);
        return [.. JobSchedule.Table.Select(job => new Row(job, states.GetValueOrDefault(job.Name)))];
    }
}
