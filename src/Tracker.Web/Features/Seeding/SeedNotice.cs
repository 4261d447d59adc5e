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
/// Brings the notice of 西藏 2018 to just before dispatch, through the office's own verbs: one coordinator imports it,
/// names members, checks every item and confirms the duties, the other reviews. What is left to do is to press 交办.
/// </summary>
public sealed class SeedNotice(
    Database database, OfficeClock clock, ImportNotice importNotice, NameMembers nameMembers, ConfirmItems confirmItems, ConfirmDuty confirmDuty,
    ReviewPlan reviewPlan) : IFeature
{
    public const string Checker = "duban", Reviewer = "duban2";

    const string FileName = "xizang-2018.txt";

    const string IsReadySql = """
        SELECT EXISTS (SELECT FROM plan_reviews WHERE region_id = @RegionId AND work_plan_id = @planId)
            OR EXISTS (SELECT FROM dispatches WHERE region_id = @RegionId AND work_plan_id = @planId)
        """;

    const string ItemsSql = "SELECT id FROM work_items WHERE region_id = @RegionId AND work_plan_id = @planId ORDER BY position";

    /// <returns>the plan's id; a plan that was reviewed or dispatched before is left as it is</returns>
    public async Task<long> Run()
    {
        await using var connection = await database.Open();
        var regionId = await Acting.RegionOf(connection, SeedPractice.Region);
        var (checker, reviewer) = (await Actors.ByLogin(connection, regionId, Checker), await Actors.ByLogin(connection, regionId, Reviewer));
        var at = await clock.Now(connection);
        var content = SeedData.Bytes("notices/" + FileName);
        var read = await RegionReader.Read(connection, regionId, NoticeFile.Blocks(content, FileName));
        var planId = (await importNotice.Run(checker, at, new(FileName, content), read)).PlanId;
        if (await connection.ExecuteScalarAsync<bool>(IsReadySql, new { checker.RegionId, planId }))
            return planId;
        var units = await RegionUnits.Load(connection, regionId, at.Today);
        foreach (var named in Csv.Read(SeedData.Text(SeedPractice.Folder + "members.csv"), "spelling", "unit").GroupBy(row => row["spelling"]))
            await nameMembers.Run(checker, at, planId, itemId: null, named.Key, [.. named.Select(row => units.Ids[row["unit"]])]);
        var items = (await connection.QueryAsync<long>(ItemsSql, new { checker.RegionId, planId })).AsList();
        await confirmItems.Run(checker, at, planId, items);
        foreach (var duty in await DutyQueries.OfPlan(connection, regionId, planId))
            if (Scenario.Duties.FirstOrDefault(d => d.Position == duty.Position) is { } known)
                await confirmDuty.Run(checker, at, new(duty.Id, known.DueOn, known.Answer, Everyone: true, []));
        await reviewPlan.Run(reviewer, at, planId);
        return planId;
    }
}
