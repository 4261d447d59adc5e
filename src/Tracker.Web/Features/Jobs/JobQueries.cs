using Dapper;
using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Jobs;

/// <summary>The jobs of the schedule, and what each did last.</summary>
public sealed class JobQueries(Database database) : IFeature
{
    public sealed record State(string Name, Instant? StartedAt, Instant? EndedAt, string Outcome, Instant? NextRunAt, Instant? FailedAt, string? Failure, int FailuresInRow, Instant? AskedForAt, string? AskedForBy)
    {
        /// <summary>How long the last run took; null while it runs, and for one that was stopped.</summary>
        public Duration? Took => EndedAt - StartedAt is { } took && took >= Duration.Zero ? took : null;

        public bool IsRunning => StartedAt is not null && !(EndedAt >= StartedAt);
    }

    public sealed record Row(ScheduledJob Job, State? State);

    const string Sql = """
        SELECT name, started_at, ended_at, outcome, next_run_at, failed_at, failure, failures_in_row, asked_for_at, asked_for_by FROM job_states
        """;

    public async Task<IReadOnlyList<Row>> All()
    {
        await using var connection = await database.Open();
        var states = (await connection.QueryAsync<State>(Sql)).ToDictionary(s => s.Name);
        return [.. JobSchedule.Table.Select(job => new Row(job, states.GetValueOrDefault(job.Name)))];
    }
}
