using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Triggers;

/// <summary>确定时限 of an item of 适时, once its conditions are there: from now on it has a last day like any other.</summary>
public sealed class SetTriggerDate(Database database, TellItem tell) : IFeature
{
    public sealed record Form(long WorkItemId, LocalDate On);

    /// <exception cref="RuleBroken">not a coordinator, not dispatched, ended or put off, a completion waits, the item does not wait for its conditions, or the date is not to come</exception>
    public Task Run(Actor by, OfficeMoment at, Form form) => database.InTransaction(async connection =>
    {
        var item = await OfficeItem.Lock(connection, by, form.WorkItemId);
        item.RefuseUnlessRunning();
        var parts = await AssignmentFactsQuery.Of(connection, by.RegionId, await CloseItem.Parts(connection, by.RegionId, item.Id), at.Today);
        var waiting = parts.Where(a => a.Facts is { End: null, AwaitsTrigger: true }).ToList();
        if (waiting.Count == 0)
            throw new RuleBroken("does-not-wait", $"任务 {item.Number} 没有在等待条件，不用在这里确定时限。");
        if (form.On <= at.Today)
            throw new RuleBroken("new-date-is-past", "时限须在今天以后。");
        await MoveDates.Run(connection, by, at, MovingCause.Trigger, null,
            [.. waiting.Select(a => new DateMove(a.Id, new(DateNature.Due, "办结", at.Today, at.Today), form.On))]);
        await tell.Run(connection, by, at, item, nameof(SetTriggerDate), $"条件已具备，时限定为{form.On.OnPaper()}", new { item.LimitKind }, form);
    });
}
