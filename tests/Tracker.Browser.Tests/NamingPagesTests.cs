using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Tests.Platform;

namespace Tracker.Browser.Tests;

/// <summary>有关单位 on the way from the lead's proposal to the units that are handed the item, without script.</summary>
[TestFixture]
public sealed class NamingPagesTests : PracticeFixture
{
    [Test]
    public async Task The_lead_names_them_and_the_office_confirms()
    {
        var plan = await office.ReadyPlan();
        var coordinator = await browser.SignedIn(office, "duban");
        await coordinator.Look(office, $"/plans/{plan}/dispatch", "dispatch-awaiting");
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, plan);
        var (unit, gat) = (await office.UnitId("fgw"), await office.UnitId("gat"));
        await office.Get<Acknowledge>().Run(await office.Person("lly-fgw"), office.OnTheDay, dispatched.DispatchId, unit);

        var liaison = await browser.SignedIn(office, "lly-fgw");
        await liaison.Look(office, "/todo", "todo-naming");
        await liaison.ClickAsync("text=提出名单");
        await liaison.Look(office, new Uri(liaison.Url).AbsolutePath, "propose-names");
        await liaison.CheckAsync($"[name=Units][value='{gat}']");
        await liaison.ClickAsync("form button.main");
        Assert.That(await liaison.InnerTextAsync(".said"), Does.Contain("已报办公厅确认"));

        await coordinator.GotoAsync("/today");
        await coordinator.ClickAsync("text=点名建议待确认");
        await coordinator.Look(office, "/namings", "namings");
        await coordinator.ClickAsync("text=确认并补充交办");
        Assert.That(await coordinator.InnerTextAsync(".said"), Does.Contain("补充交办1个单位"));
        var late = await browser.SignedIn(office, "lly-gat");
        await late.GotoAsync("/todo");
        Assert.That(await late.InnerTextAsync("main"), Does.Contain("二.1"));
    }
}
