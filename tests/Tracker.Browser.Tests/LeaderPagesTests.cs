using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>What leader and coordinator see of xizang-2018 when its year is over, and the way from a number to its item.</summary>
[TestFixture]
public sealed class LeaderPagesTests
{
    PracticeOffice office = null!;
    Browser browser = null!;
    long planId;

    [OneTimeSetUp]
    public async Task Open()
    {
        (office, browser) = (await PlayedYear.Office, await Browser.Open());
        planId = await office.One<long>("SELECT work_plan_id FROM dispatches");
    }

    [OneTimeTearDown]
    public async Task Close() => await browser.DisposeAsync();

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
}
