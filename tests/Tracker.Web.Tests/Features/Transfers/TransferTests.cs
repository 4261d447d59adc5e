using NodaTime;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Returns;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Transfers;

/// <summary>What a unit's part is after it has passed to another; 生态环境厅 comes after the dispatch.</summary>
[TestFixture]
public sealed class TransferTests
{
    const string Basis = "藏党发〔2018〕30号";

    SmallOffice plan = null!;
    long newUnit;

    [SetUp]
    public async Task Create()
    {
        plan = await SmallOffice.Create();
        newUnit = await plan.Scalar<long>("""
            INSERT INTO units (region_id, code, full_name, short_name, kind, position)
            VALUES (@RegionId, 'new', '生态环境厅', '生态环境厅', 'Department', 9) RETURNING id
            """, new { plan.RegionId });
    }

    [TearDown]
    public async Task Drop() => await plan.DisposeAsync();

    async Task<long> Transfer(string from, long to, params long[] assignments) =>
        await plan.Get<TransferAssignments>().Run(await plan.Person("coordinator"), SmallOffice.On(11, 20), new(plan.Unit(from), to, assignments, Basis));

    async Task<AssignmentOnDay> Facts(long assignment, int month, int day)
    {
        await using var connection = await plan.Get<Database>().Open();
        return (await AssignmentFactsQuery.Of(connection, plan.RegionId, [assignment], SmallOffice.On(month, day).Today)).SingleOrDefault()!;
    }

    Task<long> SuccessorOf(long assignment) => plan.Scalar<long>("SELECT to_assignment_id FROM assignment_transfers WHERE from_assignment_id = @assignment", new { assignment });

    async Task Report(string login, long assignment, string text) => await plan.Get<ReportProgress>().Run(await plan.Person(login), SmallOffice.On(7, 2),
        new(assignment, text, null, "", "", Guid.NewGuid()));

    [Test]
    public async Task The_old_part_ends_grey_and_the_new_one_goes_on_with_its_role_and_history()
    {
        var item = await plan.Item(("a", Lead), ("b", Support));
        await plan.SignAll();
        await Report("li-a", item["a"], "已制定方案");
        await Transfer("a", newUnit, item["a"]);
        var (old, heir) = (await Facts(item["a"], 11, 20), await Facts(await SuccessorOf(item["a"]), 11, 20));
        Assert.Multiple(async () =>
        {
            Assert.That(old.State.Chinese(), Is.EqualTo("已移交"));
            Assert.That((heir.UnitId, heir.Role, heir.State.Chinese(), heir.HasReported), Is.EqualTo((newUnit, Lead, "办理中", true)));
            Assert.That(await plan.Scalar<string>("SELECT string_agg(lamp || ' ' || reason, ';' ORDER BY assignment_id) FROM lamps WHERE role = 'Lead'"),
                Does.StartWith("Grey 2018年11月20日移交其他单位;Yellow 未提交三季度进展").Or.StartWith("Grey 2018年11月20日移交其他单位;Red 未提交三季度进展"));
            Assert.That(await plan.Scalar<string>("SELECT lamp FROM item_lamps"), Is.Not.EqualTo("Grey"), "the item shows its successor");
            Assert.That(await plan.Scalar<string>("SELECT sentence FROM events WHERE verb = 'TransferAssignments'"), Is.EqualTo("任务 一.1 由发展改革委移交生态环境厅，依据：藏党发〔2018〕30号"));
        });
    }

    [Test]
    public async Task A_past_day_is_replayed_as_it_was()
    {
        var item = await plan.Item(("a", Responsible), ("b", Responsible));
        await plan.SignAll();
        await Transfer("a", plan.Unit("b"), item["a"]);
        Assert.That((await Facts(item["a"], 11, 19)).State.Chinese(), Is.EqualTo("已签收"));
        await Transfer("b", newUnit, item["b"]);
        Assert.That(await Facts(await SuccessorOf(item["b"]), 11, 19), Is.Null, "not there before the transfer");
    }

    [Test]
    public async Task Two_parts_become_one_with_the_stronger_role_and_the_earlier_signature()
    {
        var item = await plan.Item(("a", Lead), ("b", Support));
        await plan.Get<Acknowledge>().Run(await plan.Person("li-a"), SmallOffice.On(6, 12), plan.DispatchId, plan.Unit("a"));
        await plan.Get<Acknowledge>().Run(await plan.Person("li-b"), SmallOffice.On(6, 15), plan.DispatchId, plan.Unit("b"));
        await Transfer("a", plan.Unit("b"), item["a"]);
        var one = await Facts(item["b"], 11, 20);
        Assert.That((await SuccessorOf(item["a"]), one.Role, one.Facts.AcknowledgedOn), Is.EqualTo((item["b"], Lead, new LocalDate(2018, 6, 12))));
        Assert.That(await plan.Scalar<string>("SELECT role || position || array_to_string(sources, '+') FROM assignments WHERE id = @id", new { id = item["b"] }), Is.EqualTo("Lead1a+b"));
        Assert.That(((await Facts(item["b"], 11, 19)).Role, (await Facts(item["b"], 11, 19)).Facts.AcknowledgedOn), Is.EqualTo((Support, new LocalDate(2018, 6, 15))), "the day before");
        Assert.That(await plan.Scalar<long>("SELECT n FROM lamp_counts WHERE unit_id = @b AND role = 'Lead' AND n > 0", new { b = plan.Unit("b") }), Is.EqualTo(1));
        Assert.That(await plan.Scalar<long>("SELECT coalesce(sum(n), 0) FROM lamp_counts WHERE unit_id = @b AND role = 'Support'", new { b = plan.Unit("b") }), Is.Zero);
    }

    [Test]
    public async Task The_stronger_role_of_the_successor_stays()
    {
        var item = await plan.Item(("a", Lead), ("b", Responsible));
        await Transfer("b", plan.Unit("a"), item["b"]);
        Assert.That((await Facts(item["a"], 11, 20)).Role, Is.EqualTo(Lead));
    }

    [Test]
    public async Task A_part_that_the_successor_had_finished_does_not_finish_what_it_takes_over()
    {
        var item = await plan.Item(("a", Responsible), ("b", Responsible), ("c", Responsible));
        await plan.SignAll();
        var submitted = await plan.Submit("li-b", item["b"], 11, 1);
        await plan.Get<ConfirmCompletion>().Run(await plan.Person("coordinator"), SmallOffice.On(11, 2), new(submitted, Rating.Good));
        await Transfer("a", plan.Unit("b"), item["a"]);
        var heir = await SuccessorOf(item["a"]);
        Assert.That(heir, Is.Not.EqualTo(item["b"]));
        Assert.That(((await Facts(item["b"], 11, 20)).State, (await Facts(heir, 11, 20)).State), Is.EqualTo((AssignmentState.Done, AssignmentState.Accepted)));
    }

    [Test]
    public async Task The_item_closes_when_the_successor_is_confirmed()
    {
        var item = await plan.Item(("a", Lead));
        await plan.SignAll();
        await Transfer("a", plan.Unit("b"), item["a"]);
        var submitted = await plan.Submit("li-b", await SuccessorOf(item["a"]), 11, 21);
        Assert.That(await plan.Get<ConfirmCompletion>().Run(await plan.Person("coordinator"), SmallOffice.On(11, 22), new(submitted, Rating.Good)), Is.True);
    }

    [Test]
    public async Task A_signed_part_needs_no_second_signature_and_an_unsigned_one_is_signed_from_the_day_of_transfer()
    {
        var (signed, unsigned) = (await plan.Item(("a", Lead)), await plan.Item(("b", Lead)));
        await plan.Get<Acknowledge>().Run(await plan.Person("li-a"), SmallOffice.On(6, 12), plan.DispatchId, plan.Unit("a"));
        await Transfer("b", newUnit, unsigned["b"]);
        await Transfer("a", newUnit, signed["a"]);
        var (one, other) = (await Facts(await SuccessorOf(signed["a"]), 11, 21), await Facts(await SuccessorOf(unsigned["b"]), 11, 21));
        Assert.That((one.Facts.AcknowledgedOn, other.Facts.AcknowledgedOn, other.Facts.DispatchedOn),
            Is.EqualTo(((LocalDate?)new LocalDate(2018, 6, 12), (LocalDate?)null, new LocalDate(2018, 11, 20))));
    }

    [Test]
    public async Task What_was_handed_in_for_a_checkpoint_is_handed_in_and_what_came_back_is_put_right_by_the_successor()
    {
        var (first, second) = (await plan.Item(("a", Lead)), await plan.Item(("b", Lead)));
        await plan.SignAll();
        await plan.Get<SubmitReturn>().Run(await plan.Person("li-a"), SmallOffice.On(9, 28), plan.ThirdQuarter, plan.Unit("a"),
            [new(first["a"], "按计划推进", null, "", "", Guid.NewGuid())]);
        var submitted = await plan.Submit("li-a", first["a"], 11, 1);
        await plan.Get<ReturnCompletion>().Run(await plan.Person("coordinator"), SmallOffice.On(11, 19), new(submitted, ReturnReason.EvidenceMissing, "请附材料"));
        await Transfer("a", newUnit, first["a"]);
        await Transfer("b", newUnit, second["b"]);
        var heir = (await Facts(await SuccessorOf(first["a"]), 11, 21)).Facts;
        Assert.That((heir.OpenDates.Count(d => d.What == "三季度进展"), heir.TimesReturned, heir.Correction?.ReturnedOn), Is.EqualTo((0, 1, (LocalDate?)new LocalDate(2018, 11, 19))));
        Assert.That((await Facts(await SuccessorOf(second["b"]), 11, 21)).Facts.OpenDates.Count(d => d.What == "三季度进展"), Is.EqualTo(1), "never handed in");
    }

    [Test]
    public async Task The_successors_liaison_sees_what_was_said_before_and_the_old_one_can_only_look()
    {
        var item = await plan.Item(("a", Lead), ("b", Support), ("c", Support));
        await plan.SignAll();
        await Report("li-a", item["a"], "移交以前的进展");
        await Transfer("a", plan.Unit("b"), item["a"]);
        var page = $"/items/{await plan.ItemOf(item["a"])}";
        using var heir = await plan.Client("li-b", SmallOffice.On(11, 21));
        using var old = await plan.Client("li-a", SmallOffice.On(11, 21));
        using var other = await plan.Client("li-c", SmallOffice.On(11, 21));
        Assert.Multiple(async () =>
        {
            Assert.That(await heir.GetStringAsync(page), Does.Contain("移交以前的进展").And.Contain("由发展改革委移交财政厅"));
            Assert.That(await old.GetStringAsync(page), Does.Contain("移交以前的进展").And.Contain("本单位承担的部分已于2018年11月20日移交财政厅"));
            Assert.That(await other.GetStringAsync(page), Does.Not.Contain("移交以前的进展"));
            Assert.That(await old.GetStringAsync("/todo"), Does.Contain("没有未办结的任务"));
            Assert.That(await Rule(() => Report("li-a", item["a"], "还想写")), Is.EqualTo("already-transferred"));
        });
    }

    [Test]
    public async Task The_successor_gets_one_letter_with_what_it_has_taken_over()
    {
        var (first, second) = (await plan.Item(("a", Lead)), await plan.Item(("a", Support), ("b", Lead)));
        await Transfer("a", plan.Unit("b"), first["a"], second["a"]);
        await using var connection = await plan.Get<Database>().Open();
        var promise = new DuePromise { Id = await plan.Scalar<long>("SELECT id FROM mail_promises WHERE kind = 'Transfer'"), Kind = MailKind.Transfer };
        var letter = (await plan.Get<TransferLetters>().Write(connection, plan.RegionId, [promise], SmallOffice.On(11, 21))).Values.Single();
        Assert.That((letter.Subject, letter.Parts[1].Lines.Select(l => l.Note)), Is.EqualTo(("【分工方案】2项移交：原发展改革委承办的任务", new[] { "牵头", "牵头" })));
        Assert.That(plan.Get<LetterTemplates>().ToText(letter, "财政厅"), Does.Contain(Basis).And.Contain("请登录系统签收"));
    }

    [Test]
    public async Task Refused_is_what_cannot_pass_and_then_nothing_has()
    {
        var item = await plan.Item(("a", Lead), ("b", Lead), ("c", Responsible));
        await plan.SignAll();
        var submitted = await plan.Submit("li-b", item["b"], 11, 1);
        Assert.Multiple(async () =>
        {
            Assert.That(await Rule(() => Transfer("a", newUnit)), Is.EqualTo("nothing-to-transfer"));
            Assert.That(await Rule(() => Transfer("a", newUnit, item["a"], item["c"])), Is.EqualTo("part-is-not-open"), "another unit's");
            Assert.That(await Rule(() => Transfer("b", newUnit, item["b"])), Is.EqualTo("decide-first"));
            Assert.That(await Rule(() => Transfer("a", plan.Unit("b"), item["a"])), Is.EqualTo("decide-first"), "the successor's own");
            Assert.That(await Rule(() => Transfer("a", plan.Unit("a"), item["a"])), Is.EqualTo("no-such-unit"));
            Assert.That(await Rule(() => Transfer("a", 999_999, item["a"])), Is.EqualTo("no-such-unit"));
            Assert.That(await Rule(async () => await plan.Get<TransferAssignments>().Run(await plan.Person("coordinator"), SmallOffice.On(11, 20), new(plan.Unit("a"), newUnit, [item["a"]], " "))),
                Is.EqualTo("transfer-needs-a-basis"));
            foreach (var login in new[] { "li-a", "leader" })
                Assert.That(await Rule(async () => await plan.Get<TransferAssignments>().Run(await plan.Person(login), SmallOffice.On(11, 20), new(plan.Unit("a"), newUnit, [item["a"]], Basis))),
                    Is.EqualTo("only-a-coordinator"), login);
        });
        await plan.Get<ConfirmCompletion>().Run(await plan.Person("coordinator"), SmallOffice.On(11, 2), new(submitted, Rating.Good));
        Assert.That(await Rule(() => Transfer("b", newUnit, item["b"])), Is.EqualTo("part-is-not-open"), "done");
        Assert.That(await plan.Scalar<long>("SELECT count(*) FROM transfers"), Is.Zero);
        await Transfer("a", newUnit, item["a"]);
        Assert.That(await Rule(() => Transfer("a", newUnit, item["a"])), Is.EqualTo("part-is-not-open"), "transferred before");
    }

    static async Task<string> Rule(Func<Task> verb) => (await Assert.CatchAsync<RuleBroken>(() => verb()))!.Rule;
}
