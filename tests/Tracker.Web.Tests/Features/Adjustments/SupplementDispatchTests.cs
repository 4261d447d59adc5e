using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Adjustments;

/// <summary>补充交办: a unit founded after dispatch, and a collective named after it.</summary>
[TestFixture]
public sealed class SupplementDispatchTests
{
    const string Relevant = "政府各有关部门", Basis = "藏政发〔2018〕12号";

    PracticeOffice office = null!;
    long planId, founded;

    [SetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        planId = await office.ReadyPlan();
        await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, planId);
        founded = await office.One<long>("""
            INSERT INTO units (region_id, code, full_name, short_name, kind, position, founded_on)
            VALUES (@RegionId, 'dsjj', '西藏自治区大数据发展管理局', '大数据局', 'Agency', 299, '2018-07-02') RETURNING id
            """, new { office.Checker.RegionId });
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    OfficeMoment Later => office.At(new(2018, 7, 9));

    [Test]
    public async Task A_unit_founded_later_is_proposed_with_the_items_of_its_collective()
    {
        var late = await Late();
        Assert.That(late.Units.Select(u => u.Name), Is.EqualTo(new[] { "大数据局" }));
        Assert.That(late.Units[0].Parts.Select(p => p.Spelling).Distinct(), Is.EqualTo(new[] { "政府各部门" }));
        Assert.That(late.Units[0].Parts, Has.Count.EqualTo(await office.One<int>(
            "SELECT count(*)::int FROM item_units u JOIN work_items w ON w.id = u.work_item_id WHERE w.work_plan_id = @planId AND u.name = '政府各部门'", new { planId })));
    }

    [Test]
    public async Task It_is_given_them_by_a_dispatch_of_its_own_once()
    {
        var parts = (await Late()).Units[0].Parts.Count;
        Assert.That(await Decide(add: true, Basis), Is.EqualTo(parts));
        Assert.That(await office.Column<string>("""
            SELECT DISTINCT a.role || ' ' || d.dispatched_on || ' ' || a.reports_from || ' ' || a.sources[1]
            FROM assignments a JOIN dispatches d ON d.id = a.dispatch_id JOIN lamps l ON l.assignment_id = a.id WHERE a.unit_id = @founded AND d.supplements IS NOT NULL
            """, new { founded }), Is.EqualTo(new[] { "Responsible 2018-07-09 2018-07-09 政府各部门" }));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM mail_promises WHERE kind = 'Dispatch' AND unit_id = @founded", new { founded }), Is.EqualTo(1));
        Assert.That(await office.One<string>("SELECT sentence FROM events WHERE verb = 'SupplementDispatch'"), Is.EqualTo($"补充交办大数据局{parts}项任务：{Basis}"));
        Assert.That(((await Late()).Units, await Rule(() => Decide(add: true, Basis))), Is.EqualTo((Array.Empty<LateUnit>(), "not-late")));
    }

    [Test]
    public async Task The_office_may_decide_against_it_and_is_not_asked_again()
    {
        Assert.That(await Decide(add: false, "只承担技术保障，没有行政职责。"), Is.Zero);
        Assert.That((await office.One<int>("SELECT count(*)::int FROM assignments WHERE unit_id = @founded", new { founded }), (await Late()).Units), Is.EqualTo((0, Array.Empty<LateUnit>())));
    }

    [Test]
    public async Task A_collective_named_after_dispatch_brings_its_units_in()
    {
        var unnamed = (await Late()).Unnamed.Single();
        Assert.That((unnamed.Spelling, unnamed.Parts.Select(p => p.Number)), Is.EqualTo((Relevant, new[] { "二.1" })));
        var taking = await office.One<string>("SELECT u.code FROM assignments a JOIN units u ON u.id = a.unit_id WHERE a.work_item_id = @item ORDER BY a.id LIMIT 1", new { item = unnamed.Parts[0].ItemId });
        Assert.That(await Name(taking, "gat"), Is.EqualTo(await office.One<int>(
            "SELECT count(*)::int FROM assignments a JOIN dispatches d ON d.id = a.dispatch_id WHERE d.supplements IS NOT NULL")), "who takes part already keeps its part");
        Assert.That((await Late()).Unnamed, Is.Empty);
        Assert.That(await Rule(() => Name("gat")), Is.EqualTo("not-to-be-named"));
    }

    [TestCase(" ", "supplement-says-why")]
    public async Task It_says_why(string why, string rule) => Assert.That(await Rule(() => Decide(add: true, why)), Is.EqualTo(rule));

    [Test]
    public async Task Somebody_has_to_be_named() => Assert.That(await Rule(() => Name()), Is.EqualTo("nobody-named"));

    [TestCase("lly-fgw")]
    [TestCase("lingdao")]
    public async Task Only_a_coordinator_hands_out(string login)
    {
        var by = await office.Person(login);
        Assert.That(await Rule(() => office.Get<SupplementDispatch>().Decide(by, Later, planId, founded, true, Basis)), Is.EqualTo("only-a-coordinator"));
        Assert.That(await Rule(() => office.Get<SupplementDispatch>().Name(by, Later, planId, Relevant, [founded])), Is.EqualTo("only-a-coordinator"));
    }

    [Test]
    public async Task A_draft_needs_none()
    {
        var draft = (await office.ImportAnother()).PlanId;
        Assert.That(await Rule(() => office.Get<SupplementDispatch>().Decide(office.Checker, Later, draft, founded, true, Basis)), Is.EqualTo("not-dispatched"));
    }

    [Test]
    public async Task The_page_proposes_and_hands_out()
    {
        await using (var connection = await office.Get<Database>().Open())
            await office.Get<OfficeClock>().MoveTo(connection, Later.Today);
        using var checker = await office.Client("duban");
        var page = $"/plans/{planId}/adjustments";
        Assert.That(await checker.GetStringAsync(page), Does.Contain("2018年7月2日成立").And.Contain("补充交办给大数据局").And.Contain("待点名"));
        using var done = await checker.PostAsync($"{page}?handler=Decide", await checker.Form(page, ("unitId", $"{founded}"), ("add", "true"), ("reason", Basis)));
        Assert.That(done.Headers.Location?.ToString(), Is.EqualTo($"{page}#late"));
        Assert.That(await checker.GetStringAsync(page), Does.Contain("已补充交办").And.Not.Contain("补充交办给大数据局"));
    }

    async Task<LateUnits> Late()
    {
        await using var connection = await office.Get<Database>().Open();
        return await LateUnits.Load(connection, office.Checker.RegionId, (await PlanHead.Find(connection, office.Checker.RegionId, planId))!, Later.Today);
    }

    Task<int> Decide(bool add, string why) => office.Get<SupplementDispatch>().Decide(office.Checker, Later, planId, founded, add, why);

    async Task<int> Name(params string[] codes)
    {
        var units = new List<long>();
        foreach (var code in codes)
            units.Add(await office.UnitId(code));
        return await office.Get<SupplementDispatch>().Name(office.Checker, Later, planId, Relevant, units);
    }

    static async Task<string> Rule(Func<Task> act) => (await Assert.CatchAsync<RuleBroken>(act))!.Rule;
}
