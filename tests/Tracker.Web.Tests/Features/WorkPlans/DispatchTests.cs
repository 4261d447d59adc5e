using Tracker.Domain;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.WorkPlans;

/// <summary>交办 of xizang-2018, end to end.</summary>
[TestFixture]
public sealed class DispatchTests
{
    PracticeOffice office = null!;
    long planId;
    Dispatched dispatched = null!;
    TimeSpan elapsed;

    [OneTimeSetUp]
    public async Task Play()
    {
        office = await PracticeOffice.Open();
        planId = (await office.Import()).PlanId;
        await office.MakeReady(planId);
        var started = TimeProvider.System.GetTimestamp();
        dispatched = await office.Get<Dispatch>().Run(office.Checker, office.OnTheDay, planId);
        elapsed = TimeProvider.System.GetElapsedTime(started);
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Every_unit_of_every_item_has_its_assignment()
    {
        // 1 054 by name and collective, and the two that the office named for 建议提案承办单位.
        Assert.That((dispatched.Items, dispatched.Assignments), Is.EqualTo((57, 1056)));
        Assert.That(await office.Column<string>("SELECT role || ' ' || count(*) FROM assignments GROUP BY role ORDER BY role"),
            Is.EqualTo(new[] { "Lead 54", "Responsible 928", "Support 74" }));
    }

    [Test]
    public async Task Units_stand_frozen_under_the_name_of_the_day() =>
        Assert.That(await office.Column<string>("SELECT unit_name FROM dispatch_units d JOIN units u ON u.id = d.unit_id WHERE u.code IN ('fgw', 'lasa') ORDER BY u.position"),
            Is.EqualTo(new[] { "西藏自治区发展和改革委员会", "拉萨市人民政府" }));

    [Test]
    public async Task The_returns_are_due_on_three_days() =>
        Assert.That(await office.Column<string>("SELECT kind || ' ' || due_on FROM checkpoints WHERE work_plan_id = @planId ORDER BY due_on", new { planId }),
            Is.EqualTo(new[] { "Plan 2018-07-24", "ThirdQuarter 2018-09-30", "YearEnd 2018-12-15" }));

    [Test]
    public async Task Each_unit_is_promised_one_mail() =>
        Assert.That(await office.Column<long>("SELECT unit_id FROM mail_promises WHERE kind = 'Dispatch' AND subject_id = @DispatchId ORDER BY 1", dispatched),
            Is.EqualTo(await office.Column<long>("SELECT unit_id FROM dispatch_units ORDER BY 1")).And.Count.EqualTo(dispatched.Units));

    [Test]
    public async Task Each_assignment_has_its_lamp() =>
        Assert.That(await office.One<int>("SELECT count(*)::int FROM lamps"), Is.EqualTo(dispatched.Assignments));

    [Test]
    public async Task One_event_says_what_was_handed_out() =>
        Assert.That((await office.Column<string>("SELECT sentence FROM events WHERE verb = 'Dispatch'")).Single(),
            Does.Contain("57项任务").And.Contain("1056条承办").And.Contain("审核人德吉央宗"));

    [Test]
    public async Task A_second_dispatch_is_refused_as_who_did_it_and_when()
    {
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, planId));
        Assert.That(refused!.Rule, Is.EqualTo("already-dispatched"));
        Assert.That(refused.Message, Does.Contain("周明远").And.Contain("2018-06-11"));
    }

    [Test]
    public async Task Nothing_of_a_dispatched_plan_can_be_confirmed_or_named_anew()
    {
        var confirm = await Assert.CatchAsync<RuleBroken>(() => office.Get<ConfirmItems>().Run(office.Checker, office.OnTheDay, planId));
        var name = await Assert.CatchAsync<RuleBroken>(() => office.Get<NameMembers>().Run(office.Checker, office.OnTheDay, planId, null, PracticeOffice.HandlingUnits, []));
        Assert.That((confirm!.Rule, name!.Rule), Is.EqualTo(("already-dispatched", "already-dispatched")));
    }

    [Test]
    public void A_thousand_assignments_are_written_while_a_person_waits()
    {
        TestContext.Out.WriteLine($"{dispatched.Assignments} assignments in {elapsed.TotalMilliseconds:F0} ms");
        Assert.That(elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }
}
