using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Dispositions;

/// <summary>What the office decides about an item as a whole: what it does to lamps and states, what it needs, and what it refuses.</summary>
[TestFixture]
public sealed class DispositionTests
{
    static readonly LocalDate Due = new(2018, 10, 31);
    static readonly Basis Document = Basis.Of(null, null, "藏政办函〔2018〕30号");

    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<Actor> Office() => await office.Person("coordinator");

    async Task Suspend(long item, int month, int day, LocalDate review, Basis? basis = null) =>
        await office.Get<SuspendItem>().Run(await Office(), On(month, day), new(item, review, "资金尚未落实", basis ?? Document));

    async Task Resume(long item, int month, int day, LocalDate? newOn = null) =>
        await office.Get<ResumeItem>().Run(await Office(), On(month, day), new(item, newOn, "资金已经落实", Basis.None));

    async Task Withdraw(long item, int month, int day, Basis? basis = null) =>
        await office.Get<WithdrawItem>().Run(await Office(), On(month, day), new(item, "上级文件废止", basis ?? Document));

    async Task Confirm(string login, long assignment, int month, int day) => await office.Get<ConfirmCompletion>()
        .Run(await Office(), On(month, day), new(await office.Submit(login, assignment, month, day, withoutSilent: true), Rating.Good));

    async Task CloseWithout(long item, int month, int day, params string[] units) => await office.Get<CloseWithout>()
        .Run(await Office(), On(month, day), new(item, [.. units.Select(office.Unit)], "已到年底，不再等待"));

    async Task<bool> SetRule(long item, CompletionRuleKind kind, int quorum = 0) =>
        await office.Get<SetCompletionRule>().Run(await Office(), On(9, 3), new(item, new(kind, quorum)));

    async Task Reopen(long item, int month, int day, LocalDate until, params long[] parts) => await office.Get<ReopenItem>()
        .Run(await Office(), On(month, day), new(item, until, parts, "抽查发现没有落实", Basis.None));

    Task<string> State(long item) => office.Scalar<string>("SELECT state FROM item_lamps WHERE work_item_id = @item", new { item });

    Task<string> Told(long item) => office.Scalar<string>("SELECT sentence FROM events WHERE subject = 'WorkItem:' || @item ORDER BY id DESC LIMIT 1", new { item });

    async Task<LocalDate> DueOf(long assignment, int month, int day) =>
        (await office.Facts(assignment, month, day)).Facts.DatesInForce().Single(d => d.Nature == DateNature.Due).On;

    // 暂缓

    [Test]
    public async Task Put_off_no_time_counts_and_on_its_day_it_comes_back_with_a_question()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Support));
        var id = await office.ItemOf(item["a"]);
        await Suspend(id, 9, 10, new(2018, 11, 20));
        Assert.That((await office.Lamp(item["a"]), await office.Lamp(item["b"]), await State(id)),
            Is.EqualTo(("Grey 暂缓，2018年11月20日复核", "Grey 暂缓，2018年11月20日复核", "Suspended")));
        Assert.That(await Told(id), Is.EqualTo("暂缓，2018年11月20日复核：资金尚未落实；依据：藏政办函〔2018〕30号"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mail_promises p JOIN events e ON e.id = p.subject_id WHERE p.kind = 'ItemDecided' AND e.subject = 'WorkItem:' || @id", new { id }), Is.EqualTo(2));
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.SweepLamps>().Run(connection, office.RegionId, On(11, 20)));
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Grey 暂缓已到复核日，等待办公厅决定"));
        Assert.That((await office.Facts(item["a"], 9, 9)).Facts.Suspended, Is.Null, "a past day is replayed as it was");
        using var coordinator = await office.Client("coordinator", On(11, 20));
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("暂缓待复核"));
    }

    [Test]
    public async Task Resumed_what_fell_due_meanwhile_leaves_three_working_days_or_the_date_that_the_office_sets()
    {
        var (first, second) = (await office.Item(Due, ("a", Lead)), await office.Item(Due, ("a", Lead)));
        foreach (var item in new[] { first, second })
            await Suspend(await office.ItemOf(item["a"]), 9, 10, new(2018, 11, 20));
        await Resume(await office.ItemOf(first["a"]), 11, 19);
        await Resume(await office.ItemOf(second["a"]), 11, 19, new(2018, 12, 20));
        Assert.That((await DueOf(first["a"], 11, 19), await DueOf(second["a"], 11, 19)), Is.EqualTo((new LocalDate(2018, 11, 22), new LocalDate(2018, 12, 20))));
        Assert.That(await State(await office.ItemOf(first["a"])), Is.EqualTo("InProgress"));
        Assert.That(await office.Lamp(first["a"]), Does.Not.StartWith("Red").And.Not.StartWith("Grey"));
    }

    [Test]
    public async Task While_put_off_nothing_is_reported_submitted_or_asked()
    {
        var item = await office.Item(Due, ("a", Responsible));
        await Suspend(await office.ItemOf(item["a"]), 9, 10, new(2018, 11, 20));
        Assert.That(await Rule(() => office.Submit("li-a", item["a"], 9, 11)), Is.EqualTo("item-is-suspended"));
        Assert.That(await Rule(async () => await office.Get<RequestExemption>().Run(await office.Person("li-a"), On(9, 11), new(item["a"], "无", Paper(9, 11)))), Is.EqualTo("item-is-suspended"));
    }

    [Test]
    public async Task Prolonged_it_stays_put_off_until_the_new_day()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await office.ItemOf(item["a"]);
        await Suspend(id, 9, 10, new(2018, 10, 10));
        await Suspend(id, 10, 10, new(2018, 12, 10));
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Grey 暂缓，2018年12月10日复核"));
        Assert.That(await Told(id), Does.StartWith("继续暂缓"));
    }

    [Test]
    public async Task It_needs_a_basis_a_day_to_come_and_nothing_that_waits()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await office.ItemOf(item["a"]);
        Assert.That(await Rule(() => Suspend(id, 9, 10, new(2018, 11, 20), Basis.None)), Is.EqualTo("basis-missing"));
        Assert.That(await Rule(() => Suspend(id, 9, 10, new(2018, 9, 10))), Is.EqualTo("review-is-past"));
        Assert.That(await Rule(() => Resume(id, 9, 10)), Is.EqualTo("item-is-not-suspended"));
        await office.Submit("li-a", item["a"], 9, 10);
        Assert.That(await Rule(() => Suspend(id, 9, 11, new(2018, 11, 20))), Is.EqualTo("decide-first"));
    }

    // 撤销, 并入

    [Test]
    public async Task Withdrawn_it_is_grey_and_what_was_done_before_stays_done()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Lead));
        var id = await office.ItemOf(item["a"]);
        await Confirm("li-a", item["a"], 9, 3);
        await Withdraw(id, 9, 10);
        Assert.That((await office.Lamp(item["a"]), await office.Lamp(item["b"]), await State(id)),
            Is.EqualTo(("Green 2018年9月3日完成", "Grey 2018年9月10日撤销", "Withdrawn")));
        Assert.That(await Rule(() => office.Submit("li-b", item["b"], 9, 11)), Is.EqualTo("already-ended"));
        Assert.That(await Rule(() => Withdraw(id, 9, 11)), Is.EqualTo("item-has-ended"));
        Assert.That(await Rule(() => Reopen(id, 9, 11, Due, item["b"])), Is.EqualTo("nothing-to-reopen"));
    }

    [Test]
    public async Task Withdrawal_needs_a_basis() =>
        Assert.That(await Rule(async () => await Withdraw(await office.ItemOf((await office.Item(Due, ("a", Lead)))["a"]), 9, 10, Basis.None)), Is.EqualTo("basis-missing"));

    [Test]
    public async Task Superseded_it_names_the_item_that_goes_on_and_that_must_go_on()
    {
        var (old, other) = (await office.Item(Due, ("a", Lead)), await office.Item(Due, ("a", Lead)));
        var (oldId, otherId) = (await office.ItemOf(old["a"]), await office.ItemOf(other["a"]));
        async Task Into(long into) => await office.Get<SupersedeItem>().Run(await Office(), On(9, 10), new(oldId, into, "内容重复", Document));
        Assert.That(await Rule(() => Into(oldId)), Is.EqualTo("no-item-to-go-on"));
        var gone = await office.ItemOf((await office.Item(Due, ("a", Lead)))["a"]);
        await Withdraw(gone, 9, 10);
        Assert.That(await Rule(() => Into(gone)), Is.EqualTo("no-item-to-go-on"));
        await Into(otherId);
        Assert.That((await office.Lamp(old["a"]), await State(oldId)), Is.EqualTo(("Grey 2018年9月10日并入其他任务", "Superseded")));
        using var coordinator = await office.Client("coordinator", On(9, 10));
        Assert.That(await coordinator.GetStringAsync($"/items/{oldId}"), Does.Contain($"由<a href=\"/items/{otherId}\">").And.Contain("内容重复"));
    }

    // 整体办结, 办结规则

    [Test]
    public async Task Closed_without_some_they_are_undone_by_name_and_silent_supports_have_not_reported()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible), ("c", Support));
        var id = await office.ItemOf(item["a"]);
        Assert.That(await Rule(() => CloseWithout(id, 9, 10, "a", "b")), Is.EqualTo("nobody-has-finished"));
        await Confirm("li-a", item["a"], 9, 3);
        Assert.That(await Rule(() => CloseWithout(id, 9, 10)), Is.EqualTo("others-are-missing"));
        await CloseWithout(id, 9, 10, "b");
        Assert.That(new[] { "a", "b", "c" }.Select(u => office.Facts(item[u], 9, 10).Result.State),
            Is.EqualTo(new[] { AssignmentState.Done, AssignmentState.ClosedUndone, AssignmentState.NotReported }));
        Assert.That(await State(id), Is.EqualTo("Completed"));
        Assert.That(await Told(id), Does.Contain("整体办结，未完成：财政厅；理由：已到年底，不再等待"));
    }

    [Test]
    public async Task Nobody_is_left_out_whose_completion_waits()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible));
        await Confirm("li-a", item["a"], 9, 3);
        await office.Submit("li-b", item["b"], 9, 4);
        Assert.That(await Rule(async () => await CloseWithout(await office.ItemOf(item["a"]), 9, 10, "b")), Is.EqualTo("decide-first"));
    }

    [Test]
    public async Task By_a_quorum_the_item_closes_with_the_number_that_was_chosen()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible), ("c", Responsible));
        var id = await office.ItemOf(item["a"]);
        Assert.That(await SetRule(id, CompletionRuleKind.Quorum, 2), Is.False);
        await Confirm("li-b", item["b"], 9, 4);
        Assert.That(await State(id), Is.EqualTo("InProgress"));
        await Confirm("li-c", item["c"], 9, 5);
        Assert.That((await State(id), (await office.Facts(item["a"], 9, 5)).State), Is.EqualTo(("Completed", AssignmentState.ClosedUndone)));
        Assert.That(await office.Scalar<string>("SELECT without_units::text FROM item_closings WHERE work_item_id = @id", new { id }), Is.EqualTo("{发展改革委}"));
    }

    [Test]
    public async Task A_rule_that_is_met_already_closes_the_item_at_once()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible));
        await Confirm("li-a", item["a"], 9, 3);
        Assert.That(await SetRule(await office.ItemOf(item["a"]), CompletionRuleKind.LeadOnly), Is.True);
    }

    [TestCase(0)]
    [TestCase(3)]
    public async Task A_quorum_that_cannot_be_is_refused(int quorum)
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible));
        Assert.That(await Rule(async () => await SetRule(await office.ItemOf(item["a"]), CompletionRuleKind.Quorum, quorum)), Is.EqualTo("quorum-cannot-be"));
    }

    [Test]
    public async Task While_another_completion_waits_the_quorum_waits_for_its_answer()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Responsible), ("c", Responsible));
        var id = await office.ItemOf(item["a"]);
        await SetRule(id, CompletionRuleKind.Quorum, 1);
        var waiting = await office.Submit("li-c", item["c"], 9, 4);
        await Confirm("li-b", item["b"], 9, 4);
        Assert.That(await State(id), Is.EqualTo("InProgress"));
        await office.Get<ReturnCompletion>().Run(await Office(), On(9, 5), new(waiting, ReturnReason.NotFinished, "补充"));
        Assert.That(await State(id), Is.EqualTo("Completed"));
    }

    // 回头看

    [Test]
    public async Task Looked_back_at_the_parts_named_are_open_again_with_the_new_date_and_the_others_stay_done()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Lead));
        var id = await office.ItemOf(item["a"]);
        await Confirm("li-a", item["a"], 9, 3);
        await Confirm("li-b", item["b"], 9, 4);
        Assert.That(await State(id), Is.EqualTo("Completed"));
        await Reopen(id, 11, 5, new(2018, 12, 20), item["a"]);
        Assert.That(((await office.Facts(item["a"], 11, 5)).State, (await office.Facts(item["b"], 11, 5)).State, await State(id)),
            Is.EqualTo((AssignmentState.Accepted, AssignmentState.Done, "Reopened")));
        Assert.That(await DueOf(item["a"], 11, 5), Is.EqualTo(new LocalDate(2018, 12, 20)));
        Assert.That(await office.Lamp(item["a"]), Does.StartWith("Green"), "what was never answered before is not late now");
        Assert.That((await office.Facts(item["a"], 11, 4)).State, Is.EqualTo(AssignmentState.Done), "a past day is replayed as it was");
        await Confirm("li-a", item["a"], 12, 10);
        Assert.That(await State(id), Is.EqualTo("Completed"));
    }

    [Test]
    public async Task It_needs_a_reason_a_unit_and_a_day_to_come()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await office.ItemOf(item["a"]);
        Assert.That(await Rule(() => Reopen(id, 9, 10, Due, item["a"])), Is.EqualTo("nothing-to-reopen"));
        await Confirm("li-a", item["a"], 9, 3);
        Assert.That(await Rule(() => Reopen(id, 9, 10, new(2018, 9, 10), item["a"])), Is.EqualTo("new-date-is-past"));
        Assert.That(await Rule(() => Reopen(id, 9, 10, Due)), Is.EqualTo("no-part-to-reopen"));
        Assert.That(await Rule(() => Reopen(id, 9, 10, Due, item["a"], 987654)), Is.EqualTo("no-part-to-reopen"));
    }

    // 阶段办结

    [Test]
    public async Task At_the_years_end_the_office_closes_the_year_of_a_whole_year_item()
    {
        var item = await office.Item(("a", Lead), ("b", Support));
        var id = await office.ItemOf(item["a"]);
        async Task Close(int day) => await office.Get<ClosePeriod>().Run(await Office(), On(12, day), [id], "全年目标完成，明年继续");
        Assert.That(await Rule(() => Close(14)), Is.EqualTo("year-has-not-ended"));
        await Close(17);
        Assert.That((await office.Lamp(item["a"]), (await office.Facts(item["b"], 12, 17)).State, await State(id)),
            Is.EqualTo(("Green 2018年12月17日阶段办结", AssignmentState.NotReported, "PeriodClosed")));
        Assert.That(await Told(id), Does.Contain("2018年度阶段办结：全年目标完成，明年继续"));
    }

    [Test]
    public async Task What_ends_by_a_day_has_no_year_to_close_and_nothing_is_closed_with_it()
    {
        var (year, day) = (await office.ItemOf((await office.Item(("a", Lead)))["a"]), await office.ItemOf((await office.Item(Due, ("a", Lead)))["a"]));
        Assert.That(await Rule(async () => await office.Get<ClosePeriod>().Run(await Office(), On(12, 17), [year, day], "完成")), Is.EqualTo("not-ended-by-a-year"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM item_closings WHERE work_item_id = @year", new { year }), Is.Zero);
    }

    [Test]
    public async Task Long_term_waits_for_the_first_working_day_of_january()
    {
        var item = await office.Item(("a", Lead));
        var id = await office.ItemOf(item["a"]);
        await office.Scalar<object>("UPDATE work_items SET limit_kind = 'LongTerm', limit_raw = '长期' WHERE id = @id", new { id });
        Assert.That(await Rule(async () => await office.Get<ClosePeriod>().Run(await Office(), On(12, 31), [id], "持续推进")), Is.EqualTo("year-has-not-ended"));
        await office.Get<ClosePeriod>().Run(await Office(), new OfficeClock(TimeProvider.System).On(new LocalDate(2019, 1, 2)), [id], "持续推进");
        Assert.That(await State(id), Is.EqualTo("PeriodClosed"));
    }

    [TestCase("li-a")]
    [TestCase("leader")]
    public async Task Only_a_coordinator_decides(string login)
    {
        var id = await office.ItemOf((await office.Item(Due, ("a", Lead)))["a"]);
        var by = await office.Person(login);
        foreach (var verb in new Func<Task>[]
        {
            () => office.Get<SuspendItem>().Run(by, On(9, 10), new(id, Due, "x", Document)), () => office.Get<ResumeItem>().Run(by, On(9, 10), new(id, null, "x", Document)),
            () => office.Get<WithdrawItem>().Run(by, On(9, 10), new(id, "x", Document)), () => office.Get<SupersedeItem>().Run(by, On(9, 10), new(id, id, "x", Document)),
            () => office.Get<CloseWithout>().Run(by, On(9, 10), new(id, [], "x")), () => office.Get<SetCompletionRule>().Run(by, On(9, 10), new(id, new(CompletionRuleKind.All))),
            () => office.Get<ReopenItem>().Run(by, On(9, 10), new(id, Due, [], "x", Document)), () => office.Get<ClosePeriod>().Run(by, On(12, 17), [id], "x"),
        })
            Assert.That(await Rule(verb), Is.EqualTo("only-a-coordinator"));
    }

    [Test]
    public async Task Two_decisions_at_the_same_moment_are_one()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await office.ItemOf(item["a"]);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try { await Withdraw(id, 9, 10); return ""; }
            catch (Domain.RuleBroken broken) { return broken.Rule; }
        }));
        Assert.That(outcomes.Order(), Is.EqualTo(new[] { "", "item-has-ended", "item-has-ended", "item-has-ended" }));
    }
}
