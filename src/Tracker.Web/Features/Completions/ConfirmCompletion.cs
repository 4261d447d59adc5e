using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>确认办结, with a rating; the item closes once its completion rule is met.</summary>
public sealed class ConfirmCompletion(Database database, EventLog events, CloseItem closeItem, Lamps.Lamps lamps) : IFeature
{
    /// <param name="Remark">what the unit should know; may be empty</param>
    public sealed record Form(long CompletionId, Rating Rating, string Remark = "");

    const string DecideSql = """
        INSERT INTO completion_decisions (region_id, completion_id, decision, rating, reason, self_reviewed, decided_by, decided_on, decided_at)
        VALUES (@RegionId, @Id, 'Confirmed', @rating, @remark, @Own, @PersonId, @Today, @Now)
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
        var closed = await closeItem.IfMet(connection, by, at, open.WorkItemId);
        await lamps.Refresh(connection, by.RegionId, closed ? await CloseItem.Parts(connection, by.RegionId, open.WorkItemId) : [open.AssignmentId], at);
        return closed;
    });
}
