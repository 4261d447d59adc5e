using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Namings;

/// <summary>点名建议: the first lead says which units 有关单位 of its item stands for; the office confirms them.</summary>
public sealed class ProposeNames(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    public sealed record Form(long AssignmentId, string Spelling, IReadOnlyCollection<long> Units, string Reason);

    const string NamesSql = """
        SELECT u.short_name FROM units u WHERE u.region_id = @RegionId AND u.id = ANY(@units) AND coalesce(u.ended_on > @Today, true) ORDER BY u.position, u.id
        """;

    const string InsertSql = """
        INSERT INTO name_proposals (region_id, work_item_id, spelling, round, assignment_id, units, reason, proposed_by, proposed_on, proposed_at)
        SELECT @RegionId, @WorkItemId, @Spelling, (SELECT count(*) + 1 FROM name_proposals n
            WHERE n.region_id = @RegionId AND n.work_item_id = @WorkItemId AND n.spelling = @Spelling), @Id, @units, @reason, @PersonId, @Today, @Now
        """;

    /// <exception cref="RuleBroken">not the unit's own, unsigned, ended or put off, not the first lead, nothing waits for names or for the office's answer,
    /// or nobody, or a unit that is no more, is proposed</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var assignment = await OwnAssignment.Lock(connection, by, form.AssignmentId);
        assignment.RefuseUnlessOpen();
        var awaited = (await NamingQueries.Awaited(connection, by.RegionId, assignment.WorkItemId)).FirstOrDefault(a => a.Spelling == form.Spelling);
        if (!assignment.IsFirstLead || awaited is null)
            throw new RuleBroken("nothing-to-name", $"任务 {assignment.Number} 的“{form.Spelling}”不用点名、已经点过名，或者不由您的单位提出。");
        if (awaited.Waits)
            throw new RuleBroken("already-proposed", $"“{form.Spelling}”的点名建议已经提出，等待办公厅答复。");
        var units = form.Units.Distinct().ToArray();
        var names = (await connection.QueryAsync<string>(NamesSql, new { by.RegionId, units, at.Today })).AsList();
        if (names.Count == 0 || names.Count < units.Length)
            throw new RuleBroken("nobody-named", $"请至少勾选一个“{form.Spelling}”所指的单位，已经撤销的单位除外。");
        await connection.ExecuteAsync(InsertSql, new
        {
            by.RegionId, by.PersonId, assignment.WorkItemId, form.Spelling, assignment.Id, units, reason = form.Reason.Trim(), at.Today, at.Now,
        });
        await events.Append(connection, by, at.Now, new Event(nameof(ProposeNames), $"WorkItem:{assignment.WorkItemId}",
            $"建议“{form.Spelling}”为：{string.Join('、', names)}{(form.Reason.Trim() is { Length: > 0 } why ? $"；理由：{why}" : "")}", After: form));
        await lamps.Refresh(connection, by.RegionId, [assignment.Id], at);
    });
}
