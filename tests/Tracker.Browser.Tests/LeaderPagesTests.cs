using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>What leader and coordinator see of xizang-2018 in the autumn of its year, and the way from a number to its item.</summary>
[TestFixture]
public sealed class LeaderPagesTests
{
    static readonly LocalDate Autumn = new(2018, 10, 12);

    PracticeOffice office = null!;
    Browser browser = null!;
    long planId;

    [OneTimeSetUp]
    public async Task Open()
    {
        (office, browser) = (await PracticeOffice.Open(), await Browser.Open());
        planId = await office.ReadyPlan();
        await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, planId);
        await office.AsOwner(YearSoFarSql);
        await office.Get<Database>().InTransaction(async connection =>
        {
            await office.Get<LampsRebuild>().Run(connection, office.Checker.RegionId, office.At(Autumn));
            await office.Get<OfficeClock>().MoveTo(connection, Autumn);
        });
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await browser.DisposeAsync();
        await office.DisposeAsync();
    }

    [Test]
    public async Task The_overview_leads_from_a_number_to_its_lines()
    {
        var page = await browser.SignedIn(office, "lingdao");
        await page.Look(office, "/overview", "overview");
        var red = await page.InnerTextAsync(".counts a.red b");
        await page.ClickAsync(".counts a.red");
        Assert.That(await page.InnerTextAsync(".actions"), Does.Contain($"共 {red.Replace("项任务", "")} 项任务"));
    }

    [TestCase("/ledger", "ledger")]
    [TestCase("/ledger?view=Assignments&lamp=Yellow", "ledger-assignments")]
    [TestCase("/ledger?text=nothing", "ledger-empty")]
    public async Task The_ledger_can_be_read_by_everybody(string address, string picture)
    {
        var page = await browser.SignedIn(office, "duban");
        await page.Look(office, address, picture);
    }

    [Test]
    public async Task The_roll_up_says_who_is_missing()
    {
        var page = await browser.SignedIn(office, "duban");
        await page.Look(office, $"/plans/{planId}/rollup", "rollup");
        Assert.That(await page.InnerTextAsync("main"), Does.Contain("还缺谁"));
    }

    // Most have signed, two in three have reported, a few are done; the rest is silence.
    const string YearSoFarSql = """
        INSERT INTO acknowledgements
        SELECT u.region_id, u.dispatch_id, u.unit_id, d.dispatched_by, '2018-06-13', '2018-06-13 10:00+8'
        FROM dispatch_units u JOIN dispatches d ON d.region_id = u.region_id AND d.id = u.dispatch_id WHERE u.unit_id % 17 <> 0;
        INSERT INTO returns (region_id, checkpoint_id, unit_id, submitted_by, submitted_on, submitted_at)
        SELECT c.region_id, c.id, u.unit_id, d.dispatched_by, c.due_on + (u.unit_id % 5)::int - 3, c.due_on
        FROM checkpoints c JOIN dispatches d ON d.region_id = c.region_id AND d.work_plan_id = c.work_plan_id
        JOIN dispatch_units u ON u.region_id = d.region_id AND u.dispatch_id = d.id
        WHERE c.due_on < '2018-10-05' AND u.unit_id % 9 <> 0;
        INSERT INTO progress_reports (region_id, assignment_id, text, reported_by, reported_on, reported_at, submission_key)
        SELECT a.region_id, a.id, '已制定实施方案，明确责任处室和时间节点，正在逐项推进。', d.dispatched_by, '2018-07-20', '2018-07-20 10:00+8', gen_random_uuid()
        FROM assignments a JOIN dispatches d ON d.region_id = a.region_id AND d.id = a.dispatch_id WHERE a.unit_id % 9 <> 0;
        INSERT INTO completions (region_id, assignment_id, round, text, submitted_by, submitted_on, submitted_at)
        SELECT a.region_id, a.id, 1, '各项要求已全部落实，办理结果已在门户网站公开。', d.dispatched_by, '2018-09-20', '2018-09-20 10:00+8'
        FROM assignments a JOIN dispatches d ON d.region_id = a.region_id AND d.id = a.dispatch_id WHERE a.role = 'Lead' AND a.id % 5 = 0;
        INSERT INTO completion_decisions (region_id, completion_id, decision, rating, self_reviewed, decided_by, decided_on, decided_at)
        SELECT region_id, id, 'Confirmed', 'Good', false, submitted_by, '2018-09-25', '2018-09-25 10:00+8' FROM completions WHERE id % 2 = 0;
        """;
}
