using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>
/// Where lists name no role the first unit was taken for the lead. Turns this round for the whole notice:
/// leads become supports and supports leads. Twice is as before.
/// </summary>
public sealed class TurnRolesRound(Database database, EventLog events) : IFeature
{
    // An item with one part only keeps it, or nobody would lead; one whose own words name the roles says who leads.
    const string TurnSql = """
        WITH turned AS (
            SELECT w.id FROM work_items w
            WHERE w.region_id = @RegionId AND w.work_plan_id = @planId AND coalesce(w.units_raw, '') !~ '牵头|主办|协办|配合|负责'
                AND (SELECT count(DISTINCT u.role) FROM item_units u
                    WHERE u.region_id = w.region_id AND u.work_item_id = w.id AND u.role IN ('Lead', 'Support')) = 2),
        units AS (
            UPDATE item_units u SET role = CASE u.role WHEN 'Lead' THEN 'Support' ELSE 'Lead' END
            FROM turned WHERE u.region_id = @RegionId AND u.work_item_id = turned.id AND u.role IN ('Lead', 'Support'))
        UPDATE work_items w SET version = version + 1 FROM turned WHERE w.region_id = @RegionId AND w.id = turned.id
        """;

    /// <returns>how many items were turned; they wait to be confirmed again</returns>
    /// <param name="version">of the plan that the person has seen; null takes it as it stands</param>
    /// <exception cref="RuleBroken">no item can be turned, or the plan has changed or been dispatched</exception>
    public Task<int> Run(Actor by, OfficeMoment at, long planId, int? version = null)
    {
        by.RequireCoordinator();
        return database.InTransaction(async connection =>
        {
            var plan = await PlanHead.LockDraft(connection, by.RegionId, planId);
            plan.RefuseUnless(version);
            var turned = await connection.ExecuteAsync(TurnSql, new { by.RegionId, planId });
            if (turned == 0)
                throw new RuleBroken("nothing-to-turn", "没有可以对调的任务：通知已写明角色，或每项只有一个角色。");
            await plan.Touch(connection, by.RegionId);
            await events.Append(connection, by, at.Now, new Event(nameof(TurnRolesRound), plan.Subject, $"全文牵头与协办对调：{turned}项任务"));
            return turned;
        });
    }
}
