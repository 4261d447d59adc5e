using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.WorkPlans;

/// <summary>What stands in the way of 交办, each with its own sentence; and that a refusal leaves nothing behind.</summary>
[TestFixture]
public sealed class DispatchRefusedTests
{
    PracticeOffice office = null!;
    long planId;

    [OneTimeSetUp]
    public async Task Open() => office = await PracticeOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Prepare() => planId = await office.ReadyPlan();

    [TestCase("UPDATE work_items SET limit_kind = 'Ambiguous', due_on = NULL WHERE number = '二.1'", "ambiguous-limit-open", "二.1的时限“全年”有两种读法")]
    [TestCase("UPDATE work_items SET limit_kind = 'Immediate', limit_raw = '立即' WHERE number = '二.1'", "date-not-set", "二.1的时限“立即”没有日期")]
    [TestCase("INSERT INTO doubts (region_id, work_plan_id, work_item_id, field, reason, readings) SELECT region_id, work_plan_id, id, 'units', '两种读法', '[\"甲\", \"乙\"]' FROM work_items WHERE number = '二.1'", "reading-open", "二.1有存疑的读法")]
    [TestCase("UPDATE item_units SET name = '天文厅' WHERE name = '公安厅'", "unknown-unit", "“天文厅”")]
    [TestCase("DELETE FROM named_members", "collective-unnamed", "“政府系统建议提案承办单位”（一.4）排在首位")]
    [TestCase("DELETE FROM item_confirmations WHERE work_item_id IN (SELECT id FROM work_items WHERE number = '二.1')", "item-unconfirmed", "还有1项任务没有校核：二.1")]
    [TestCase("UPDATE work_items SET version = version + 1 WHERE number = '二.1'", "item-unconfirmed", "二.1")]
    [TestCase("DELETE FROM plan_reviews", "not-reviewed", "第二人审核")]
    [TestCase("UPDATE work_plans SET version = version + 1", "not-reviewed", "第二人审核")]
    [TestCase("UPDATE item_confirmations SET confirmed_by = (SELECT id FROM people WHERE login = 'duban2')", "not-reviewed", "第二人审核")]
    [TestCase("DELETE FROM item_units WHERE work_item_id IN (SELECT id FROM work_items WHERE number = '二.1')", "item-without-unit", "二.1没有责任单位")]
    public async Task Dispatch_is_refused_while(string standing, string rule, string sentence)
    {
        await office.AsOwner(standing);
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, planId));
        Assert.That((refused!.Rule, refused.Message), Is.EqualTo((rule, refused.Message)));
        Assert.That(refused.Message, Does.Contain(sentence));
        Assert.That(await Written(), Is.Zero);
    }

    [TestCase("lly-fgw")]
    [TestCase("lingdao")]
    [TestCase("xitong")]
    public async Task Only_a_coordinator_dispatches(string login)
    {
        var refused = await Assert.CatchAsync<RuleBroken>(async () => await office.Get<Dispatch>().Run(await office.Person(login), office.OnTheDay, planId));
        Assert.That(refused!.Rule, Is.EqualTo("only-a-coordinator"));
    }

    [Test]
    public async Task Another_regions_coordinator_finds_no_such_plan()
    {
        var other = office.Checker with { RegionId = await office.One<int>("SELECT id FROM regions WHERE code = 'bozhou'") };
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.Get<Dispatch>().Run(other, office.OnTheDay, planId));
        Assert.That(refused!.Rule, Is.EqualTo("no-such-plan"));
    }

    [Test]
    public async Task A_plan_that_changed_after_its_preview_is_shown_again()
    {
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, planId, version: 1));
        Assert.That(refused!.Rule, Is.EqualTo("plan-has-changed"));
    }

    [Test]
    public async Task A_failure_in_the_middle_leaves_nothing_behind()
    {
        await office.AsOwner("""
            CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
            CREATE TRIGGER fails BEFORE INSERT ON mail_promises FOR EACH ROW EXECUTE FUNCTION fails();
            """);
        await Assert.CatchAsync<PostgresException>(() => office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, planId));
        await office.AsOwner("DROP FUNCTION fails CASCADE");
        Assert.That(await Written(), Is.Zero);
    }

    [Test]
    public async Task In_an_office_of_one_the_checker_may_dispatch_and_it_is_marked()
    {
        await office.AsOwner("DELETE FROM plan_reviews; UPDATE people SET disabled_at = created_at WHERE login = 'duban2'");
        await office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, planId);
        await office.AsOwner("UPDATE people SET disabled_at = NULL");
        Assert.That(await office.One<bool>("SELECT self_reviewed FROM dispatches WHERE work_plan_id = @planId", new { planId }), Is.True);
    }

    [Test]
    public async Task Two_hands_at_once_dispatch_once()
    {
        var both = await Task.WhenAll(Attempt(office.Checker), Attempt(office.Reviewer));
        Assert.That(both, Is.EquivalentTo(["done", "already-dispatched"]));
    }

    Task<int> Written() => office.One<int>("""
        SELECT (SELECT count(*) FROM dispatches WHERE work_plan_id = @planId)
            + (SELECT count(*) FROM checkpoints WHERE work_plan_id = @planId)
            + (SELECT count(*) FROM assignments a JOIN work_items w ON w.id = a.work_item_id WHERE w.work_plan_id = @planId)
        """, new { planId });

    async Task<string> Attempt(Actor by)
    {
        try
        {
            await office.Get<Dispatch>().Run(by, office.OnTheDay, planId);
            return "done";
        }
        catch (RuleBroken refused)
        {
            return refused.Rule;
        }
    }
}
