using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>确认办结, with a rating; the item closes once its completion rule is met.</summary>
public sealed class ConfirmCompletion(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <param name="Remark">what the unit should know; may be empty</param>
    public sealed record Form(long CompletionId, Rating Rating, string Remark = "");

    sealed record Part
    {
        public AssignmentRole Role { get; init; }
        public bool Ended { get; init; }
    }

    const string DecideSql = """
        INSERT INTO completion_decisions (region_id, completion_id, decision, rating, reason, self_reviewed, decided_by, decided_on, decided_at)
        VALUES (@RegionId, @Id, 'Confirmed', @rating, @remark, @Own, @PersonId, @Today, @Now)
        """;

    const string PartsSql = """
        SELECT a.role, EXISTS (SELECT FROM completions c
            JOIN completion_decisions d ON d.region_id = c.region_id AND d.completion_id = c.id AND d.decision = 'Confirmed'
            WHERE c.region_id = a.region_id AND c.assignment_id = a.id) AS ended
        FROM assignments a WHERE a.region_id = @RegionId AND a.work_item_id = @WorkItemId AND a.transferred_on IS NULL
        """;

    const string CloseSql = """
        INSERT INTO item_closings (region_id, work_item_id, closed_by, closed_on, closed_at)
        VALUES (@RegionId, @WorkItemId, @PersonId, @Today, @Now)
        """;

    /// <returns>true if this closed the item</returns>
    /// <exception cref="RuleBroken">not a coordinator, one's own request, or decided before</exception>
    public Task<bool> Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var open = await OpenCompletion.Lock(connection, by, form.CompletionId);
        await connection.ExecuteAsync(DecideSql, new
        {
            by.RegionId, open.Id, rating = form.Rating.ToString(), remark = form.Remark.Trim(), open.Own, by.PersonId, at.Today, at.Now,
        });
        await events.Append(connection, by, at.Now, new Event(nameof(ConfirmCompletion), $"Assignment:{open.AssignmentId}",
            $"确认{open.UnitName}办结，评为{form.Rating.Chinese()}{(open.Own ? "（自审）" : "")}", After: form));
        var closed = await CloseIfMet(connection, by, at, open);
        await lamps.Refresh(connection, by.RegionId, closed ? await open.Assignments(connection, by.RegionId) : [open.AssignmentId], at);
        return closed;
    });

    async Task<bool> CloseIfMet(NpgsqlConnection connection, Actor by, OfficeMoment at, OpenCompletion open)
    {
        var parts = (await connection.QueryAsync<Part>(PartsSql, new { by.RegionId, open.WorkItemId })).Select(p => (p.Role, p.Ended)).ToList();
        if (!CompletionRules.For(parts.Select(p => p.Role)).IsMetBy(parts))
            return false;
        await connection.ExecuteAsync(CloseSql, new { by.RegionId, open.WorkItemId, by.PersonId, at.Today, at.Now });
        await events.Append(connection, by, at.Now, new Event(nameof(ConfirmCompletion), $"WorkItem:{open.WorkItemId}", $"任务 {open.Number} 已办结"));
        return true;
    }
}
