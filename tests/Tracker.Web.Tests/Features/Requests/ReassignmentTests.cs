using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Requests;

/// <summary>调整责任单位: whom a unit may propose and until when, and what the other unit is given.</summary>
[TestFixture]
public sealed class ReassignmentTests
{
    static readonly LocalDate Due = new(2018, 10, 31);
    static readonly Basis Document = Basis.Of(null, null, "藏政办函〔2018〕12号");

    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<long> Ask(string login, long assignmentId, string to, AssignmentRole role, int month = 6, int day = 13) => await office.Get<RequestReassignment>()
        .Run(await office.Person(login), On(month, day), new(assignmentId, office.Unit(to), role, "三定规定中这项职责在该单位", Paper(month, day)))
            ?? throw new InvalidOperationException("it lies before the head");

    async Task<long> Grant(string login, long requestId, int month = 6, int day = 14, Basis? basis = null) =>
        await office.Get<GrantReassignment>().Run(await office.Person(login), On(month, day), new(requestId, basis ?? Document));

    Task<long> DispatchOf(long assignmentId) => office.Scalar<long>("SELECT dispatch_id FROM assignments WHERE id = @assignmentId", new { assignmentId });

    [Test]
    public async Task The_other_unit_gets_the_part_with_its_own_clock_and_signature_and_the_first_has_ended()
    {
        var item = await office.Item(Due, ("a", Lead), ("c", Support));
        var id = await Ask("li-a", item["a"], "b", Lead);
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Blue 申请调整责任单位，待答复"));
        var given = await Grant("coordinator", id);
        Assert.That((await office.Facts(item["a"], 6, 14)).State, Is.EqualTo(AssignmentState.Transferred));
        var facts = await office.Facts(given, 6, 14);
        Assert.That((facts.UnitId, facts.Role, facts.Facts.DispatchedOn, facts.Facts.AcknowledgedOn, facts.State),
            Is.EqualTo((office.Unit("b"), Lead, new LocalDate(2018, 6, 14), (LocalDate?)null, AssignmentState.Pending)), "财政厅 had signed the plan's dispatch before");
        Assert.That(await Rule(() => office.Submit("li-b", given, 6, 15)), Is.EqualTo("sign-first"));
        await office.Get<Acknowledge>().Run(await office.Person("li-b"), On(6, 15), await DispatchOf(given), office.Unit("b"));
        Assert.That((await office.Facts(given, 6, 15)).State, Is.EqualTo(AssignmentState.Accepted));
        await office.Submit("li-b", given, 6, 19, withoutSilent: true);
    }

    [Test]
    public async Task Both_units_are_told_and_the_story_says_it_in_words()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], "b", Lead);
        var given = await Grant("coordinator", id);
        Assert.That(await office.Story(item["a"]), Is.EqualTo(new[]
        {
            "申请调整责任单位：建议由财政厅牵头，理由：三定规定中这项职责在该单位（单位负责人于2018年6月13日线下审签）",
            "同意调整责任单位：由发展改革委改由财政厅牵头，依据：藏政办函〔2018〕12号",
        }));
        Assert.That(await office.Story(given), Has.Count.EqualTo(1));
        var dispatch = await DispatchOf(given);
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mail_promises WHERE kind = 'Answered' AND subject_id = @id OR kind = 'Dispatch' AND subject_id = @dispatch AND unit_id = @b",
            new { id, dispatch, b = office.Unit("b") }), Is.EqualTo(2));
    }

    [Test]
    public async Task A_support_may_become_the_lead_and_signs_again()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Support));
        var given = await Grant("coordinator", await Ask("li-a", item["a"], "b", Lead));
        Assert.That((await office.Facts(item["b"], 6, 14)).State, Is.EqualTo(AssignmentState.Transferred));
        Assert.That((await office.Facts(given, 6, 14)).State, Is.EqualTo(AssignmentState.Pending));
    }

    [Test]
    public async Task Whoever_is_given_a_part_has_three_working_days_at_least()
    {
        var item = await office.Item(new LocalDate(2018, 6, 15), ("a", Lead));
        var given = await Grant("coordinator", await Ask("li-a", item["a"], "b", Lead));
        Assert.That((await office.Facts(given, 6, 14)).Facts.DatesInForce().Single(d => d.Nature == DateNature.Due).On, Is.EqualTo(new LocalDate(2018, 6, 19)));
    }

    [Test]
    public async Task Refused_three_working_days_remain_at_least()
    {
        var item = await office.Item(new LocalDate(2018, 6, 15), ("a", Lead));
        await office.Get<RefuseRequest>().Run(await office.Person("coordinator"), On(6, 14), await Ask("li-a", item["a"], "b", Lead), "仍由你单位牵头");
        Assert.That((await office.Facts(item["a"], 6, 14)).Facts.DatesInForce().Single(d => d.Nature == DateNature.Due).On, Is.EqualTo(new LocalDate(2018, 6, 19)));
    }

    [Test]
    public async Task It_can_be_asked_on_the_tenth_working_day_and_no_later()
    {
        var item = await office.Item(Due, ("a", Lead));
        Assert.That(await Rule(() => Ask("li-a", item["a"], "b", Lead, 6, 26)), Is.EqualTo("too-late-to-reassign"));
        await Ask("li-a", item["a"], "b", Lead, 6, 25);
    }

    [Test]
    public async Task What_has_no_sense_is_not_proposed()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible));
        Assert.That(await Rule(() => Ask("li-a", item["a"], "a", Lead)), Is.EqualTo("no-such-unit"));
        Assert.That(await Rule(() => Ask("li-a", item["a"], "b", Support)), Is.EqualTo("takes-part-already"));
        Assert.That(await Rule(() => Ask("li-b", item["a"], "c", Lead)), Is.EqualTo(NotYours.Rule));
    }

    [Test]
    public async Task The_item_is_never_left_without_a_first_lead()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], "b", Support);
        Assert.That(await Rule(() => Grant("coordinator", id)), Is.EqualTo("nobody-answers"));
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Blue 申请调整责任单位，待答复"));
    }

    [Test]
    public async Task The_answer_needs_a_basis_and_a_coordinator()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], "b", Lead);
        Assert.That(await Rule(() => Grant("coordinator", id, basis: Basis.None)), Is.EqualTo("basis-missing"));
        Assert.That(await Rule(() => Grant("leader", id)), Is.EqualTo(NotYours.Rule));
    }

    [Test]
    public async Task Answered_once_it_is_not_answered_again()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], "b", Lead);
        await Grant("coordinator", id);
        Assert.That(await Rule(() => Grant("second", id)), Is.EqualTo("already-decided"));
    }

    [Test]
    public async Task A_receiver_whose_own_completion_waits_is_decided_first()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible));
        var id = await Ask("li-a", item["a"], "b", Lead);
        await office.Submit("li-b", item["b"], 6, 14);
        Assert.That(await Rule(() => Grant("coordinator", id)), Is.EqualTo("decide-first"));
    }

    [Test]
    public async Task A_part_with_a_waiting_request_is_not_transferred_so_that_no_successor_inherits_the_blue()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], "b", Lead);
        var form = new TransferAssignments.Form(office.Unit("a"), office.Unit("c"), [item["a"]], "藏政发〔2018〕1号");
        var both = await Task.WhenAll(
            Outcome(async () => await office.Get<TransferAssignments>().Run(await office.Person("coordinator"), On(6, 14), form)),
            Outcome(async () => await office.Get<TakeBackRequest>().Run(await office.Person("li-a"), On(6, 14), id)));
        Assert.That(both[1], Is.Empty);
        if (both[0] == "decide-first")
            await office.Get<TransferAssignments>().Run(await office.Person("coordinator"), On(6, 14), form);
        var successor = await office.Scalar<long>("SELECT max(id) FROM assignments WHERE unit_id = @c", new { c = office.Unit("c") });
        Assert.That(await office.Lamp(successor), Does.StartWith("Green"));
    }

    [Test]
    public async Task Asked_and_transferred_at_the_same_moment_only_one_of_the_two_happens()
    {
        for (var i = 0; i < 6; i++)
        {
            var item = await office.Item(Due, ("a", Lead));
            var outcomes = await Task.WhenAll(
                Outcome(async () => await Ask("li-a", item["a"], "b", Lead)),
                Outcome(async () => await office.Get<TransferAssignments>().Run(await office.Person("coordinator"), On(6, 13),
                    new(office.Unit("a"), office.Unit("c"), [item["a"]], "藏政发〔2018〕1号"))));
            Assert.That(outcomes.Count(rule => rule == ""), Is.EqualTo(1), string.Join(' ', outcomes));
        }
    }

    static async Task<string> Outcome(Func<Task> verb)
    {
        try
        {
            await verb();
            return "";
        }
        catch (Domain.RuleBroken broken)
        {
            return broken.Rule;
        }
    }
}
