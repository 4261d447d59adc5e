using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>Corrects a draft item; the original and what the reader made of it stay where they are.</summary>
public sealed class EditItem(Database database, EventLog events, ConfirmItems confirmItems) : IFeature
{
    /// <param name="version">of the item that the form was opened from</param>
    /// <param name="confirm">true where the person also says that the item is right now</param>
    /// <returns>false where somebody else has changed the item meanwhile: then nothing is written</returns>
    /// <exception cref="RuleBroken">a part is missing or does not fit, or the plan has been dispatched</exception>
    public Task<bool> Run(Actor by, OfficeMoment at, long planId, long itemId, int version, ItemContent content, bool confirm)
    {
        by.RequireCoordinator();
        RefuseUnfit(content);
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            var before = await ItemContents.AsSeen(connection, by.RegionId, planId, itemId, version: null);
            if (!await ItemContents.Write(connection, by.RegionId, planId, itemId, version, content))
                return false;
            var step = await CheckSteps.Take(connection, by, at, planId, $"修改 {before.Number}");
            await CheckSteps.Wrote(connection, by, step, itemId, before.Content, content);
            await CheckSteps.Settle(connection, by, at, step, itemId, before.Content.ChangedIn(content));
            await plan.Touch(connection, by.RegionId);
            await events.Append(connection, by, at.Now, new Event(nameof(EditItem), $"WorkItem:{itemId}", $"修改任务 {before.Number}", before.Content, content));
            if (confirm)
                await confirmItems.Run(connection, by, at, plan, [itemId], step);
            return true;
        });
    }

    /// <exception cref="RuleBroken">a part is missing or does not fit</exception>
    internal static void RefuseUnfit(ItemContent content)
    {
        if (string.IsNullOrWhiteSpace(content.Text))
            throw new RuleBroken("text-missing", "任务内容不能空着。");
        if (content.LimitKind is TimeLimitKind.ByDate or TimeLimitKind.Range && content.DueOn is null)
            throw new RuleBroken("date-not-set", $"时限选了“{content.LimitKind.Chinese()}”，须填写截止日期。");
        if (content.Units.GroupBy(u => u.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new RuleBroken("unit-named-twice", $"“{twice.Key}”写了两次；一个单位在一项任务里只有一个角色。");
    }
}
