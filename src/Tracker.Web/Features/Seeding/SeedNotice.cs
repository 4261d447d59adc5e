using Dapper;
using Tracker.Domain;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Seeding;

/// <summary>
/// Brings a world's notice to just before dispatch, through the office's own verbs: one coordinator imports it,
/// names members, checks every item and confirms the duties, the other, where there is one, reviews. What is left to do is to press 交办.
/// </summary>
public sealed class SeedNotice(
    Database database, OfficeClock clock, ImportNotice importNotice, NameMembers nameMembers, ConfirmItems confirmItems, ConfirmDuty confirmDuty,
    ReviewPlan reviewPlan) : IFeature
{
    public const string Checker = "duban", Reviewer = "duban2";

    const string IsReadySql = """
        SELECT EXISTS (SELECT FROM plan_reviews WHERE region_id = @RegionId AND work_plan_id = @planId)
            OR EXISTS (SELECT FROM dispatches WHERE region_id = @RegionId AND work_plan_id = @planId)
        """;

    const string ReviewerSql = "SELECT EXISTS (SELECT FROM people WHERE region_id = @regionId AND login = @Reviewer)";

    const string ItemsSql = "SELECT id FROM work_items WHERE region_id = @RegionId AND work_plan_id = @planId ORDER BY position";

    /// <param name="world">none: 西藏</param>
    /// <returns>the plan's id; a plan that was reviewed or dispatched before is left as it is</returns>
    public async Task<long> Run(World? world = null)
    {
        world ??= World.Xizang;
        await using var connection = await database.Open();
        var regionId = await Acting.RegionOf(connection, world.Region);
        var checker = await Actors.ByLogin(connection, regionId, Checker);
        var at = await clock.Now(connection);
        var content = world.Notice;
        var read = await RegionReader.Read(connection, regionId, NoticeFile.Blocks(content, world.FileName));
        var planId = (await importNotice.Run(checker, at, new(world.FileName, content), read)).PlanId;
        if (await connection.ExecuteScalarAsync<bool>(IsReadySql, new { checker.RegionId, planId }))
            return planId;
        var units = await RegionUnits.Load(connection, regionId, at.Today);
        foreach (var named in world.Table("members", "spelling", "unit").GroupBy(row => row["spelling"]))
            await nameMembers.Run(checker, at, planId, itemId: null, named.Key, [.. named.Select(row => units.Ids[row["unit"]])]);
        var items = (await connection.QueryAsync<long>(ItemsSql, new { checker.RegionId, planId })).AsList();
        await confirmItems.Run(checker, at, planId, items);
        var duties = Scenario.DutiesOf(world);
        foreach (var duty in await DutyQueries.OfPlan(connection, regionId, planId))
            if (duties.FirstOrDefault(d => d.Position == duty.Position) is { } known)
                await confirmDuty.Run(checker, at, new(duty.Id, known.DueOn, known.Answer, Everyone: true, []));
        if (await connection.ExecuteScalarAsync<bool>(ReviewerSql, new { regionId, Reviewer }))
            await reviewPlan.Run(await Actors.ByLogin(connection, regionId, Reviewer), at, planId);
        return planId;
    }
}
