using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Requests;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Requests;

/// <summary>申请延期: what it stops, what it sets, and what stays.</summary>
[TestFixture]
public sealed class ExtensionTests
{
    static readonly LocalDate Due = new(2018, 10, 31), Later = new(2018, 11, 30);
    static readonly Basis Signed = Basis.Of("张副主席", new(2018, 10, 8), null);

    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<long> Ask(string login, long assignmentId, int month, int day, LocalDate? until = null, Basis? basis = null) => await office.Get<RequestExtension>().Run(
        await office.Person(login), On(month, day), new(assignmentId, null, until ?? Later, "前置审批尚未完成", basis ?? Signed, Paper(month, day)))
            ?? throw new InvalidOperationException("it lies before the head");

    async Task Grant(string login, long requestId, int month, int day, LocalDate? until = null, bool wholeItem = false) => await office.Get<GrantExtension>()
        .Run(await office.Person(login), On(month, day), new(requestId, until ?? Later, wholeItem));

    async Task Refuse(string login, long requestId, int month, int day) => await office.Get<RefuseRequest>()
        .Run(await office.Person(login), On(month, day), requestId, "须按期完成");

    async Task<LocalDate> DueOf(long assignmentId, int month, int day) =>
        (await office.Facts(assignmentId, month, day)).Facts.DatesInForce().Single(d => d.Nature == DateNature.Due).On;

    [Test]
    public async Task Asked_in_time_it_is_blue_and_granted_the_new_date_runs_while_the_first_stays()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], 9, 10, basis: Basis.Of(null, null, "藏政办发〔2018〕88号"));
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Blue 申请延期，待答复"));
        Assert.That((await office.Facts(item["a"], 9, 10)).State, Is.EqualTo(AssignmentState.ExtensionRequested));
        await Grant("coordinator", id, 9, 11);
        var after = await office.Facts(item["a"], 9, 11);
        Assert.That((after.FirstDue, after.Due), Is.EqualTo((new Domain.Deadlines.DueOn(Due), new Domain.Deadlines.DueOn(Later))));
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Green 待提交三季度进展"));
        Assert.That((await office.Facts(item["a"], 9, 10)).Due, Is.EqualTo(new Domain.Deadlines.DueOn(Due)), "a past day is replayed as it was");
    }

    [Test]
    public async Task The_items_story_tells_each_step_in_words()
    {
        var item = await office.Item(Due, ("a", Lead));
        await Grant("coordinator", await Ask("li-a", item["a"], 10, 9), 10, 10, new(2018, 11, 15));
        Assert.That(await office.Story(item["a"]), Is.EqualTo(new[]
        {
            "申请延期：办结由2018年10月31日延至2018年11月30日，理由：前置审批尚未完成；依据：张副主席2018年10月8日签批（单位负责人于2018年10月9日线下审签）",
            "同意发展改革委延期至2018年11月15日（申请2018年11月30日）",
        }));
    }

    [Test]
    public async Task The_office_answers_within_two_working_days_or_stands_as_late_itself()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], 10, 9);       // a Tuesday
        var rule = LampRule.Default;
        await using var connection = await office.Get<Database>().Open();
        var calendar = await Web.Features.Calendar.Calendars.Load(connection, office.RegionId);
        Assert.That((await office.Facts(item["a"], 10, 11)).LampOn(new(2018, 10, 11), rule, calendar).Reason, Is.EqualTo("申请延期，待答复"));
        Assert.That((await office.Facts(item["a"], 10, 12)).LampOn(new(2018, 10, 12), rule, calendar).InWords(new(2018, 10, 12), calendar),
            Is.EqualTo("逾期1个工作日，办公厅未答复（申请延期）"));
        await Grant("coordinator", id, 10, 15);
        Assert.That(await office.Scalar<int>("SELECT office_late FROM request_decisions WHERE request_id = @id", new { id }), Is.EqualTo(2));
    }

    [Test]
    public async Task A_refusal_leaves_three_working_days_at_least()
    {
        var item = await office.Item(Due, ("a", Lead));
        await Refuse("coordinator", await Ask("li-a", item["a"], 10, 31), 11, 2);
        Assert.That(await DueOf(item["a"], 11, 2), Is.EqualTo(new LocalDate(2018, 11, 7)));
        var early = await office.Item(Due, ("a", Lead));
        await Refuse("coordinator", await Ask("li-a", early["a"], 10, 9), 10, 10);
        Assert.That(await DueOf(early["a"], 10, 10), Is.EqualTo(Due));
    }

    [Test]
    public async Task Asked_after_the_date_it_stays_red_and_the_lateness_so_far_stays_too()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], 11, 5);       // 11-01, 11-02 and 11-05 are worked
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Red 未提交办结，已申请延期"));
        await Grant("coordinator", id, 11, 8);
        Assert.That((await office.Facts(item["a"], 11, 8)).Facts.LateBefore, Is.EqualTo(3), "the days with the office are not the unit's");
        Assert.That(await office.Lamp(item["a"]), Does.EndWith("（延期前逾期3个工作日）"));
    }

    [Test]
    public async Task Refused_after_the_date_nothing_is_given()
    {
        var item = await office.Item(Due, ("a", Lead));
        await Refuse("coordinator", await Ask("li-a", item["a"], 11, 5), 11, 6);
        Assert.That(await DueOf(item["a"], 11, 6), Is.EqualTo(Due));
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Red 未提交办结"));
    }

    [Test]
    public async Task With_the_leads_date_goes_that_of_the_other_units_if_the_office_says_so()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Support), ("c", Responsible));
        var id = await Ask("li-a", item["a"], 10, 9);
        await Grant("coordinator", id, 10, 10, wholeItem: true);
        Assert.That((await DueOf(item["b"], 10, 10), await DueOf(item["c"], 10, 10)), Is.EqualTo((Later, Later)));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mail_promises WHERE kind = 'Answered' AND subject_id = @id", new { id }), Is.EqualTo(3));
        Assert.That(await office.Story(item["b"]), Is.EqualTo(new[] { "随发展改革委延期至2018年11月30日" }));
    }

    [Test]
    public async Task Alone_the_extension_is_the_units_own()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible));
        await Grant("coordinator", await Ask("li-a", item["a"], 10, 9), 10, 10);
        Assert.That(await DueOf(item["b"], 10, 10), Is.EqualTo(Due));
    }

    [Test]
    public async Task A_second_extension_counts_from_the_date_in_force()
    {
        var item = await office.Item(Due, ("a", Lead));
        await Grant("coordinator", await Ask("li-a", item["a"], 10, 9), 10, 10);
        Assert.That(await Rule(() => Ask("li-a", item["a"], 11, 20, until: new(2018, 11, 15))), Is.EqualTo("extension-must-be-later"));
        await Grant("coordinator", await Ask("li-a", item["a"], 11, 20, until: new(2018, 12, 20)), 11, 21, until: new(2018, 12, 20));
        Assert.That(await DueOf(item["a"], 11, 21), Is.EqualTo(new LocalDate(2018, 12, 20)));
        Assert.That(await office.Scalar<string>("SELECT string_agg(old_on || '>' || new_on, ' ' ORDER BY id) FROM moved_dates WHERE assignment_id = @id", new { id = item["a"] }),
            Is.EqualTo("2018-10-31>2018-11-30 2018-11-30>2018-12-20"));
    }

    [Test]
    public async Task After_a_return_the_correction_date_can_be_put_off()
    {
        var item = await office.Item(Due, ("a", Lead));
        var submitted = await office.Submit("li-a", item["a"], 10, 30);
        await office.Get<ReturnCompletion>().Run(await office.Person("coordinator"), On(10, 31), new(submitted, ReturnReason.EvidenceMissing, "请附材料"));
        Assert.That(await DueOf(item["a"], 11, 1), Is.EqualTo(new LocalDate(2018, 11, 7)));
        await Grant("coordinator", await Ask("li-a", item["a"], 11, 6, basis: Basis.None), 11, 7);
        Assert.That(await DueOf(item["a"], 11, 7), Is.EqualTo(Later), "the office's own date needs no basis");
    }

    [Test]
    public async Task A_date_that_the_notice_states_needs_a_basis()
    {
        var item = await office.Item(Due, ("a", Lead));
        Assert.That(await Rule(() => Ask("li-a", item["a"], 10, 9, basis: Basis.None)), Is.EqualTo("basis-missing"));
        Assert.That(await Rule(() => Ask("li-a", item["a"], 10, 9, basis: Basis.Of("张副主席", null, "x"))), Is.EqualTo("basis-half-given"));
    }

    [Test]
    public async Task Only_one_request_waits_and_only_for_open_work()
    {
        var item = await office.Item(Due, ("a", Lead));
        await Ask("li-a", item["a"], 10, 9);
        Assert.That(await Rule(() => Ask("li-a", item["a"], 10, 9)), Is.EqualTo("already-asked"));
        var done = await office.Item(Due, ("a", Lead));
        await office.Get<ConfirmCompletion>().Run(await office.Person("coordinator"), On(10, 9), new(await office.Submit("li-a", done["a"], 10, 8), Rating.Good));
        Assert.That(await Rule(() => Ask("li-a", done["a"], 10, 10)), Is.EqualTo("already-ended"));
    }

    [Test]
    public async Task Two_requests_at_the_same_moment_are_one()
    {
        var item = await office.Item(Due, ("a", Lead));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Outcome(() => Ask("li-a", item["a"], 10, 9))));
        Assert.That(outcomes.Count(rule => rule == "already-asked"), Is.EqualTo(3));
    }

    [Test]
    public async Task Two_answers_at_the_same_moment_are_one()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], 10, 9);
        var outcomes = await Task.WhenAll(
            Outcome(() => Grant("coordinator", id, 10, 10)), Outcome(() => Refuse("second", id, 10, 10)),
            Outcome(async () => await office.Get<TakeBackRequest>().Run(await office.Person("li-a"), On(10, 10), id)));
        Assert.That(outcomes.Order(), Is.EqualTo(new[] { "", "already-decided", "already-decided" }));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM request_decisions WHERE request_id = @id", new { id }), Is.EqualTo(1));
    }

    [Test]
    public async Task A_request_taken_back_starts_the_clock_as_if_it_had_not_been()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], 10, 31);
        Assert.That(await Rule(async () => await office.Get<TakeBackRequest>().Run(await office.Person("li-b"), On(11, 1), id)), Is.EqualTo(NotYours.Rule));
        await office.Get<TakeBackRequest>().Run(await office.Person("li-a"), On(11, 1), id);
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Red 未提交办结"));
    }

    [TestCase("li-a")]
    [TestCase("li-b")]
    [TestCase("leader")]
    public async Task Only_a_coordinator_answers(string login)
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Ask("li-a", item["a"], 10, 9);
        Assert.That(await Rule(() => Grant(login, id, 10, 10)), Is.EqualTo(NotYours.Rule));
        Assert.That(await Rule(() => Refuse(login, id, 10, 10)), Is.EqualTo(NotYours.Rule));
    }

    [Test]
    public async Task Only_the_unit_itself_asks()
    {
        var item = await office.Item(Due, ("a", Lead));
        Assert.That(await Rule(() => Ask("li-b", item["a"], 10, 9)), Is.EqualTo(NotYours.Rule));
        Assert.That(await Rule(() => Ask("coordinator", item["a"], 10, 9)), Is.EqualTo(NotYours.Rule));
    }

    [Test]
    public async Task Nobody_answers_his_own_request_unless_he_is_alone_and_then_it_is_marked()
    {
        var item = await office.Item(Due, ("office", Lead));
        var id = await Ask("second", item["office"], 10, 9);
        Assert.That(await Rule(() => Grant("second", id, 10, 10)), Is.EqualTo("own-request"));
        await using var small = await SmallOffice.Create();
        await small.SignAll();
        await small.Scalar<object>("DELETE FROM person_roles r USING people p WHERE p.id = r.person_id AND p.login = 'coordinator'");
        var own = await small.Item(Due, ("office", Lead));
        var asked = await small.Get<RequestExtension>().Run(await small.Person("second"), On(10, 9), new(own["office"], null, Later, "另有安排", Signed, Paper(10, 9)));
        await small.Get<GrantExtension>().Run(await small.Person("second"), On(10, 10), new(asked!.Value, Later, false));
        Assert.That(await small.Scalar<bool>("SELECT self_reviewed FROM request_decisions WHERE request_id = @asked", new { asked }), Is.True);
        Assert.That((await small.Story(own["office"]))[^1], Does.EndWith("（自审）"));
    }

    [Test]
    public async Task A_date_in_the_sentence_is_put_off_alone()
    {
        var item = await office.Item(("a", Lead));
        var itemId = await office.ItemOf(item["a"]);
        var milestone = await office.Scalar<long>("""
            INSERT INTO milestones (region_id, work_item_id, raw, due_on) VALUES (@RegionId, @itemId, '10月底前完成评估', '2018-10-31') RETURNING id
            """, new { office.RegionId, itemId });
        var id = await office.Get<RequestExtension>().Run(await office.Person("li-a"), On(10, 9), new(item["a"], milestone, Later, "评估推迟", Signed, Paper(10, 9)));
        await Grant("coordinator", id!.Value, 10, 10);
        Assert.That((await office.Facts(item["a"], 10, 10)).Facts.DatesInForce().Where(d => d.IsLimit).Select(d => (d.Nature, d.On)),
            Is.EqualTo(new[] { (DateNature.Milestone, Later), (DateNature.Due, new LocalDate(2018, 12, 31)) }));
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
