using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>Promises every rung of the ladder that has come due by a unique row each; what was promised before is left as it stands.</summary>
public static class PromiseReminders
{
    const int Batch = 5000;

    public sealed record Result(int HeadsUps, int Nudges, int Orders);

    // Only assignments whose day has come, or whose facts have changed since, are looked at.
    const string DueSql = """
        SELECT assignment_id FROM lamps
        WHERE region_id = @regionId AND (remind_on IS NULL OR remind_on <= @Today)
        ORDER BY assignment_id
        """;

    // A unit that has had its mail of the day is chased for the rest on the next one.
    const string InsertSql = """
        WITH promised AS (
            INSERT INTO reminders (region_id, assignment_id, unit_id, level, about, about_on, step, for_on, sentence, promised_at)
            SELECT @regionId, s.assignment_id, s.unit_id, s.level, s.about, s.about_on, s.step,
                CASE WHEN s.level = 'Nudge' AND EXISTS (SELECT FROM mail_promises p WHERE p.region_id = @regionId AND p.kind = 'Nudge'
                    AND p.unit_id = s.unit_id AND p.for_on = @Today AND p.resolved_at IS NOT NULL) THEN @tomorrow ELSE @Today END,
                s.sentence, @Now
            FROM unnest(@assignments, @units, @levels, @causes, @abouts, @steps, @sentences)
                AS s(assignment_id, unit_id, level, about, about_on, step, sentence)
            ON CONFLICT ON CONSTRAINT a_reminder_is_promised_once DO NOTHING
            RETURNING level)
        SELECT level, count(*)::int FROM promised GROUP BY level
        """;

    const string LookAgainSql = """
        UPDATE lamps l SET remind_on = n.remind_on
        FROM unnest(@assignments, @days) AS n(assignment_id, remind_on)
        WHERE l.region_id = @regionId AND l.assignment_id = n.assignment_id AND l.remind_on IS DISTINCT FROM n.remind_on
        """;

    public static async Task<Result> Run(
        NpgsqlConnection connection, int regionId, LadderRule rule, WorkingCalendar calendar, OfficeMoment at)
    {
        var due = (await connection.QueryAsync<long>(DueSql, new { regionId, at.Today })).AsList();
        var promised = new Dictionary<string, int>();
        foreach (var batch in due.Chunk(Batch))
        {
            var ladders = (await AssignmentFactsQuery.Of(connection, regionId, batch, at.Today))
                .Select(a => (Assignment: a, Steps: Ladder.For(a.Facts, rule, calendar))).ToList();
            foreach (var (level, n) in await Insert(connection, regionId, ladders, calendar, at))
                promised[level] = promised.GetValueOrDefault(level) + n;
            await LookAgain(connection, regionId, ladders, at.Today);
        }
        return new(promised.GetValueOrDefault(nameof(ReminderLevel.HeadsUp)), promised.GetValueOrDefault(nameof(ReminderLevel.Nudge)),
            promised.GetValueOrDefault(nameof(ReminderLevel.Order)));
    }

    static Task<IEnumerable<(string Level, int N)>> Insert(NpgsqlConnection connection, int regionId,
        List<(AssignmentOnDay Assignment, IReadOnlyList<ReminderStep> Steps)> ladders, WorkingCalendar calendar, OfficeMoment at)
    {
        var due = ladders.SelectMany(l => l.Steps.Where(s => s.IsDueOn(at.Today)).Select(s => (l.Assignment, Step: s))).ToList();
        return due.Count == 0 ? Task.FromResult<IEnumerable<(string, int)>>([]) : connection.QueryAsync<(string, int)>(InsertSql, new
        {
            regionId, at.Today, at.Now, tomorrow = calendar.AddWorkdays(at.Today, 1).Date,
            assignments = due.Select(d => d.Assignment.Id).ToArray(),
            units = due.Select(d => d.Assignment.UnitId).ToArray(),
            levels = due.Select(d => d.Step.Level.ToString()).ToArray(),
            causes = due.Select(d => d.Step.Cause.ToString()).ToArray(),
            abouts = due.Select(d => d.Step.About.ToDateOnly()).ToArray(),
            steps = due.Select(d => d.Step.DaysBefore).ToArray(),
            sentences = due.Select(d => d.Step.Sentence()).ToArray(),
        });
    }

    static Task<int> LookAgain(NpgsqlConnection connection, int regionId,
        List<(AssignmentOnDay Assignment, IReadOnlyList<ReminderStep> Steps)> ladders, LocalDate today) =>
        connection.ExecuteAsync(LookAgainSql, new
        {
            regionId,
            assignments = ladders.Select(l => l.Assignment.Id).ToArray(),
            // DateOnly.MaxValue is written as infinity: never, until a fact changes.
            days = ladders.Select(l => l.Steps.Where(s => s.On > today).Select(s => s.On.ToDateOnly()).DefaultIfEmpty(DateOnly.MaxValue).Min()).ToArray(),
        });
}
