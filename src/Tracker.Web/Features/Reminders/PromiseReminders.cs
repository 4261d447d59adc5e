using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>Promises every rung of the ladder that has come due by a unique row each; what was promised before is left as it stands.</summary>
public sealed class PromiseReminders(int regionId, LadderRule rule, WorkingCalendar calendar, OfficeMoment at) : ILadderBeside
{
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

    readonly Dictionary<string, int> promised = [];

    /// <summary>How many are new.</summary>
    public int this[ReminderLevel level] => promised.GetValueOrDefault(level.ToString());

    public IReadOnlyList<ReminderStep> For(AssignmentFacts facts) => Ladder.For(facts, rule, calendar);

    public async Task Promise(NpgsqlConnection connection, IReadOnlyList<(AssignmentOnDay Assignment, ReminderStep Step)> due)
    {
        if (due.Count == 0)
            return;
        foreach (var (level, n) in await connection.QueryAsync<(string Level, int N)>(InsertSql, new
        {
            regionId, at.Today, at.Now, tomorrow = calendar.AddWorkdays(at.Today, 1).Date,
            assignments = due.Select(d => d.Assignment.Id).ToArray(),
            units = due.Select(d => d.Assignment.UnitId).ToArray(),
            levels = due.Select(d => d.Step.Level.ToString()).ToArray(),
            causes = due.Select(d => d.Step.Cause.ToString()).ToArray(),
            abouts = due.Select(d => d.Step.About.ToDateOnly()).ToArray(),
            steps = due.Select(d => d.Step.DaysBefore).ToArray(),
            sentences = due.Select(d => d.Step.Sentence()).ToArray(),
        }))
            promised[level] = promised.GetValueOrDefault(level) + n;
    }
}
