using System.Net;
using System.Text;
using NodaTime;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Instructions;

/// <summary>批示 from the leader over the office to the units and back: what each step does, needs and refuses, and who sees it.</summary>
[TestFixture]
public sealed class InstructionTests
{
    static readonly LocalDate Due = new(2018, 10, 31), By = new(2018, 9, 28);

    SmallOffice office = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<long> Give(string login, long assignment, LocalDate? due = null, string? leader = null, string text = "请抓紧落实", params string[] units) =>
        await office.Get<GiveInstruction>().Run(await office.Person(login), On(9, 3), new(await office.ItemOf(assignment), text, leader,
            leader is null ? null : new LocalDate(2018, 9, 1), leader is null ? "" : "签批件", due, [.. units.Select(office.Unit)]));

    async Task PassOn(long id, LocalDate? due, params string[] units) =>
        await office.Get<PassOnInstruction>().Run(await office.Person("coordinator"), On(9, 4), new(id, due, [.. units.Select(office.Unit)]));

    async Task Answer(string login, long id, string unit, int month = 9, int day = 20, string text = "已经落实") =>
        await office.Get<AnswerInstruction>().Run(await office.Person(login), On(month, day), id, office.Unit(unit), text);

    async Task Report(long id, string remark = "", string login = "coordinator") =>
        await office.Get<ReportInstruction>().Run(await office.Person(login), On(10, 10), id, remark);

    async Task<InstructionLine?> Seen(string login, long id, int month = 9, int day = 20)
    {
        await using var connection = await office.Get<Database>().Open();
        return await InstructionQueries.Find(connection, await office.Person(login), id, On(month, day));
    }

    async Task<InstructionStage> Stage(long id) => (await Seen("coordinator", id))!.Stage;

    async Task<string> LampOn(long assignment, int month, int day)
    {
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.SweepLamps>().Run(connection, office.RegionId, On(month, day)));
        return await office.Lamp(assignment);
    }

    async Task<IReadOnlyList<Letter>> Letters(long id)
    {
        await using var connection = await office.Get<Database>().Open();
        var promises = await Dapper.SqlMapper.QueryAsync<DuePromise>(connection,
            "SELECT id, kind, unit_id, person_id, subject_id, for_on FROM mail_promises WHERE kind = 'Instruction' AND subject_id = @id ORDER BY id", new { id });
        var letters = await office.Get<InstructionLetters>().Write(connection, office.RegionId, [.. promises], On(10, 10));
        return [.. letters.OrderBy(l => l.Key).Select(l => l.Value)];
    }

    Task<string[]> Story(long id) => office.Scalar<string[]>("SELECT array_agg(sentence ORDER BY id) FROM events WHERE subject = 'Instruction:' || @id", new { id });

    [Test]
    public async Task A_leaders_words_go_over_the_office_to_the_units_and_their_answers_back_to_him()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Support), ("c", Support));
        var id = await Give("leader", item["a"], By, units: "a");
        Assert.That((await Stage(id), await office.Lamp(item["a"])), Is.EqualTo((InstructionStage.ToPassOn, (string?)null)), "no unit knows of it yet");
        Assert.That((await Letters(id)).Select(l => l.Subject[..13]), Is.EqualTo(new[] { "【分工方案】1条批示待转办", "【分工方案】1条批示待转办" }), "each coordinator is told");
        await PassOn(id, By, "a", "b");
        Assert.That((await Stage(id), await LampOn(item["a"], 9, 4)), Is.EqualTo((InstructionStage.ToAnswer, "Green 待提交人员leader批示的答复")));
        Assert.That(office.Get<LetterTemplates>().ToText((await Letters(id))[^1], "联络员"), Does.Contain("请抓紧落实").And.Contain("2018年9月28日前答复").And.Contain($"/instructions/{id}"));
        await Answer("li-a", id, "a");
        Assert.That((await Seen("coordinator", id))!.Missing, Is.EqualTo(new[] { "财政厅" }));
        await Answer("li-b", id, "b", text: "资金已经拨付");
        Assert.That(await Stage(id), Is.EqualTo(InstructionStage.ToReport));
        await Report(id);
        Assert.That(await Stage(id), Is.EqualTo(InstructionStage.Reported));
        Assert.That(office.Get<LetterTemplates>().ToText((await Letters(id))[^1], "领导"), Does.StartWith("领导：").And.Contain("财政厅：资金已经拨付"), "the answers go back to the leader");
        Assert.That(await Story(id), Is.EqualTo(new[]
        {
            "批示：请抓紧落实", "人员leader批示转办发展改革委、财政厅，2018年9月28日前答复", "发展改革委答复人员leader批示：已经落实",
            "财政厅答复人员leader批示：资金已经拨付", "人员leader批示办理情况已报领导",
        }));
    }

    [Test]
    public async Task Its_day_is_a_limit_of_the_unit_that_no_report_and_no_completion_answers()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Give("coordinator", item["a"], By, "旺堆", units: "a");
        Assert.That(await LampOn(item["a"], 9, 21), Is.EqualTo("Yellow 未提交旺堆批示的答复"));
        await office.Get<ReportProgress>().Run(await office.Person("li-a"), On(9, 25), new(item["a"], "正在推进", null, "", "", Guid.NewGuid()));
        Assert.That(await LampOn(item["a"], 9, 29), Is.EqualTo("Red 未提交旺堆批示的答复"));
        await office.Get<ConfirmCompletion>().Run(await office.Person("coordinator"), On(9, 30), new(await office.Submit("li-a", item["a"], 9, 29), Rating.Good));
        Assert.That((await Seen("leader", id, 9, 30))!.Worst?.Lamp, Is.EqualTo(Domain.WorkItems.Lamp.Red), "it is owed though the item has ended");
        Assert.That((await office.Facts(item["a"], 9, 3)).Facts.OpenDates, Has.Some.Property("Nature").EqualTo(Domain.WorkItems.DateNature.Instruction), "a past day is replayed");
        Assert.That((await office.Facts(item["a"], 9, 2)).Facts.OpenDates, Has.None.Property("Nature").EqualTo(Domain.WorkItems.DateNature.Instruction));
    }

    [Test]
    public async Task Answered_it_leaves_the_lamp_to_the_other_dates()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Give("coordinator", item["a"], By, "旺堆", units: "a");
        await Answer("li-a", id, "a", 9, 20);
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Yellow 未提交三季度进展").Or.EqualTo("Green 待提交三季度进展"));
    }

    [Test]
    public async Task Neither_an_extension_nor_a_resumption_puts_it_off()
    {
        var item = await office.Item(Due, ("a", Lead));
        await Give("coordinator", item["a"], By, "旺堆", units: "a");
        await office.Get<SuspendItem>().Run(await office.Person("coordinator"), On(9, 10), new(await office.ItemOf(item["a"]), Due, "资金未到位", Domain.WorkItems.Basis.Of(null, null, "藏政办函〔2018〕30号")));
        await office.Get<ResumeItem>().Run(await office.Person("coordinator"), On(10, 9), new(await office.ItemOf(item["a"]), new LocalDate(2018, 12, 20), "已到位", Domain.WorkItems.Basis.None));
        Assert.That((await office.Facts(item["a"], 10, 9)).Facts.OpenDates.Single(d => d.Nature == Domain.WorkItems.DateNature.Instruction).On, Is.EqualTo(By));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM moved_dates WHERE assignment_id = @id AND milestone_id IS NULL AND checkpoint_id IS NULL", new { id = item["a"] }), Is.EqualTo(1), "the due date alone was moved");
    }

    [Test]
    public async Task It_follows_the_part_that_another_unit_takes_over()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Give("coordinator", item["a"], By, "旺堆", units: "a");
        await office.Get<TransferAssignments>().Run(await office.Person("coordinator"), On(9, 10), new(office.Unit("a"), office.Unit("c"), [item["a"]], "藏编发〔2018〕3号"));
        Assert.That(await Rule(() => Answer("li-a", id, "a")), Is.EqualTo(NotYours.Rule));
        Assert.That((await Seen("li-c", id))!.Missing, Is.EqualTo(new[] { "教育厅" }));
        await Answer("li-c", id, "c");
        Assert.That(await Stage(id), Is.EqualTo(InstructionStage.ToReport));
    }

    [Test]
    public async Task A_unit_sees_what_was_passed_on_to_it_and_of_that_its_own_answer()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Support), ("c", Support));
        var id = await Give("coordinator", item["a"], By, "旺堆", units: ["a", "b"]);
        await Answer("li-a", id, "a");
        Assert.That((await Seen("li-b", id))!.Parts.Select(p => p.Unit), Is.EqualTo(new[] { "财政厅" }));
        Assert.That(await Seen("li-c", id), Is.Null);
        Assert.That((await Seen("leader", id))!.Parts, Has.Count.EqualTo(2));
        using var stranger = await office.Client("li-c", On(9, 20));
        using var closed = await stranger.GetAsync($"/instructions/{id}");
        Assert.That(closed.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await stranger.GetStringAsync($"/items/{await office.ItemOf(item["a"])}"), Does.Not.Contain("旺堆"), "nor in the story of the item");
    }

    [Test]
    public async Task What_is_wrong_is_refused_and_leaves_nothing_behind()
    {
        var item = await office.Item(Due, ("a", Lead));
        var before = await office.Scalar<long>("SELECT count(*) FROM instructions");
        Assert.That(await Rule(() => Give("leader", item["a"], text: " ")), Is.EqualTo("instruction-says-nothing"));
        Assert.That(await Rule(() => Give("li-a", item["a"])), Is.EqualTo("only-a-coordinator"));
        Assert.That(await Rule(() => Give("coordinator", item["a"])), Is.EqualTo("whose-instruction"));
        Assert.That(await Rule(() => Give("leader", item["a"], new LocalDate(2018, 9, 3))), Is.EqualTo("new-date-is-past"));
        Assert.That(await Rule(() => Give("coordinator", item["a"], null, "旺堆", units: "a")), Is.EqualTo("date-missing"));
        Assert.That(await Rule(() => Give("coordinator", item["a"], By, "旺堆", units: ["a", "b"])), Is.EqualTo("no-part-to-pass-to"));
        Assert.That(await Rule(async () => await office.Get<GiveInstruction>().Run(await office.Person("coordinator"), On(9, 3), new(await office.ItemOf(item["a"]), "x", "旺堆", new LocalDate(2018, 9, 4), "口头", null, []))), Is.EqualTo("instruction-of-the-future"));
        Assert.That(await Rule(async () => await office.Get<GiveInstruction>().Run(await office.Person("coordinator"), On(9, 3), new(await office.ItemOf(item["a"]), "x", "旺堆", new LocalDate(2018, 9, 1), "签批件", null, [],
            new("批示.txt", Encoding.UTF8.GetBytes("机密★\n请办理"))))), Is.EqualTo("classified-file"));
        Assert.That(await Rule(async () => await office.Get<GiveInstruction>().Run(await office.Person("leader"), On(9, 3), new(987654, "x", null, null, "", null, []))), Is.EqualTo("no-such-item"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM instructions"), Is.EqualTo(before));
    }

    [Test]
    public async Task Passing_on_keeps_to_the_leaders_day_and_asks_no_unit_twice()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Support));
        var id = await Give("leader", item["a"], By);
        Assert.That(await Rule(() => PassOn(id, new LocalDate(2018, 9, 29), "a")), Is.EqualTo("later-than-the-leader-said"));
        Assert.That(await Rule(() => PassOn(id, new LocalDate(2018, 9, 4), "a")), Is.EqualTo("new-date-is-past"));
        Assert.That(await Rule(() => PassOn(id, By)), Is.EqualTo("no-part-to-pass-to"));
        await PassOn(id, By, "a");
        Assert.That(await Rule(() => PassOn(id, By, "a")), Is.EqualTo("already-passed-on"));
        await PassOn(id, By, "b");
        Assert.That(await Rule(async () => await office.Get<PassOnInstruction>().Run(await office.Person("leader"), On(9, 4), new(id, By, [office.Unit("b")]))), Is.EqualTo("only-a-coordinator"));
        Assert.That(await Rule(() => PassOn(987654, By, "a")), Is.EqualTo("no-such-instruction"));
    }

    [Test]
    public async Task An_answer_says_something_once_and_before_the_leader_was_told()
    {
        var item = await office.Item(Due, ("a", Lead), ("b", Support));
        var id = await Give("coordinator", item["a"], By, "旺堆", units: ["a", "b"]);
        Assert.That(await Rule(() => Answer("li-a", id, "a", text: " ")), Is.EqualTo("answer-says-nothing"));
        Assert.That(await Rule(() => Answer("li-a", id, "b")), Is.EqualTo(NotYours.Rule));
        Assert.That(await Rule(() => Answer("li-c", id, "c")), Is.EqualTo(NotYours.Rule));
        await Answer("li-a", id, "a");
        Assert.That(await Rule(() => Answer("li-a", id, "a")), Is.EqualTo("already-answered"));
        Assert.That(await Rule(() => Report(id)), Is.EqualTo("answers-are-missing"));
        await Report(id, "财政厅下周答复，已口头报告");
        Assert.That((await Seen("coordinator", id))!.Instruction.WithoutUnits, Is.EqualTo(new[] { "财政厅" }));
        Assert.That(await Rule(() => Answer("li-b", id, "b")), Is.EqualTo("instruction-is-closed"));
        Assert.That(await Rule(() => Report(id, "再报")), Is.EqualTo("instruction-is-closed"));
    }

    [Test]
    public async Task What_nobody_need_do_is_reported_with_a_word_about_it()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Give("leader", item["a"]);
        Assert.That(await Rule(() => Report(id)), Is.EqualTo("nobody-was-asked"));
        Assert.That(await Rule(() => Report(id, "知悉", "leader")), Is.EqualTo("only-a-coordinator"));
        await Report(id, "已传阅");
        Assert.That(await Stage(id), Is.EqualTo(InstructionStage.Reported));
    }

    [Test]
    public async Task Two_answers_at_the_same_moment_are_one()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Give("coordinator", item["a"], By, "旺堆", units: "a");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try { await Answer("li-a", id, "a"); return ""; }
            catch (Domain.RuleBroken broken) { return broken.Rule; }
        }));
        Assert.That(outcomes.Order(), Is.EqualTo(new[] { "", "already-answered", "already-answered", "already-answered" }));
    }

    [Test]
    public async Task The_scan_is_handed_to_those_whom_it_concerns_only()
    {
        var item = await office.Item(Due, ("a", Lead), ("c", Support));
        var id = await office.Get<GiveInstruction>().Run(await office.Person("coordinator"), On(9, 3), new(await office.ItemOf(item["a"]), "请办理", "旺堆", new LocalDate(2018, 9, 1), "签批件", By,
            [office.Unit("a")], new("批示件.txt", Encoding.UTF8.GetBytes("请发展改革委办理。"))));
        using var unit = await office.Client("li-a", On(9, 5));
        Assert.That(await unit.GetStringAsync($"/instructions/{id}"), Does.Contain("批示件.txt"));
        Assert.That(await unit.GetStringAsync($"/instructions/{id}?handler=Scan"), Is.EqualTo("请发展改革委办理。"));
        using var stranger = await office.Client("li-c", On(9, 5));
        using var refused = await stranger.GetAsync($"/instructions/{id}?handler=Scan");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task It_stands_in_the_queue_of_the_office_and_on_the_to_do_of_the_unit()
    {
        var item = await office.Item(Due, ("a", Lead));
        var id = await Give("leader", item["a"], By, text: "请说明进度");
        using var coordinator = await office.Client("coordinator", On(9, 6));
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("批示待转办、待报领导"));
        Assert.That(await coordinator.GetStringAsync("/instructions"), Does.Contain("待转办").And.Contain("请说明进度"));
        using var empty = await coordinator.PostAsync($"/instructions/{id}?handler=PassOn", await coordinator.Form($"/instructions/{id}", ("DueOn", ""), ("Units", office.Unit("a").ToString())));
        Assert.That(await empty.Content.ReadAsStringAsync(), Does.Contain("请选择答复期限"));
        await PassOn(id, By, "a");
        using var unit = await office.Client("li-a", On(10, 9));
        Assert.That(await unit.GetStringAsync("/todo"), Does.Contain("领导批示").And.Contain("请说明进度").And.Contain("逾期"));
        using var leader = await office.Client("leader", On(10, 9));
        Assert.That(await leader.GetStringAsync("/instructions"), Does.Contain("待答复").And.Contain("发展改革委"));
        using var forbidden = await unit.GetAsync("/instructions");
        Assert.That(forbidden.Headers.Location?.AbsolutePath, Is.EqualTo("/denied"));
    }
}
