using System.Text.RegularExpressions;
using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Dashboard;
using Tracker.Web.Features.Ledger;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Features.Dashboard;

/// <summary>Every number of the overview leads to as many lines of the ledger.</summary>
[TestFixture]
public sealed partial class OverviewTests
{
    static readonly LocalDate Day = new(2018, 11, 5);

    DispatchedPlan plan = null!;
    HttpClient leader = null!;

    [OneTimeSetUp]
    public async Task Make()
    {
        plan = await DispatchedPlan.Make(items: 6);
        foreach (var unit in plan.Assignments.Select(a => a.UnitId).Distinct().Take(20)) await plan.Acknowledge(unit, new(2018, 6, 12));
        await plan.LightAll(Day);
        leader = await plan.Client(Day, "bgt", Role.Leader);
    }

    [OneTimeTearDown]
    public async Task End()
    {
        leader.Dispose();
        await plan.DisposeAsync();
    }

    [Test]
    public async Task Every_number_leads_to_as_many_lines()
    {
        var page = await leader.GetStringAsync("/overview");
        var links = Link().Matches(page).Select(m => (Address: m.Groups[1].Value.Replace("&amp;", "&"), N: int.Parse(m.Groups[2].Value))).ToList();
        Assert.That(links, Has.Count.GreaterThan(100));
        foreach (var (address, n) in links.Where((_, i) => i % 7 == 0))
            Assert.That(await leader.GetStringAsync(address), Does.Contain($"共 <b>{n}</b>"), address);
    }

    [Test]
    public async Task Red_items_say_why_and_for_how_long()
    {
        var page = await leader.GetStringAsync("/overview");
        Assert.That(page, Does.Contain("截至2018年11月5日").And.Contain("逾期未签收").Or.Contain("未提交"));
        Assert.That(Regex.Count(page, "href=\"/items/"), Is.EqualTo(await plan.Get<LedgerQueries>().Count(
            new(plan.RegionId, null, "", "", [new(Role.Leader, 0)]), OverviewModel.RedItems)));
    }

    [Test]
    public async Task Nothing_dispatched_is_said_in_words()
    {
        await using var empty = await DispatchedPlan.Make(items: 0);
        using var client = await empty.Client(Day, "bgt", Role.Leader);
        Assert.That(await client.GetStringAsync("/overview"), Does.Contain("还没有交办的任务"));
    }

    [Test]
    public void A_bar_is_as_long_as_its_whole()
    {
        var row = new LampRow([(Lamp.Red, false, 1), (Lamp.Green, false, 1), (Lamp.Green, true, 2)]);
        Assert.That(row.Bar(), Is.EqualTo(new[] { (LampChoice.Red, 0.0, 25.0), (LampChoice.Green, 25.0, 25.0), (LampChoice.Done, 50.0, 50.0) }));
        Assert.That(row.InWords(), Is.EqualTo("4（1红）"));
    }

    [GeneratedRegex("""<a href="(/ledger\?[^"]*)">(\d+)(?:（[^<]*)?</a>""")]
    private static partial Regex Link();
}
