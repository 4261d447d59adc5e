using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>An adjustment on its way from the office to the unit that signs it, each step in its own browser, without script.</summary>
[TestFixture]
public sealed class AdjustmentPagesTests : PracticeFixture
{
    long planId;

    [OneTimeSetUp]
    public async Task HandOut()
    {
        planId = await office.ReadyPlan();
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, planId);
        foreach (var unit in new[] { "fgw", "czt" })
            await office.Get<Acknowledge>().Run(await office.Person("lly-" + unit), office.OnTheDay, dispatched.DispatchId, await office.UnitId(unit));
    }

    [Test]
    public async Task An_item_is_adjusted_after_a_preview_and_the_unit_signs_again()
    {
        var item = await office.One<long>("""
            SELECT w.id FROM work_items w JOIN item_units u ON u.work_item_id = w.id
            WHERE w.work_plan_id = @planId AND u.name = '财政厅' AND u.role = 'Lead' ORDER BY w.position LIMIT 1
            """, new { planId });
        var coordinator = await browser.SignedIn(office, "duban");
        await coordinator.Look(office, $"/items/{item}/adjust", "adjust");
        await coordinator.CheckAsync("[name=Kind][value=Change]");
        await coordinator.FillAsync("[name=Why]", "自治区政府第12次常务会议议定。");
        await coordinator.FillAsync("[name='Form.LimitRaw']", "11月30日前");
        await coordinator.SelectOptionAsync("[name='Form.LimitKind']", "ByDate");
        await coordinator.FillAsync("[name='Form.DueOn']", "2018-11-30");
        await coordinator.ClickAsync("text=预览调整");
        Assert.That(await coordinator.InnerTextAsync(".broken"), Does.Contain("改变通知写明的内容要有依据"));
        await coordinator.FillAsync("[name='Basis.Document']", "藏政办发〔2018〕66号");
        await coordinator.FillAsync("[name='Form.Support']", "审计厅\n公安厅");
        await coordinator.ClickAsync("text=预览调整");
        Assert.That(await coordinator.InnerTextAsync("#preview"), Does.Contain("审计厅").And.Contain("公安厅").And.Contain("2018年11月30日").And.Contain("还没有保存"));
        await coordinator.Picture("adjust-preview");
        await coordinator.ClickAsync("text=确认调整，通知");
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Contain("已调整："));
        await coordinator.Look(office, $"/items/{item}", "item-adjusted");

        var liaison = await browser.SignedIn(office, "lly-czt");
        await liaison.Look(office, "/todo", "todo-adjusted");
        await liaison.ClickAsync($".line:has(a[href='/items/{item}']) >> text=签收这次调整");
        Assert.That(await liaison.InnerTextAsync(".said"), Does.Contain("已签收这次调整"));
        await liaison.GotoAsync($"/items/{item}");
        Assert.That(await liaison.InnerTextAsync("main"), Does.Contain("本单位现行时限 2018年11月30日").And.Contain("签收调整："));
    }

    [Test]
    public async Task A_checkpoint_moves_after_a_preview_and_one_that_the_notice_names_only_on_a_basis()
    {
        var coordinator = await browser.SignedIn(office, "duban");
        await coordinator.Look(office, $"/plans/{planId}/adjustments", "plan-adjustments");
        await Fill("ThirdQuarter", "2018-10-19");
        await coordinator.ClickAsync("text=预览调整");
        await coordinator.Picture("plan-adjustments-preview");
        await coordinator.ClickAsync("text=确认调整，通知");
        Assert.That(await coordinator.InnerTextAsync("main"), Does.Contain("已调整：报送节点“三季度进展”由2018年9月30日改为2018年10月19日"));
        await Fill("YearEnd", "2018-12-20");
        await coordinator.ClickAsync("text=预览调整");
        Assert.That(await coordinator.InnerTextAsync(".broken"), Does.Contain("“年度落实情况”的日期是通知写明的，改它要有依据"));

        async Task Fill(string kind, string day)
        {
            await coordinator.SelectOptionAsync("[name=Kind]", kind);
            await coordinator.FillAsync("[name=NewOn]", day);
            await coordinator.FillAsync("[name=Why]", "与自治区季度调度会的时间衔接。");
        }
    }
}
