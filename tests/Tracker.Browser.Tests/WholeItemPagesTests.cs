using Microsoft.Playwright;
using NodaTime;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>
/// What the office does with items and plans as a whole once they are out, in a browser without script: 办结规则, 整体办结, 回头看, a corrected notice,
/// 补充交办, 阶段办结. Each step goes on where the last one ended, day by day.
/// </summary>
[TestFixture]
public sealed class WholeItemPagesTests : PracticeFixture
{
    const string Lead = "fgw";

    IPage coordinator = null!;
    long plan;

    [OneTimeSetUp]
    public async Task HandOut()
    {
        plan = (await office.Import()).PlanId;
        await office.MakeReady(plan);
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, plan);
        await office.Get<Acknowledge>().Run(await office.Person("lly-" + Lead), office.OnTheDay, dispatched.DispatchId, await office.UnitId(Lead));
        foreach (var number in new[] { "五.1", "五.2" })
            await LeadIsDone(await office.DraftItem(plan, number));
        coordinator = await browser.SignedIn(office, "duban");
    }

    // The unit's head lets out what he submits himself.
    async Task LeadIsDone(long item)
    {
        var part = await office.One<long>("SELECT a.id FROM assignments a JOIN units u ON u.id = a.unit_id WHERE a.work_item_id = @item AND u.code = @Lead", new { item, Lead });
        var submitted = await office.Get<SubmitCompletion>().Run(await office.Person("fzr-" + Lead), office.OnTheDay, new(part, "目录清单已在门户网站公开。", WithoutSilent: true));
        await office.Get<ConfirmCompletion>().Run(office.Checker, office.OnTheDay, new(submitted!.Value, Rating.Good));
    }

    async Task MoveTo(LocalDate day)
    {
        await using var connection = await office.Get<Database>().Open();
        await office.Get<OfficeClock>().MoveTo(connection, day);
    }

    [Test]
    public async Task An_item_and_a_plan_are_led_to_their_end_step_by_step()
    {
        await Another_rule_ends_an_item_whose_lead_is_done();
        await An_item_is_closed_without_some_units_which_are_named();
        await What_had_ended_is_looked_at_again_by_the_units_chosen();
        await A_corrected_notice_that_comes_after_dispatch_becomes_an_adjustment_on_a_basis();
        await A_unit_founded_later_is_given_the_items_of_its_collective();
        await The_year_of_what_has_no_last_day_is_closed_once_its_return_is_due();
    }

    ILocator Form(string handler) => coordinator.Locator($"form[action*='handler={handler}']");

    async Task Another_rule_ends_an_item_whose_lead_is_done()
    {
        var item = await office.DraftItem(plan, "五.2");
        await coordinator.GotoAsync($"/items/{item}/office");
        Assert.That(await Form("Rule").InnerTextAsync(), Does.Contain("现在：牵头单位和责任单位全部办结"));
        await Form("Rule").GetByLabel("其中若干个办结").CheckAsync();
        await Form("Rule").Locator("[name=Quorum]").FillAsync("50");
        await Form("Rule").GetByRole(AriaRole.Button).ClickAsync();
        Assert.That(await coordinator.InnerTextAsync(".broken"), Does.Contain("个数须在1和"));
        await Form("Rule").GetByLabel("牵头单位全部办结").CheckAsync();
        await Form("Rule").GetByRole(AriaRole.Button).ClickAsync();
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("已办结").And.Contain("办结规则改为：牵头单位全部办结（原为牵头单位和责任单位全部办结）"));
    }

    async Task An_item_is_closed_without_some_units_which_are_named()
    {
        var item = await office.DraftItem(plan, "五.1");
        await coordinator.GotoAsync($"/items/{item}/office");
        var missing = Form("Close").Locator("input[type=checkbox]");
        var count = await missing.CountAsync();
        await missing.First.CheckAsync();
        await Form("Close").Locator("[name=Reason]").FillAsync("牵头单位已经全部落实，其余单位并入下一年。");
        await Form("Close").GetByRole(AriaRole.Button).ClickAsync();
        Assert.That(await coordinator.InnerTextAsync(".broken"), Does.Contain("请逐个勾选没有办结的单位："));
        Assert.That(await Form("Close").Locator("[name=Reason]").InputValueAsync(), Does.StartWith("牵头单位已经全部落实"), "what was typed stays");
        for (var i = 0; i < count; i++)
            await missing.Nth(i).CheckAsync();
        await Form("Close").GetByRole(AriaRole.Button).ClickAsync();
        await coordinator.Look(office, $"/items/{item}", "item-closed-without");
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("已办结").And.Contain("未完成").And.Contain("拉萨市").And.Contain("其余单位并入下一年"));
    }

    async Task What_had_ended_is_looked_at_again_by_the_units_chosen()
    {
        var item = await office.DraftItem(plan, "五.1");
        await coordinator.Look(office, $"/items/{item}/office", "item-to-reopen");
        // All are proposed.
        foreach (var unit in await Form("Reopen").Locator("label:has(input[type=checkbox])").AllAsync())
            if (!(await unit.InnerTextAsync()).Contains("发展改革委", StringComparison.Ordinal))
                await unit.Locator("input").UncheckAsync();
        await Form("Reopen").Locator("[name=Day]").FillAsync("2018-09-28");
        await Form("Reopen").Locator("[name=Reason]").FillAsync("抽查发现目录清单有三项没有公开。");
        await Form("Reopen").GetByRole(AriaRole.Button).ClickAsync();
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("回头看：发展改革委重新办理，时限2018年9月28日，理由：抽查发现目录清单有三项没有公开"));
        var liaison = await browser.SignedIn(office, "lly-" + Lead);
        await liaison.Look(office, $"/items/{item}", "item-reopened");
        Assert.That(await liaison.InnerTextAsync("main"), Does.Contain("本单位现行时限 2018年9月28日").And.Contain("报送进展"));
    }

    async Task A_corrected_notice_that_comes_after_dispatch_becomes_an_adjustment_on_a_basis()
    {
        var corrected = (await File.ReadAllTextAsync(Checkout.File("seed-data/notices/xizang-2018.txt"))).Replace("制定自治区政府债务信息公开办法", "制定自治区政府债务信息公开实施办法");
        await coordinator.GotoAsync("/notices/import");
        await coordinator.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "更正.txt", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(corrected) });
        await coordinator.ClickAsync("text=导入并读取");
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("分工方案已经交办：采纳的每一处都按“变更”记录"));
        await coordinator.Look(office, new Uri(coordinator.Url).AbsolutePath, "correction-after-dispatch");
        await coordinator.CheckAsync("text=采纳二.3 的任务");
        await coordinator.FillAsync("[name='Basis.Document']", "藏政办函〔2018〕41号");
        await coordinator.ClickAsync("text=采纳勾选的改动");
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Contain("更正版已采纳").And.Contain("再次签收"));
        await coordinator.GotoAsync($"/items/{await office.DraftItem(plan, "二.3")}");
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("公开实施办法").And.Contain("变更").And.Contain("藏政办函〔2018〕41号"));
    }

    async Task A_unit_founded_later_is_given_the_items_of_its_collective()
    {
        var administrator = await browser.SignedIn(office, "xitong");
        await administrator.GotoAsync("/unit-form");
        foreach (var (field, value) in new[] { ("Code", "dsjj"), ("FullName", "西藏自治区大数据发展管理局"), ("ShortName", "大数据局"), ("Order", "299"), ("FoundedOn", "2018-07-02") })
            await administrator.FillAsync($"[name='Unit.{field}']", value);
        await administrator.SelectOptionAsync("[name='Unit.Kind']", "Agency");
        await administrator.ClickAsync("main form button.main");
        await MoveTo(new(2018, 7, 9));
        await coordinator.Look(office, $"/plans/{plan}/adjustments", "late-unit");
        var late = coordinator.Locator("#late form:has-text('大数据局')");
        await late.Locator("[name=reason]").FillAsync("藏政办函〔2018〕45号");
        await late.GetByText("补充交办给大数据局").ClickAsync();
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Match("已补充交办\\d+项任务"));
        await coordinator.GotoAsync("/ledger?view=Assignments&text=" + Uri.EscapeDataString("大数据局"));
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("大数据局").And.Contain("未签收"));
    }

    async Task The_year_of_what_has_no_last_day_is_closed_once_its_return_is_due()
    {
        await MoveTo(new(2018, 12, 17));
        await coordinator.Look(office, $"/plans/{plan}/year-end", "year-end-in-december");
        Assert.That(await coordinator.GetByLabel("阶段办结任务 二.2").IsDisabledAsync(), "长期 waits for January");
        await coordinator.GetByLabel("阶段办结任务 八.1").CheckAsync();
        await coordinator.GetByLabel("阶段办结任务 八.2").CheckAsync();
        await coordinator.FillAsync("[name=Text]", "本年度已落实，下一年按新的要点接续。");
        await coordinator.ClickAsync("text=阶段办结所选的任务");
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Match("已阶段办结\\d+项"));
    }
}
