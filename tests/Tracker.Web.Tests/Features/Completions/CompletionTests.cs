using NodaTime;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Completions;

[TestFixture]
public sealed class CompletionTests
{
    SmallOffice plan = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        plan = await SmallOffice.Create();
        await plan.SignAll();
    }

    [OneTimeTearDown]
    public async Task Drop() => await plan.DisposeAsync();

    Task<long> Submit(string login, long assignmentId, bool withoutSilent = false) => plan.Submit(login, assignmentId, 11, 20, withoutSilent);

    async Task<bool> Confirm(string login, long completionId) => await plan.Get<ConfirmCompletion>()
        .Run(await plan.Person(login), SmallOffice.On(11, 21), new(completionId, Rating.Good));

    async Task<Correction> Return(string login, long completionId, int month = 11) => await plan.Get<ReturnCompletion>()
        .Run(await plan.Person(login), SmallOffice.On(month, 21), new(completionId, ReturnReason.EvidenceMissing, "请附验收材料"));

    static async Task<string> Rule(Func<Task> verb) => (await Assert.CatchAsync<RuleBroken>(() => verb()))!.Rule;

    [Test]
    public async Task With_leads_alone_the_leads_confirmation_closes_the_item()
    {
        var item = await plan.Item(("a", Lead));
        Assert.That(await Confirm("coordinator", await Submit("li-a", item["a"])), Is.True);
        Assert.That(await plan.Scalar<string>("SELECT string_agg(lamp || done, '') FROM lamps WHERE assignment_id = @id", new { id = item["a"] }), Is.EqualTo("Greentrue"));
    }

    [Test]
    public async Task With_responsible_units_the_last_confirmation_closes_the_item()
    {
        var item = await plan.Item(("a", Lead), ("b", Responsible), ("c", Responsible));
        Assert.That(await Confirm("coordinator", await Submit("li-a", item["a"])), Is.False);
        Assert.That(await Confirm("coordinator", await Submit("li-b", item["b"])), Is.False);
        Assert.That(await Confirm("coordinator", await Submit("li-c", item["c"])), Is.True);
    }

    [Test]
    public async Task Confirmations_at_the_same_moment_still_close_the_item()
    {
        var item = await plan.Item(("b", Responsible), ("c", Responsible));
        var (b, c) = (await Submit("li-b", item["b"]), await Submit("li-c", item["c"]));
        var closed = await Task.WhenAll(Confirm("coordinator", b), Confirm("second", c));
        Assert.That(closed.Count(yes => yes), Is.EqualTo(1));
    }

    [Test]
    public async Task A_support_never_submits()
    {
        var item = await plan.Item(("a", Lead), ("b", Support));
        Assert.That(await Rule(() => Submit("li-b", item["b"])), Is.EqualTo("supports-do-not-complete"));
    }

    [Test]
    public async Task Silent_supports_are_named_before_the_lead_goes_without_them()
    {
        var item = await plan.Item(("a", Lead), ("b", Support), ("c", Support));
        await plan.Get<ReportProgress>().Run(await plan.Person("li-c"), SmallOffice.On(11, 1),
            new(item["c"], "已配合", null, "", "", Guid.NewGuid()));
        var refused = await Assert.CatchAsync<RuleBroken>(() => Submit("li-a", item["a"]));
        Assert.That(refused!.Message, Does.StartWith("协办单位财政厅还没有报送"));
        var id = await Submit("li-a", item["a"], withoutSilent: true);
        Assert.That(await plan.Scalar<string>("SELECT array_to_string(without_units, '、') FROM completions WHERE id = @id", new { id }), Is.EqualTo("财政厅"));
    }

    [Test]
    public async Task A_second_submission_waits_for_the_decision_on_the_first()
    {
        var item = await plan.Item(("a", Lead));
        await Submit("li-a", item["a"]);
        Assert.That(await Rule(() => Submit("li-a", item["a"])), Is.EqualTo("already-submitted"));
    }

    [Test]
    public async Task Returned_work_has_five_working_days_but_never_less_than_its_due_date()
    {
        var item = await plan.Item(("a", Lead), ("b", Responsible));
        Assert.That((await Return("coordinator", await Submit("li-a", item["a"]))).DueOn, Is.EqualTo(new LocalDate(2018, 12, 31)), "before the end of the year");
        Assert.That((await Return("coordinator", await Submit("li-b", item["b"]), month: 12)).DueOn, Is.EqualTo(new LocalDate(2018, 12, 31)));
        Assert.That(await plan.Scalar<long>("SELECT count(*) FROM mail_promises WHERE kind = 'Returned' AND unit_id = @a", new { a = plan.Unit("a") }), Is.EqualTo(1));
    }

    [Test]
    public async Task Returned_work_may_be_submitted_again_in_a_new_round()
    {
        var item = await plan.Item(("a", Lead));
        await Return("coordinator", await Submit("li-a", item["a"]));
        var again = await Submit("li-a", item["a"]);
        Assert.That(await plan.Scalar<int>("SELECT round FROM completions WHERE id = @again", new { again }), Is.EqualTo(2));
        Assert.That(await Confirm("second", again), Is.True);
    }

    [Test]
    public async Task A_decision_is_made_once()
    {
        var item = await plan.Item(("a", Lead));
        var id = await Submit("li-a", item["a"]);
        await Confirm("coordinator", id);
        Assert.That(await Rule(() => Confirm("second", id)), Is.EqualTo("already-decided"));
        Assert.That(await Rule(() => Return("second", id)), Is.EqualTo("already-decided"));
    }

    [TestCase("li-a")]
    [TestCase("li-b")]
    [TestCase("leader")]
    public async Task Only_a_coordinator_decides(string login)
    {
        var item = await plan.Item(("a", Lead));
        var id = await Submit("li-a", item["a"]);
        Assert.That(await Rule(() => Confirm(login, id)), Is.EqualTo(NotYours.Rule));
    }

    [Test]
    public async Task Who_submits_for_the_office_does_not_review_it()
    {
        var item = await plan.Item(("office", Lead));
        var id = await Submit("second", item["office"]);
        Assert.That(await Rule(() => Confirm("second", id)), Is.EqualTo("own-request"));
        Assert.That(await Confirm("coordinator", id), Is.True);
        Assert.That(await plan.Scalar<bool>("SELECT self_reviewed FROM completion_decisions WHERE completion_id = @id", new { id }), Is.False);
    }

    [Test]
    public async Task The_only_coordinator_may_and_it_is_marked()
    {
        await using var small = await SmallOffice.Create();
        await small.SignAll();
        await small.Scalar<object>("DELETE FROM person_roles r USING people p WHERE p.id = r.person_id AND p.login = 'coordinator'");
        var id = await small.Submit("second", (await small.Item(("office", Lead)))["office"], 11, 20);
        await small.Get<ConfirmCompletion>().Run(await small.Person("second"), SmallOffice.On(11, 21), new(id, Rating.Adequate));
        Assert.That(await small.Scalar<bool>("SELECT self_reviewed FROM completion_decisions WHERE completion_id = @id", new { id }), Is.True);
    }

    [Test]
    public async Task Nothing_more_is_reported_or_submitted_on_a_closed_item()
    {
        var item = await plan.Item(("a", Lead), ("b", Support));
        await Confirm("coordinator", await Submit("li-a", item["a"], withoutSilent: true));
        Assert.That(await Rule(() => Submit("li-a", item["a"])), Is.EqualTo("already-ended"));
        Assert.That(await Rule(async () => await plan.Get<ReportProgress>().Run(await plan.Person("li-b"), SmallOffice.On(12, 1),
            new(item["b"], "补报", null, "", "", Guid.NewGuid()))), Is.EqualTo("already-ended"));
    }
}
