using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>撤回: the liaison takes back what lies before the head, to write it anew.</summary>
public sealed class TakeBackDraft(Database database, EventLog events) : IFeature
{
    /// <exception cref="Domain.RuleBroken">not the unit's liaison, or the head has decided</exception>
    public Task Run(Actor by, OfficeMoment at, long draftId) => database.InTransaction(async connection =>
    {
        var draft = await OpenDraft.Lock(connection, by, draftId, Role.Liaison);
        await draft.Decide(connection, by, at, "TakenBack", "");
        await events.Append(connection, by, at.Now, new Event(nameof(TakeBackDraft), $"Assignment:{draft.AssignmentId}", $"撤回送审：{draft.Sentence}"));
    });
}
