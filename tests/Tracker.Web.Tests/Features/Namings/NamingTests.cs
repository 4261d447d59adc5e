using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Namings;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Namings;

/// <summary>有关单位 that wait for names after dispatch: the lead proposes, the office confirms, and they are handed the item.</summary>
[TestFixture]
public sealed class NamingTests
{
    const string Relevant = "政府各有关部门";

    PracticeOffice office = null!;
    long planId, item, lead;
    string login = "";

    [SetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        planId = await office.ReadyPlan();
        var dispatched = await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, planId);
        item = await office.One<long>("SELECT work_item_id FROM awaited_names");
        lead = await office.One<long>("SELECT id FROM assignments WHERE work_item_id = @item AND role = 'Lead' AND position = 1", new { item });
        var unit = await office.One<long>("SELECT unit_id FROM assignments WHERE id = @lead", new { lead });
        login = "lly-" + await office.One<string>("SELECT code FROM units WHERE id = @unit", new { unit });
        await office.Get<Acknowledge>().Run(await office.Person(login), office.At(new(2018, 6, 12)), dispatched.DispatchId, unit);
    }

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    OfficeMoment On(int month, int day) => office.At(new(2018, month, day));

    async Task<long[]> Units(params string[] codes)
    {
        var ids = new List<long>();
        foreach (var code in codes)
            ids.Add(await office.UnitId(code));
        return [.. ids];
    }

    async Task Propose(int month, int day, params string[] codes) =>
        await office.Get<ProposeNames>().Run(await office.Person(login), On(month, day), new(lead, Relevant, await Units(codes), "涉及这些部门的信息"));

    Task<long> Proposal() => office.One<long>("SELECT max(id) FROM name_proposals");

    async Task<int> Confirm(int month, int day, params string[] codes) =>
        await office.Get<ConfirmNames>().Run(office.Checker, On(month, day), new(await Proposal(), await Units(codes), ""));

    async Task<string> LampOn(int month, int day)
    {
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.SweepLamps>().Run(connection, office.Checker.RegionId, On(month, day)));
        return await office.One<string>("SELECT lamp || ' ' || reason FROM lamps WHERE assignment_id = @lead", new { lead });
    }

    static async Task<string> Rule(Func<Task> act) => (await Assert.CatchAsync<RuleBroken>(() => act()))!.Rule;

    [Test]
    public async Task The_coordinators_mail_tells_of_what_a_lead_has_proposed()
    {
        await Propose(6, 14, "gat");
        var by = office.Checker.PersonId!.Value;
        await using var connection = await office.Get<Database>().Open();
        var told = new LastTold(new(2018, 6, 13), On(6, 13).Now);
        var day = (await office.Get<CoordinatorDigests>().Parts(connection, office.Checker.RegionId, [by], new Dictionary<long, LastTold> { [by] = told }, new(2018, 6, 15)))[by].Single();
        Assert.That(day.Words.Parts.Single(s => s.Heading.StartsWith("点名建议待确认 1 项", StringComparison.Ordinal)).Lines[0].Note, Does.EndWith($"建议“{Relevant}”所指单位，已等1个工作日"));
    }

    [Test]
    public async Task The_lead_is_asked_for_names_within_ten_working_days_and_unanswered_it_is_a_late_report()
    {
        Assert.That(await office.One<string>("SELECT spelling || ' ' || propose_by FROM awaited_names"), Is.EqualTo($"{Relevant} 2018-06-26"));
        Assert.That(await LampOn(6, 13), Is.EqualTo($"Green 待提交“{Relevant}”的点名建议"));
        Assert.That(await LampOn(6, 27), Is.EqualTo($"Yellow 未提交“{Relevant}”的点名建议"));
        Assert.That(await LampOn(7, 4), Is.EqualTo($"Red 未提交“{Relevant}”的点名建议"));
        await Propose(7, 5, "gat");
        Assert.That(await LampOn(7, 5), Does.Not.Contain("点名建议"), "proposed, it waits for the office");
    }

    [Test]
    public async Task What_the_lead_proposes_the_office_confirms_and_the_units_are_handed_the_item()
    {
        await Propose(6, 13, "gat", "mzt");
        Assert.That(await Confirm(6, 14, "gat", "mzt"), Is.EqualTo(2));
        Assert.That(await office.Column<string>("""
            SELECT u.code || ' ' || a.role || ' ' || d.dispatched_on || ' ' || a.sources[1] FROM assignments a JOIN units u ON u.id = a.unit_id
            JOIN dispatches d ON d.id = a.dispatch_id WHERE a.work_item_id = @item AND d.supplements IS NOT NULL ORDER BY u.code
            """, new { item }), Is.EqualTo(new[] { $"gat Responsible 2018-06-14 {Relevant}", $"mzt Responsible 2018-06-14 {Relevant}" }));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM mail_promises m JOIN dispatches d ON d.id = m.subject_id WHERE m.kind = 'Dispatch' AND d.supplements IS NOT NULL"), Is.EqualTo(2));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM mail_promises m JOIN events e ON e.id = m.subject_id WHERE m.kind = 'ItemDecided' AND e.verb = 'ConfirmNames'"), Is.EqualTo(1), "the lead is told");
        Assert.That(await office.Column<string>("SELECT sentence FROM events WHERE subject = 'WorkItem:' || @item AND verb IN ('ProposeNames', 'ConfirmNames') ORDER BY id", new { item }), Is.EqualTo(new[]
        {
            $"建议“{Relevant}”为：公安厅、民政厅；理由：涉及这些部门的信息", $"确认“{Relevant}”为：公安厅、民政厅，补充交办2个单位",
        }));
        Assert.That(await LampOn(6, 28), Does.Not.Contain("点名建议"));
        Assert.That(await Rule(() => Propose(6, 15, "gat")), Is.EqualTo("nothing-to-name"));
        Assert.That(await Rule(() => Confirm(6, 15, "gat")), Is.EqualTo("already-decided"));
    }

    [Test]
    public async Task The_office_may_confirm_others_and_who_takes_part_already_keeps_its_part()
    {
        await Propose(6, 13, "gat");
        Assert.That(await Confirm(6, 14, "gat", "mzt", login[4..]), Is.EqualTo(2));
    }

    [Test]
    public async Task Refused_the_lead_proposes_again_within_three_working_days()
    {
        await Propose(6, 20, "gat");
        Assert.That(await Rule(async () => await office.Get<RefuseNames>().Run(office.Checker, On(6, 21), await Proposal(), " ")), Is.EqualTo("refusal-says-nothing"));
        await office.Get<RefuseNames>().Run(office.Checker, On(6, 25), await Proposal(), "漏了民政厅");
        Assert.That(await office.One<string>("SELECT accepted || ' ' || propose_by || ' ' || office_late FROM proposal_decisions"), Is.EqualTo("false 2018-06-28 1"), "and by how much the office was late is kept");
        Assert.That(await LampOn(6, 29), Is.EqualTo($"Yellow 未提交“{Relevant}”的点名建议"));
        using var unit = await Client(login, 6, 27);
        Assert.That(await unit.GetStringAsync($"/assignments/{lead}/names"), Does.Contain("漏了民政厅").And.Contain("2018年6月28日前提出"));
        await Propose(6, 29, "gat", "mzt");
        Assert.That(await Confirm(6, 29, "gat", "mzt"), Is.EqualTo(2));
    }

    [Test]
    public async Task What_cannot_be_is_refused()
    {
        Assert.That(await Rule(() => Propose(6, 13)), Is.EqualTo("nobody-named"));
        Assert.That(await Rule(async () => await office.Get<ProposeNames>().Run(await office.Person(login), On(6, 13), new(lead, "政府各部门", await Units("gat"), ""))), Is.EqualTo("nothing-to-name"));
        Assert.That(await Rule(async () => await office.Get<ProposeNames>().Run(await office.Person("lly-gat"), On(6, 13), new(lead, Relevant, await Units("gat"), ""))), Is.EqualTo(NotYours.Rule));
        await Propose(6, 13, "gat");
        Assert.That(await Rule(() => Propose(6, 13, "mzt")), Is.EqualTo("already-proposed"));
        Assert.That(await Rule(() => Confirm(6, 14)), Is.EqualTo("nobody-named"));
        Assert.That(await Rule(async () => await office.Get<ConfirmNames>().Run(await office.Person(login), On(6, 14), new(await Proposal(), await Units("gat"), ""))), Is.EqualTo("only-a-coordinator"));
        Assert.That(await Rule(async () => await office.Get<ConfirmNames>().Run(office.Checker, On(6, 14), new(987654, await Units("gat"), ""))), Is.EqualTo("no-such-proposal"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM proposal_decisions"), Is.Zero);
    }

    [Test]
    public async Task Named_by_the_office_alone_the_proposal_needs_no_answer()
    {
        await Propose(6, 13, "gat");
        await office.Get<SupplementDispatch>().Name(office.Checker, On(6, 14), planId, Relevant, await Units("mzt"));
        Assert.That(await Rule(() => Confirm(6, 15, "gat")), Is.EqualTo("already-named"));
        using var coordinator = await Client("duban", 6, 15);
        Assert.That(await coordinator.GetStringAsync("/namings"), Does.Contain("没有等待确认的点名建议"));
    }

    [Test]
    public async Task It_goes_through_the_pages_of_both()
    {
        using var unit = await Client(login, 6, 14);
        Assert.That(await unit.GetStringAsync("/todo"), Does.Contain("点名建议").And.Contain($"/assignments/{lead}/names"));
        var form = $"/assignments/{lead}/names";
        using var empty = await unit.PostAsync(form, await unit.Form(form, ("Spelling", Relevant)));
        Assert.That(await empty.Content.ReadAsStringAsync(), Does.Contain("请至少勾选一个"));
        using var sent = await unit.PostAsync(form, await unit.Form(form, ("Spelling", Relevant), ("Units", (await office.UnitId("gat")).ToString())));
        Assert.That(sent.Headers.Location?.OriginalString, Is.EqualTo($"/items/{item}"));
        using var coordinator = await Client("duban", 6, 20);
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("点名建议待确认"));
        Assert.That(await coordinator.GetStringAsync("/namings"), Does.Contain("公安厅").And.Contain("办公厅逾期"));
        using var done = await coordinator.PostAsync("/namings?handler=Confirm", await coordinator.Form("/namings", ("proposalId", (await Proposal()).ToString()), ("units", (await office.UnitId("gat")).ToString())));
        Assert.That(await coordinator.GetStringAsync($"/items/{item}"), Does.Contain("确认“政府各有关部门”为：公安厅"));
    }

    [Test]
    public async Task The_preview_tells_who_will_name_them_until_when()
    {
        var another = await office.ReadyPlan();
        using var coordinator = await Client("duban", 6, 11);
        Assert.That(await coordinator.GetStringAsync($"/plans/{another}/dispatch"), Does.Contain("由第一牵头单位在2018年6月26日前提出名单，办公厅确认后补充交办"));
    }

    async Task<HttpClient> Client(string login, int month, int day)
    {
        await using (var connection = await office.Get<Database>().Open())
            await office.Get<OfficeClock>().MoveTo(connection, new LocalDate(2018, month, day));
        return await office.Client(login);
    }
}
