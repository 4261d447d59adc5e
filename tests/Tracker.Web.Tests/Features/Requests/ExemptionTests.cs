using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Requests;

/// <summary>不涉及: who may say so, what it ends, and when it lets the item close.</summary>
[TestFixture]
public sealed class ExemptionTests
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

    async Task<long> Ask(string login, long assignmentId, int month, int day, string reason = "本单位没有这项职能") => await office.Get<RequestExemption>()
        .Run(await office.Person(login), On(month, day), new(assignmentId, reason, Paper(month, day))) ?? throw new InvalidOperationException("it lies before the head");

    async Task<bool> Grant(string login, long requestId, int month, int day, Basis? basis = null) =>
        await office.Get<GrantExemption>().Run(await office.Person(login), On(month, day), new(requestId, basis ?? Document));

    [Test]
    public async Task Asked_it_is_blue_and_granted_it_has_ended_and_counts_no_time()
    {
        var item = await office.Item(Due, ("a", Responsible), ("b", Responsible));
        var id = await Ask("li-a", item["a"], 9, 10);
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Blue 申请不涉及，待答复"));
        Assert.That(await Grant("coordinator", id, 9, 11), Is.False);
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Grey 2018年9月11日办公厅同意不涉及"));
        Assert.That((await office.Facts(item["a"], 9, 11)).State, Is.EqualTo(AssignmentState.Exempt));
        Assert.That((await office.Facts(item["a"], 9, 10)).State, Is.EqualTo(AssignmentState.ExemptionRequested), "a past day is replayed as it was");
        Assert.That(await office.Story(item["a"]), Is.EqualTo(new[]
        {
            "申请不涉及，理由：本单位没有这项职能（单位负责人于2018年9月10日线下审签）", "同意发展改革委不涉及这项任务，依据：藏政办函〔2018〕12号",
        }));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mail_promises WHERE kind = 'Answered' AND subject_id = @id", new { id }), Is.EqualTo(1));
    }

    [Test]
    public async Task With_the_last_one_missing_exempt_the_item_closes()
    {
        var item = await office.Item(Due, ("a", Responsible), ("b", Responsible), ("c", Responsible));
        await office.Get<ConfirmCompletion>().Run(await office.Person("coordinator"), On(9, 3), new(await office.Submit("li-b", item["b"], 9, 3), Rating.Good));
        Assert.That(await Grant("coordinator", await Ask("li-a", item["a"], 9, 10), 9, 11), Is.False);
        Assert.That(await Grant("coordinator", await Ask("li-c", item["c"], 9, 10), 9, 11), Is.True);
        Assert.That(await office.Scalar<string>("SELECT lamp || done FROM item_lamps WHERE work_item_id = @id", new { id = await office.ItemOf(item["a"]) }), Is.EqualTo("Greentrue"));
    }

    [Test]
    public async Task An_item_that_concerns_nobody_does_not_close_by_itself()
    {
        var item = await office.Item(Due, ("a", Responsible));
        Assert.That(await Grant("coordinator", await Ask("li-a", item["a"], 9, 10), 9, 11), Is.False);
    }

    [Test]
    public async Task After_it_nothing_more_is_taken()
    {
        var item = await office.Item(Due, ("a", Responsible), ("b", Responsible));
        await Grant("coordinator", await Ask("li-a", item["a"], 9, 10), 9, 11);
        Assert.That(await Rule(() => office.Submit("li-a", item["a"], 9, 12)), Is.EqualTo("already-ended"));
        Assert.That(await Rule(() => Ask("li-a", item["a"], 9, 12)), Is.EqualTo("already-ended"));
    }

    [Test]
    public async Task Refused_in_time_three_working_days_remain()
    {
        var item = await office.Item(Due, ("a", Responsible));
        await office.Get<RefuseRequest>().Run(await office.Person("coordinator"), On(11, 2), await Ask("li-a", item["a"], 10, 31), "职责中有这一项");
        Assert.That((await office.Facts(item["a"], 11, 2)).Facts.DatesInForce().Single(d => d.Nature == DateNature.Due).On, Is.EqualTo(new LocalDate(2018, 11, 7)));
    }

    [TestCase(Lead)]
    [TestCase(Support)]
    public async Task Only_a_responsible_unit_may_say_so(AssignmentRole role)
    {
        var item = await office.Item(Due, ("a", role), ("b", Lead));
        Assert.That(await Rule(() => Ask("li-a", item["a"], 9, 10)), Is.EqualTo("named-by-name"));
    }

    [Test]
    public async Task A_unit_that_the_notice_names_by_its_own_name_may_not()
    {
        var item = await office.Item(Due, ("a", Responsible));
        await office.Scalar<object>("UPDATE assignments SET sources = '{发展改革委}' WHERE id = @id", new { id = item["a"] });
        Assert.That(await Rule(() => Ask("li-a", item["a"], 9, 10)), Is.EqualTo("named-by-name"));
    }

    [Test]
    public async Task It_needs_a_reason_and_the_answer_a_basis()
    {
        var item = await office.Item(Due, ("a", Responsible));
        Assert.That(await Rule(() => Ask("li-a", item["a"], 9, 10, " ")), Is.EqualTo("request-says-nothing"));
        var id = await Ask("li-a", item["a"], 9, 10);
        Assert.That(await Rule(() => Grant("coordinator", id, 9, 11, Basis.None)), Is.EqualTo("basis-missing"));
        Assert.That(await Rule(() => Grant("li-b", id, 9, 11)), Is.EqualTo(NotYours.Rule));
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Blue 申请不涉及，待答复"), "nothing was half written");
    }

    [Test]
    public async Task Nothing_is_asked_while_a_completion_waits()
    {
        var item = await office.Item(Due, ("a", Responsible));
        await office.Submit("li-a", item["a"], 9, 10);
        Assert.That(await Rule(() => Ask("li-a", item["a"], 9, 11)), Is.EqualTo("already-submitted"));
    }

    [Test]
    public async Task It_passes_the_head_who_has_an_account()
    {
        await using var other = await SmallOffice.Create();
        await other.SignAll();
        await other.AddHead("head-a", "a");
        var item = await other.Item(Due, ("a", Responsible));
        Assert.That(await other.Get<RequestExemption>().Run(await other.Person("li-a"), On(9, 10), new(item["a"], "本单位没有这项职能")), Is.Null);
        Assert.That(await other.Lamp(item["a"]), Does.StartWith("Green").Or.Null, "it has not left the unit");
        await other.Get<ApproveDraft>().Run(await other.Person("head-a"), On(9, 11), await other.Scalar<long>("SELECT id FROM approval_drafts"));
        Assert.That(await other.Lamp(item["a"]), Is.EqualTo("Blue 申请不涉及，待答复"));
    }
}
