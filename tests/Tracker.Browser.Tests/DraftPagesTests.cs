using Microsoft.Playwright;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Browser.Tests;

/// <summary>What is written into a report is kept while it is written, with script and without, and a colleague's stands beside it.</summary>
[TestFixture]
public sealed class DraftPagesTests : PracticeFixture
{
    [Test]
    public async Task Two_people_of_a_unit_write_the_same_report_and_lose_nothing()
    {
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, await office.ReadyPlan());
        var unit = await office.UnitId("fgw");
        await office.Get<Acknowledge>().Run(await office.Person("lly-fgw"), office.OnTheDay, dispatched.DispatchId, unit);
        var id = await office.One<long>("SELECT min(id) FROM assignments WHERE unit_id = @unit AND dispatch_id = @DispatchId", new { unit, dispatched.DispatchId });
        var checkpoint = await office.One<long>("SELECT min(c.id) FROM checkpoints c JOIN dispatches d ON d.work_plan_id = c.work_plan_id WHERE d.id = @DispatchId", new { dispatched.DispatchId });
        var address = $"/assignments/{id}/report";

        var liaison = await browser.SignedIn(office, "lly-fgw", script: true);
        await liaison.GotoAsync(address);
        await liaison.FillAsync("#Text", "联络员写的一段");
        await Assertions.Expect(liaison.Locator("#autosaved")).ToContainTextAsync("已自动暂存", new() { Timeout = 15_000 });
        await liaison.FillAsync("#Text", "联络员写的一段，离开时还没停手");
        await liaison.GotoAsync("/todo");
        Assert.That(() => office.One<string>("SELECT content->>'Text' FROM report_drafts").Result, Is.EqualTo("联络员写的一段，离开时还没停手").After(10_000, 100), "the page has gone, what it sent has not");
        await liaison.GotoAsync(address);
        Assert.That(await liaison.InputValueAsync("#Text"), Is.EqualTo("联络员写的一段，离开时还没停手"));

        var head = await browser.SignedIn(office, "fzr-fgw");
        await head.Look(office, address, "report-with-a-colleagues-draft");
        await head.FillAsync("#Text", "负责人写的一段");
        await head.ClickAsync("button:text-is('暂存')");
        Assert.That(await head.InnerTextAsync(".said"), Does.Contain("已暂存，没有报送"));

        await liaison.ClickAsync("button.main");
        Assert.That(await liaison.InnerTextAsync("main"), Does.Contain("在您填写期间").And.Contain("负责人写的一段"));
        await liaison.Picture("report-in-between");
        Assert.That(await liaison.Barriers(), Is.Empty);
        await liaison.ClickAsync("text=接到我写的后面");
        await liaison.ClickAsync("button.main");
        Assert.That(await liaison.InnerTextAsync("main"), Does.Contain("负责人写的一段"));
        Assert.That(await office.One<long>("SELECT count(*) FROM report_drafts WHERE assignment_id = @id", new { id }), Is.Zero);

        await liaison.GotoAsync($"/returns/{checkpoint}/{unit}");
        await liaison.Locator("textarea[name$='.Text']").Nth(1).FillAsync("表格里写的一句");
        await Assertions.Expect(liaison.Locator("#autosaved")).ToContainTextAsync("已自动暂存", new() { Timeout = 15_000 });
        await head.Look(office, $"/returns/{checkpoint}/{unit}", "return-with-a-colleagues-draft");
        Assert.That(await head.Locator("textarea[name$='.Text']").Nth(1).InputValueAsync(), Is.EqualTo("表格里写的一句"));
        Assert.That(await office.One<long>("SELECT count(*) FROM report_drafts"), Is.EqualTo(1), "lines that nobody wrote in are no drafts");
    }
}
