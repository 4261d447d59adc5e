using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>退回修改: the head does not let it out and says why; nothing has left the unit.</summary>
public sealed class SendBackDraft(Database database, EventLog events) : IFeature
{
    /// <exception cref="RuleBroken">not the unit's head, decided before, or nothing said</exception>
    public Task Run(Actor by, OfficeMoment at, long draftId, string remark) => database.InTransaction(async connection =>
    {
        var draft = await OpenDraft.Lock(connection, by, draftId, Role.UnitHead);
        if (string.IsNullOrWhiteSpace(remark))
            throw new RuleBroken("sending-back-says-nothing", "请写明要修改什么。");
        await draft.Decide(connection, by, at, "SentBack", remark.Trim());
        await events.Append(connection, by, at.Now, new Event(nameof(SendBackDraft), $"Assignment:{draft.AssignmentId}", $"审签退回修改：{remark.Trim()}"));
    });
}
