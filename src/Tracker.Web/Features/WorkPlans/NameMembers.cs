using Dapper;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>点名: says which units a collective such as 有关部门 stands for, in the whole notice or in one item.</summary>
public sealed class NameMembers(Database database, EventLog events) : IFeature
{
    const string ForgetSql = """
        DELETE FROM named_members
        WHERE region_id = @RegionId AND work_plan_id = @planId AND work_item_id IS NOT DISTINCT FROM @itemId AND spelling = @spelling
        """;

    const string NameSql = """
        INSERT INTO named_members (region_id, work_plan_id, work_item_id, spelling, unit_id)
        SELECT u.region_id, @planId, @itemId, @spelling, u.id FROM units u
        WHERE u.region_id = @RegionId AND u.id = ANY(@unitIds)
        """;

    const string NumberSql = """
        SELECT number FROM work_items WHERE region_id = @RegionId AND work_plan_id = @planId AND id = @itemId
        """;

    /// <param name="itemId">null for the whole notice; what is named for an item goes before it</param>
    /// <param name="spelling">the collective as the notice writes it</param>
    /// <param name="unitIds">all its members; what was named before is replaced, and none leaves it unnamed</param>
    /// <param name="version">of the plan that the person has seen; null takes it as it stands</param>
    /// <exception cref="RuleBroken">the name needs no naming, the item is not of this plan, or the plan has changed or been dispatched</exception>
    public Task Run(Actor by, OfficeMoment at, long planId, long? itemId, string spelling, IReadOnlyCollection<long> unitIds, int? version = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            plan.RefuseUnless(version);
            var units = await RegionUnits.Load(connection, by.RegionId, at.Today);
            if (units.Registry.Resolve(spelling) is not ManyUnits { Collective.MustBeNamed: true })
                throw new RuleBroken("not-to-be-named", $"“{spelling}”不是需要点名的单位范围。");
            var rows = new { by.RegionId, planId, itemId, spelling, unitIds = unitIds.ToArray() };
            var where = itemId is null ? "全文" : await connection.ExecuteScalarAsync<string?>(NumberSql, rows)
                ?? throw new RuleBroken("no-such-item", "分工方案里没有这项任务。");
            await connection.ExecuteAsync(ForgetSql, rows);
            await connection.ExecuteAsync(NameSql, rows);
            await plan.Touch(connection, by.RegionId);
            var names = units.Registry.Units.Where(u => unitIds.Contains(units.Ids[u.Code])).Select(u => u.ShortName);
            await events.Append(connection, by, at.Now, new Event(nameof(NameMembers), plan.Subject,
                $"点名（{where}）“{spelling}”：{string.Join('、', names)}", After: new { spelling, itemId, unitIds }));
        });
    }
}
