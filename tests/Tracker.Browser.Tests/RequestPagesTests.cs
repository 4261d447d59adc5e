using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>A request on its way from the liaison over the head to the office and back, each step in its own browser, without script.</summary>
[TestFixture]
public sealed class RequestPagesTests
{
    PracticeOffice office = null!;
    Browser browser = null!;

    [OneTimeSetUp]
    public async Task Open() => (office, browser) = (await PracticeOffice.Open(), await Browser.Open());

    [OneTimeTearDown]
    public async Task Close()
    {
        await browser.DisposeAsync();
        await office.DisposeAsync();
    }

    [Test]
    public async Task Everybody_on_the_way_of_an_extension_can_read_and_do_his_part()
    {
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, await office.ReadyPlan());
        await office.Get<Acknowledge>().Run(await office.Person("lly-fgw"), office.OnTheDay, dispatched.DispatchId, await office.UnitId("fgw"));
        var (id, item) = (await Assignment("id"), await Assignment("work_item_id"));

        var liaison = await browser.SignedIn(office, "lly-fgw");
        await liaison.Look(office, $"/assignments/{id}/complete", "complete-for-approval");
        await liaison.Look(office, $"/assignments/{id}/extend", "extend");
        await liaison.FillAsync("[name=NewOn]", "2019-01-31");
        await liaison.FillAsync("[name=Reason]", "前置评估须等到一季度才能汇总。");
        await liaison.FillAsync("[name='Basis.Document']", "藏政办发〔2018〕88号");
        await liaison.ClickAsync("form button.main");
        await liaison.Look(office, $"/items/{item}", "item-lying-before-the-head");

        var head = await browser.SignedIn(office, "fzr-fgw");
        await head.Look(office, "/approvals", "approvals");
        await head.ClickAsync("text=审签同意，报办公厅");

        var coordinator = await browser.SignedIn(office, "duban");
        await coordinator.Look(office, "/requests", "requests");
        await coordinator.ClickAsync("table .button");
        await coordinator.Look(office, new Uri(coordinator.Url).AbsolutePath, "request");
        await coordinator.ClickAsync("text=同意延期 >> nth=-1");
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Contain("已同意延期至2019年1月31日"));

        await liaison.Look(office, $"/items/{item}", "item-put-off");
        Assert.That(await liaison.InnerTextAsync("main"), Does.Contain("本单位现行时限 2019年1月31日").And.Contain("日期定为2019年1月31日"));
    }

    // A responsible part in an item with a day of its own, so that there is a date of the notice to put off.
    Task<long> Assignment(string column) => office.One<long>($"""
        SELECT a.{column} FROM assignments a JOIN work_items w ON w.id = a.work_item_id JOIN units u ON u.id = a.unit_id
        WHERE u.code = 'fgw' AND a.role <> 'Support' AND w.due_on IS NOT NULL ORDER BY a.id LIMIT 1
        """);
}
