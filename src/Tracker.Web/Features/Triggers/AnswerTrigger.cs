using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Triggers;

/// <summary>答复条件是否具备: the first lead of an item of 适时 says whether its conditions are there, when it is asked or earlier.
/// 未具备 needs a reason; 已具备 proposes a date, and the office sets it.</summary>
public sealed class AnswerTrigger(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <param name="ProposedOn">the last day, where the conditions are there; null where they are not</param>
    public sealed record Form(long AssignmentId, LocalDate? ProposedOn, string Reason);

    sealed record Before(bool Met, LocalDate Quarter, string Name, Instant AnsweredAt);

    const string BeforeSql = """
        SELECT t.met, t.quarter, p.name, t.answered_at FROM trigger_answers t
        JOIN people p ON p.region_id = t.region_id AND p.id = t.answered_by
        WHERE t.region_id = @RegionId AND t.assignment_id = @Id ORDER BY t.id DESC LIMIT 1
        """;

    const string InsertSql = """
        INSERT INTO trigger_answers (region_id, assignment_id, quarter, met, reason, proposed_on, answered_by, answered_on, answered_at)
        VALUES (@RegionId, @Id, @quarter, @met, @reason, @ProposedOn, @PersonId, @Today, @Now)
        """;

    /// <exception cref="RuleBroken">not the unit's own, unsigned, ended or put off, not the first lead of an item that waits for its conditions,
    /// no reason, a date that is not to come, or answered before: by whom and when</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var assignment = await OwnAssignment.Lock(connection, by, form.AssignmentId);
        assignment.RefuseUnlessOpen();
        if (!assignment.IsFirstLead || !(await AssignmentFactsQuery.Of(connection, by.RegionId, [assignment.Id], at.Today)).Single().Facts.AwaitsTrigger)
            throw new RuleBroken("nothing-to-answer", $"任务 {assignment.Number} 没有等待条件，或者不由您的单位答复。");
        var (quarter, reason) = (TriggerQuestion.QuarterOf(at.Today), form.Reason.Trim());
        if (form.ProposedOn is null && reason == "")
            throw new RuleBroken("trigger-says-nothing", "条件未具备的，请写明原因。");
        if (form.ProposedOn <= at.Today)
            throw new RuleBroken("new-date-is-past", "建议的时限须在今天以后。");
        await RefuseSecond(connection, by.RegionId, assignment.Id, quarter, form.ProposedOn is not null);
        await connection.ExecuteAsync(InsertSql, new
        {
            by.RegionId, by.PersonId, assignment.Id, quarter, met = form.ProposedOn is not null, reason, form.ProposedOn, at.Today, at.Now,
        });
        await events.Append(connection, by, at.Now, new Event(nameof(AnswerTrigger), $"Assignment:{assignment.Id}",
            form.ProposedOn is { } on ? $"条件已具备，建议{on.OnPaper()}前办结{(reason == "" ? "" : $"：{reason}")}" : $"条件未具备：{reason}", After: form));
        await lamps.Refresh(connection, by.RegionId, [assignment.Id], at);
    });

    // What was not there may be there later in the same quarter; what is there waits for the office.
    static async Task RefuseSecond(NpgsqlConnection connection, int regionId, long id, LocalDate quarter, bool met)
    {
        if (await connection.QuerySingleOrDefaultAsync<Before>(BeforeSql, new { RegionId = regionId, id }) is { } before
            && (before.Met || before.Quarter == quarter && !met))
            throw new RuleBroken("already-answered",
                $"{before.Name}已于 {before.AnsweredAt.Iso()} 答复条件{(before.Met ? "已具备，等待办公厅确定时限" : "未具备，本季度不用再答复")}。");
    }
}
