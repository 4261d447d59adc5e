using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>回复催办: the unit says why it is late and when it will be done. It holds the order back by some working days, once a date;
/// only what is handed in, put off or taken over by another unit ends the ladder.</summary>
public sealed class AnswerNudge(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <summary>A date that a unit was chased for and has not met.</summary>
    /// <param name="Answer">what it said; null where it has not</param>
    public sealed record Nudged(ReminderCause About, LocalDate AboutOn, string Sentence, LocalDate ForOn, string? Answer, string? AnsweredBy, LocalDate? AnsweredOn);

    const string NudgedSql = $"""
        SELECT r.about, r.about_on, r.sentence, r.for_on, n.text AS answer, p.name AS answered_by, n.answered_on
        FROM reminders r
        JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        LEFT JOIN nudge_answers n ON n.region_id = r.region_id AND n.assignment_id = r.assignment_id AND n.about = r.about AND n.about_on = r.about_on
        LEFT JOIN people p ON p.region_id = n.region_id AND p.id = n.answered_by
        WHERE r.region_id = @regionId AND r.assignment_id = @assignmentId AND r.level = 'Nudge' AND r.about <> 'Signature' AND r.for_on <= @today AND {StillOpen.Sql}
        ORDER BY r.about_on, r.id
        """;

    const string InsertSql = """
        INSERT INTO nudge_answers (region_id, assignment_id, about, about_on, text, answered_by, answered_on, answered_at)
        SELECT @RegionId, @Id, about, about_on, @text, @PersonId, @Today, @Now FROM unnest(@abouts, @days) AS d(about, about_on)
        """;

    /// <summary>What an assignment is chased for and has not handed in; to a chase for 签收 the answer is to sign.</summary>
    public static async Task<IReadOnlyList<Nudged>> Of(NpgsqlConnection connection, int regionId, long assignmentId, LocalDate today) =>
        (await connection.QueryAsync<Nudged>(NudgedSql, new { regionId, assignmentId, today })).AsList();

    /// <summary>Answers for all dates that the assignment is chased for and has not answered yet.</summary>
    /// <returns>how many dates</returns>
    /// <exception cref="RuleBroken">not the unit's own, ended or put off, nothing to answer, nothing said, or answered before: by whom and when</exception>
    public Task<int> Run(Actor by, OfficeMoment at, long assignmentId, string said) => database.InTransaction(async connection =>
    {
        var (assignment, text) = (await OwnAssignment.Lock(connection, by, assignmentId), said.Trim());
        assignment.RefuseUnlessOpen();
        var open = await Open(connection, by.RegionId, assignment, at.Today);
        if (text == "")
            throw new RuleBroken("answer-says-nothing", "请写明未按时办理的原因和预计完成的时间。");
        await connection.ExecuteAsync(InsertSql, new
        {
            by.RegionId, by.PersonId, assignment.Id, text, at.Today, at.Now,
            abouts = open.Select(n => n.About.ToString()).ToArray(), days = open.Select(n => n.AboutOn.ToDateOnly()).ToArray(),
        });
        await events.Append(connection, by, at.Now, new Event(nameof(AnswerNudge), $"Assignment:{assignment.Id}", $"回复催办：{text}", After: open));
        await lamps.Refresh(connection, by.RegionId, [assignment.Id], at);
        return open.Count;
    });

    static async Task<IReadOnlyList<Nudged>> Open(NpgsqlConnection connection, int regionId, OwnAssignment assignment, LocalDate today)
    {
        var nudged = await Of(connection, regionId, assignment.Id, today);
        if (nudged.Count == 0)
            throw new RuleBroken("nothing-to-answer", $"任务 {assignment.Number} 没有等待回复的催办。");
        return nudged.Where(n => n.Answer is null).ToList() is { Count: > 0 } open ? open
            : throw new RuleBroken("already-answered", $"{nudged[^1].AnsweredBy}已于 {nudged[^1].AnsweredOn!.Value.Iso()} 回复过这次催办，请尽快报送。");
    }
}
