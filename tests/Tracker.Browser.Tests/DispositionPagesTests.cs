using Microsoft.Playwright;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>What the office decides about an item, as it is seen and done in a browser without script.</summary>
[TestFixture]
public sealed class DispositionPagesTests : PracticeFixture
{
    IPage coordinator = null!;
    long plan;

    [OneTimeSetUp]
    public async Task HandOut()
    {
        plan = await office.ReadyPlan();
        await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, plan);
        coordinator = await browser.SignedIn(office, "duban");
    }

    Task<long> Item(string number) => office.One<long>("SELECT id FROM work_items WHERE work_plan_id = @plan AND number = @number", new { plan, number });

    async Task Do(long item, string handler, string button, params (string Field, string Value)[] fields)
    {
        await coordinator.GotoAsync($"/items/{item}/office");
        var form = coordinator.Locator($"form[action*='handler={handler}']");
        foreach (var (field, value) in fields)
            await form.Locator($"[name='{field}']").FillAsync(value);
        await form.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
    }

    [Test]
    public async Task An_item_is_put_off_and_resumed()
    {
        var item = await Item("一.2");
        await coordinator.Look(office, $"/items/{item}/office", "office-decides");
        await Do(item, "Suspend", "暂缓", ("Day", "2018-09-03"), ("Reason", "等上级实施细则出台。"), ("Basis.Document", "藏政办函〔2018〕30号"));
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Contain("已暂缓"));
        await coordinator.Look(office, $"/items/{item}", "item-suspended");
        await coordinator.Look(office, $"/items/{item}/office", "office-decides-suspended");
        await coordinator.Look(office, "/ledger?state=Suspended", "ledger-suspended");
        await coordinator.Look(office, "/overview", "overview-states");
        await Do(item, "Resume", "恢复办理", ("Reason", "细则已经出台。"));
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("恢复办理：细则已经出台"));
    }

    [Test]
    public async Task An_item_is_withdrawn_and_another_merged()
    {
        var (gone, merged) = (await Item("一.3"), await Item("一.4"));
        await Do(gone, "Withdraw", "撤销任务", ("Reason", "上级文件已经废止。"), ("Basis.SignedBy", "张副主席"), ("Basis.SignedOn", "2018-06-11"));
        await coordinator.Look(office, $"/items/{gone}", "item-withdrawn");
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("张副主席2018年6月11日签批"));
        await Do(merged, "Supersede", "并入", ("Into", "一.5"), ("Reason", "内容重复。"), ("Basis.Document", "藏政办函〔2018〕30号"));
        await coordinator.Look(office, $"/items/{merged}", "item-superseded");
        await coordinator.GetByRole(AriaRole.Link, new() { Name = "任务 一.5" }).First.ClickAsync();
        Assert.That(await coordinator.InnerTextAsync("h1"), Does.Contain("一.5"));
    }

    [Test]
    public async Task The_years_end_is_closed_on_one_page()
    {
        await coordinator.Look(office, $"/plans/{plan}/year-end", "year-end");
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("起可以办理"));
    }

    [Test]
    public async Task What_goes_on_in_the_next_year_is_written_into_a_plan_of_its_own()
    {
        // The year of a plan of its own is closed behind the pages, for they wait for January.
        var closed = await office.Column<long>("SELECT id FROM work_items WHERE work_plan_id = @plan AND limit_kind = 'LongTerm' ORDER BY position", new { plan });
        await office.Get<Tracker.Web.Features.Dispositions.ClosePeriod>().Run(office.Reviewer, office.At(new(2019, 1, 2)), closed, "全年已落实，明年继续。");
        await coordinator.Look(office, $"/plans/{plan}/year-end", "year-end-to-carry");
        await coordinator.ClickAsync($"a[href='/plans/{plan}/carry']");
        await coordinator.Look(office, $"/plans/{plan}/carry", "carry");
        await coordinator.SelectOptionAsync("#Into", "0");
        await coordinator.ClickAsync("form button.main");
        Assert.That(await coordinator.InnerTextAsync("h1"), Does.Contain("2019年度接续任务"));
        await coordinator.Look(office, new Uri(coordinator.Url).AbsolutePath, "carried-plan");
        Assert.That(await coordinator.InnerTextAsync("#items"), Does.Contain("2018续·"));
        await coordinator.Look(office, $"/items/{closed[0]}", "item-carried");
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("接续"));
    }

    [Test]
    public async Task The_system_administrator_sees_how_a_unit_signs_and_changes_it()
    {
        var administrator = await browser.SignedIn(office, "xitong");
        await administrator.Look(office, "/units/fgw", "unit-approval");
        await administrator.ClickAsync("text=改为线下审签");
        Assert.That(await administrator.InnerTextAsync(".said"), Does.Contain("已改为线下审签"));
        await administrator.ClickAsync("text=改为在系统中审签");
        Assert.That(await administrator.InnerTextAsync("#approval"), Does.Contain("先送"));
    }
}
