using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>批示 on its way from the leader over the office to a unit and back, each step in its own browser, without script.</summary>
[TestFixture]
public sealed class InstructionPagesTests : PracticeFixture
{
    long item, unit;

    [OneTimeSetUp]
    public async Task HandOut()
    {
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, await office.ReadyPlan());
        unit = await office.UnitId("fgw");
        await office.Get<Acknowledge>().Run(await office.Person("lly-fgw"), office.OnTheDay, dispatched.DispatchId, unit);
        item = await office.One<long>("SELECT work_item_id FROM assignments WHERE dispatch_id = @DispatchId AND unit_id = @unit AND role = 'Lead' AND position = 1 ORDER BY id LIMIT 1", new { dispatched.DispatchId, unit });
    }

    [Test]
    public async Task A_leader_writes_the_office_passes_on_the_unit_answers_and_the_leader_is_told()
    {
        var leader = await browser.SignedIn(office, "lingdao");
        await leader.GotoAsync($"/items/{item}");
        await leader.ClickAsync($"a[href='/items/{item}/instruct']");
        await leader.Look(office, $"/items/{item}/instruct", "instruct");
        await leader.FillAsync("[name=Text]", "请发展改革委牵头拿出清单，两周内报我。");
        await leader.FillAsync("[name=DueOn]", "2018-06-25");
        await leader.CheckAsync($"[name=Units][value='{unit}']");
        await leader.ClickAsync("form button.main");
        Assert.That(await leader.InnerTextAsync(".said"), Does.Contain("已送办公厅转办"));

        var coordinator = await browser.SignedIn(office, "duban");
        await coordinator.Look(office, "/today", "today-instruction");
        await coordinator.ClickAsync("text=批示待转办、待报领导");
        await coordinator.Look(office, "/instructions", "instructions");
        await coordinator.ClickAsync("main .card .button");
        var address = new Uri(coordinator.Url).AbsolutePath;
        await coordinator.Look(office, address, "instruction-to-pass-on");
        Assert.That(await coordinator.InputValueAsync("[name=DueOn]"), Is.EqualTo("2018-06-25"));
        Assert.That(await coordinator.IsCheckedAsync($"[name=Units][value='{unit}']"));
        await coordinator.ClickAsync("form[action*='handler=PassOn'] button");
        Assert.That(await coordinator.InnerTextAsync("h1"), Does.Contain("待答复"));

        var liaison = await browser.SignedIn(office, "lly-fgw");
        await liaison.Look(office, "/todo", "todo-instruction");
        await liaison.ClickAsync("#instructions + .card .button");
        await liaison.Look(office, address, "instruction-to-answer");
        await liaison.FillAsync("[name=Text]", "清单已经拟好，共12条，附后报送。");
        await liaison.ClickAsync("form button.main");
        Assert.That(await liaison.InnerTextAsync(".said"), Does.Contain("已答复"));
        await liaison.Look(office, $"/items/{item}", "item-instruction");
        Assert.That(await liaison.InnerTextAsync(".story"), Does.Contain("批示转办发展改革委").And.Contain("清单已经拟好"));

        await coordinator.GotoAsync(address);
        await coordinator.ClickAsync("form[action*='handler=Report'] button");
        Assert.That(await coordinator.InnerTextAsync("h1"), Does.Contain("已报领导"));
        await leader.Look(office, address, "instruction-reported");
        Assert.That(await leader.InnerTextAsync("main"), Does.Contain("清单已经拟好"));
    }

    [Test]
    public async Task The_office_enters_what_a_leader_said_elsewhere()
    {
        var coordinator = await browser.SignedIn(office, "duban");
        await coordinator.Look(office, $"/items/{item}/instruct", "instruct-for-a-leader");
        await coordinator.FillAsync("[name=Leader]", "旺堆");
        await coordinator.FillAsync("[name=GivenOn]", "2018-06-08");
        await coordinator.FillAsync("[name=Source]", "主席办公会");
        await coordinator.FillAsync("[name=Text]", "进度偏慢，请加快。");
        await coordinator.FillAsync("[name=DueOn]", "2018-07-02");
        await coordinator.CheckAsync($"[name=Units][value='{unit}']");
        await coordinator.SetInputFilesAsync("[name=Scan]", new Microsoft.Playwright.FilePayload { Name = "批示件.txt", MimeType = "text/plain", Buffer = "进度偏慢，请加快。"u8.ToArray() });
        await coordinator.ClickAsync("form button.main");
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Contain("转办1个单位"));
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("旺堆2018年6月8日批示").And.Contain("主席办公会").And.Contain("批示件.txt"));
    }
}
