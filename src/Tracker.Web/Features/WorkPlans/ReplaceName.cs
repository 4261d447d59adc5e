using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>What was written in the place of a name that means no unit.</summary>
/// <param name="Items">that were changed, in their order</param>
public sealed record NameReplaced(string With, IReadOnlyList<long> Items);

/// <summary>Puts a registered name in the place of one that means no unit, everywhere in a draft or in one item: one step, taken back as one.
/// The notice's own wording of the units stays where it is kept.</summary>
public sealed class ReplaceName(Database database, EventLog events) : IFeature
{
    /// <param name="itemId">only there; null wherever the name stands</param>
    /// <param name="name">as the items have it</param>
    /// <param name="with">any spelling of a unit or a collective</param>
    /// <param name="version">of the plan that the person has seen; null takes it as it stands</param>
    /// <exception cref="RuleBroken">the new name means nobody, the old one means somebody or does not stand there, or the plan has changed or been dispatched</exception>
    public Task<NameReplaced> Run(Actor by, OfficeMoment at, long planId, long? itemId, string name, string with, int? version = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            plan.RefuseUnless(version);
            var units = await RegionUnits.Load(connection, by.RegionId, at.Today);
            RefuseUnfit(units.Registry, name, with = with.Trim());
            var items = (await ItemContents.OfPlan(connection, by.RegionId, planId))
                .Where(i => (itemId is null || i.Id == itemId) && i.Content.Units.Any(u => u.Name == name)).ToList();
            if (items.Count == 0)
                throw new RuleBroken("name-not-there", $"任务里没有“{name}”，可能已经改过。请看现在的内容。");
            var step = await CheckSteps.Take(connection, by, at, planId, $"“{name}”改为“{with}”（{items.Count}项任务）");
            var changes = items.ConvertAll(item => (item, After: item.Content with { Units = Replaced(item.Content.Units, name, with) }));
            foreach (var (item, after) in changes)
            {
                await ItemContents.Write(connection, by.RegionId, planId, item.Id, item.Version, after);
                await CheckSteps.Wrote(connection, by, step, item.Id, item.Content, after);
            }
            await plan.Touch(connection, by.RegionId);
            await events.Append(connection, by, at.Now, [.. changes.Select(c => new Event(nameof(ReplaceName), $"WorkItem:{c.item.Id}",
                $"任务 {c.item.Number} 的单位“{name}”改为“{with}”", c.item.Content, c.After))]);
            return new NameReplaced(with, [.. items.Select(i => i.Id)]);
        });
    }

    static void RefuseUnfit(UnitRegistry registry, string name, string with)
    {
        if (with.Length == 0)
            throw new RuleBroken("no-name-chosen", "请选择改为哪个单位。");
        if (registry.Resolve(with) is not (OneUnit or ManyUnits))
            throw new RuleBroken("not-in-the-registry", $"“{with}”也不在单位名册里。请从名册里选择，或请系统管理员先把它加进名册。");
        if (registry.Resolve(name) is OneUnit or ManyUnits)
            throw new RuleBroken("name-is-known", $"“{name}”在单位名册里，不用改写法。要换单位，请修改那项任务。");
    }

    // One unit, one part an item: where the right name stands there too, the stronger role stays.
    static IReadOnlyList<NamedUnit> Replaced(IReadOnlyList<NamedUnit> units, string name, string with) =>
    [
        .. units.Select(u => u.Name == name ? u with { Name = with } : u)
            .GroupBy(u => u.Name, (_, same) => same.MinBy(u => u.Role)!),
    ];
}
