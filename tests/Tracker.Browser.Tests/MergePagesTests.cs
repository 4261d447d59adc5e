using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Browser.Tests;

/// <summary>A lead merges its supports and the office its leads, each in its own browser, without script.</summary>
[TestFixture]
public sealed class MergePagesTests : PracticeFixture
{
    [Test]
    public async Task From_a_supports_report_over_the_lead_to_the_offices_text()
    {
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, await office.ReadyPlan());
        var item = await office.One<long>("""
            SELECT min(a.work_item_id) FROM assignments a JOIN units u ON u.id = a.unit_id AND u.code = 'fgw'
            WHERE a.role = 'Lead' AND a.position = 1 AND a.dispatch_id = @DispatchId
                AND EXISTS (SELECT FROM assignments s JOIN units v ON v.id = s.unit_id AND v.code = 'czt' WHERE s.work_item_id = a.work_item_id AND s.role = 'Support')
            """, new { dispatched.DispatchId });
        foreach (var code in new[] { "fgw", "czt" })
            await office.Get<Acknowledge>().Run(await office.Person($"lly-{code}"), office.OnTheDay, dispatched.DispatchId, await office.UnitId(code));
        await office.Get<ReportProgress>().Run(await office.Person("lly-czt"), office.OnTheDay, new(await Part("czt", item), "已公开上半年预算执行情况，覆盖一百一十二家单位。", null, "继续推进", "口径不一", Guid.NewGuid())
        {
            Figures = [new("公开预算单位", 112, "家")],
        });
        var lead = await Part("fgw", item);
        var checkpoint = await office.One<long>("SELECT min(c.id) FROM checkpoints c JOIN dispatches d ON d.work_plan_id = c.work_plan_id WHERE d.id = @DispatchId", new { dispatched.DispatchId });
        // The first checkpoint comes near, so that who is missing may be chased.
        await office.One<int>("UPDATE checkpoints SET due_on = '2018-06-15' WHERE id = @checkpoint RETURNING 1", new { checkpoint });

        var liaison = await browser.SignedIn(office, "lly-fgw");
        await liaison.Look(office, $"/assignments/{lead}/merge", "merge");
        await liaison.ClickAsync("text=并入本单位报告 >> nth=0");
        await liaison.ClickAsync("text=请办公厅催报 >> nth=0");
        await liaison.Look(office, $"/assignments/{lead}/merge", "merge-taken-over");
        await liaison.GotoAsync($"/assignments/{lead}/report");
        await liaison.Picture("report-with-a-supports-words");
        await liaison.ClickAsync("button.main");
        Assert.That(await liaison.InnerTextAsync("main"), Does.Contain("并入：财政厅2018-06-11"));

        var coordinator = await browser.SignedIn(office, "duban");
        await coordinator.Look(office, "/requests", "requests-to-chase");
        await coordinator.ClickAsync("button:has-text('已催，发邮件')");
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Contain("已记为催报"));
        var plan = await office.One<long>("SELECT work_plan_id FROM work_items WHERE id = @item", new { item });
        var category = await office.One<long>("SELECT category_id FROM work_items WHERE id = @item", new { item });
        await coordinator.Look(office, $"/plans/{plan}/merge", "office-merge");
        await coordinator.GotoAsync($"/plans/{plan}/merge?category={category}");
        await coordinator.FillAsync("#Text", "各牵头单位进展顺利。");
        await coordinator.ClickAsync("button:has-text('并入汇总文字') >> nth=0");
        await coordinator.Look(office, $"/plans/{plan}/merge?category={category}", "office-merge-category");
        Assert.That(await coordinator.InputValueAsync("#Text"), Does.Match("各牵头单位进展顺利。\n（.+）发展改革委：.*财政厅：已公开上半年"));
    }

    Task<long> Part(string code, long item) => office.One<long>("SELECT a.id FROM assignments a JOIN units u ON u.id = a.unit_id WHERE u.code = @code AND a.work_item_id = @item", new { code, item });
}
