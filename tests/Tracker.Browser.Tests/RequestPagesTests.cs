using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>A request on its way from the liaison over the head to the office and back, each step in its own browser, without script.</summary>
[TestFixture]
public sealed class RequestPagesTests : PracticeFixture
{
    [Test]
    public async Task Everybody_on_the_way_of_an_extension_can_read_and_do_his_part()
    {
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, await office.ReadyPlan());
        await office.Get<Acknowledge>().Run(await office.Person("lly-fgw"), office.OnTheDay, dispatched.DispatchId, await office.UnitId("fgw"));
        var (id, item) = (await Assignment("id", dispatched.DispatchId), await Assignment("work_item_id", dispatched.DispatchId));

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

    [Test]
    public async Task A_part_of_a_collective_ends_as_not_concerned_and_another_goes_to_the_unit_proposed()
    {
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, await office.ReadyPlan());
        var unit = await office.UnitId("czt");
        await office.Get<Acknowledge>().Run(await office.Person("lly-czt"), office.OnTheDay, dispatched.DispatchId, unit);
        var exempt = await Of("Responsible", dispatched.DispatchId);
        var lead = await Of("Lead", dispatched.DispatchId);

        var liaison = await browser.SignedIn(office, "lly-czt");
        await liaison.Look(office, $"/assignments/{exempt}/exempt", "exempt");
        await liaison.FillAsync("[name=Reason]", "本单位没有这项职能。");
        await Send(liaison);
        await liaison.Look(office, $"/assignments/{lead}/reassign", "reassign");
        await liaison.FillAsync("[name=Unit]", "发展改革委");
        await liaison.FillAsync("[name=Reason]", "该项职责在发展改革委。");
        await Send(liaison);

        var coordinator = await browser.SignedIn(office, "duban");
        foreach (var (kind, button, picture) in new[] { ("Exemption", "同意不涉及", "request-exempt"), ("Reassignment", "同意调整", "request-reassign") })
        {
            var request = await office.One<long>("SELECT max(id) FROM requests WHERE kind = @kind", new { kind });
            await coordinator.Look(office, $"/requests/{request}", picture);
            await coordinator.FillAsync("[name='Basis.Document']", "藏政办函〔2018〕12号");
            await coordinator.ClickAsync($"button:text-is('{button}')");
            Assert.That(await coordinator.InnerTextAsync(".said"), Does.Contain(button));
        }
        await liaison.Look(office, $"/items/{await office.One<long>("SELECT work_item_id FROM assignments WHERE id = @exempt", new { exempt })}", "item-exempt");
        Assert.That(await liaison.InnerTextAsync("main"), Does.Contain("办公厅同意不涉及").And.Contain("本单位的工作已经结束"));
        var other = await browser.SignedIn(office, "lly-fgw");
        await other.Look(office, "/todo", "todo-given-later");
        Assert.That(await other.InnerTextAsync("main"), Does.Contain("待签收"));
    }

    // By the head where there is one with an account, else on paper.
    async Task Send(Microsoft.Playwright.IPage liaison)
    {
        if (await liaison.Locator("[name='Approval.Name']").CountAsync() > 0)
        {
            await liaison.FillAsync("[name='Approval.Name']", "李厅长");
            await liaison.FillAsync("[name='Approval.On']", "2018-06-11");
        }
        await liaison.ClickAsync("form button.main");
        if (await office.One<long>("SELECT count(*) FROM approval_drafts d WHERE NOT EXISTS (SELECT FROM approval_decisions x WHERE x.draft_id = d.id)") == 0) return;
        var head = await browser.SignedIn(office, "fzr-czt");
        await head.GotoAsync("/approvals");
        await head.ClickAsync("text=审签同意，报办公厅");
    }

    Task<long> Of(string role, long dispatch) => office.One<long>("""
        SELECT a.id FROM assignments a JOIN units u ON u.id = a.unit_id
        WHERE u.code = 'czt' AND a.role = @role AND a.dispatch_id = @dispatch ORDER BY a.id LIMIT 1
        """, new { role, dispatch });

    // A responsible part in an item with a day of its own, so that there is a date of the notice to put off.
    Task<long> Assignment(string column, long dispatch) => office.One<long>($"""
        SELECT a.{column} FROM assignments a JOIN work_items w ON w.id = a.work_item_id JOIN units u ON u.id = a.unit_id
        WHERE u.code = 'fgw' AND a.role <> 'Support' AND w.due_on IS NOT NULL AND a.dispatch_id = @dispatch ORDER BY a.id LIMIT 1
        """, new { dispatch });
}
