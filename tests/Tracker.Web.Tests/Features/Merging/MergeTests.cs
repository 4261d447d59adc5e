using System.Net;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Merging;
using Tracker.Web.Features.Returns;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Merging;

/// <summary>The lead sees its supports side by side, takes their words over with their source, and asks the office to chase who is missing.</summary>
[TestFixture]
public sealed class MergeTests
{
    SmallOffice office = null!;
    IReadOnlyDictionary<string, long> item = null!;
    long support;

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        item = await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support), ("c", AssignmentRole.Support));
        await office.SignAll();
        await Report("li-a", item["a"], "本单位印发了方案。", "", "");
        support = await Report("li-b", item["b"], "财政厅安排了专项资金五千万元。", "尽快拨付", "地方配套不足", new ReportFigure("安排资金", 5000, "万元"));
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    string Address => $"/assignments/{item["a"]}/merge?checkpoint={office.ThirdQuarter}";

    async Task<long> Report(string login, long id, string text, string next, string blocked, params ReportFigure[] figures) => await office.Get<ReportProgress>().Run(
        await office.Person(login), SmallOffice.On(9, 19), new(id, text, null, next, blocked, Guid.NewGuid()) { Figures = figures, Files = [new("清单.csv", "甲,1"u8.ToArray())] });

    Task<HttpClient> Client(string login) => office.Client(login, SmallOffice.On(9, 20));

    async Task TakeOver(string login = "li-a", long? report = null) =>
        await office.Get<TakeOver>().Run(await office.Person(login), SmallOffice.On(9, 20), item["a"], report ?? support);

    async Task<long> Ask(string login = "li-a", string of = "c", int month = 9, int day = 20) =>
        await office.Get<AskToChase>().Run(await office.Person(login), SmallOffice.On(month, day), item["a"], item[of], office.ThirdQuarter);

    async Task Answer(long chase, bool chased, string remark = "", string login = "coordinator") =>
        await office.Get<AnswerChase>().Run(await office.Person(login), SmallOffice.On(9, 21), new(chase, chased, remark));

    [Test]
    public async Task The_page_shows_what_each_support_said_and_who_is_missing()
    {
        using var client = await Client("li-a");
        var page = await client.GetStringAsync($"/assignments/{item["a"]}/merge");
        Assert.That(page, Does.Contain("财政厅安排了专项资金五千万元。").And.Contain("尽快拨付").And.Contain("地方配套不足").And.Contain("安排资金 5000万元").And.Contain("清单.csv"));
        Assert.That(page, Does.Contain("2 / 2 个协办单位没有交三季度进展报送表").And.Contain("剩余6个工作日").And.Contain("从未报送").And.Contain("教育厅"));
    }

    [Test]
    public async Task A_supports_words_go_into_the_leads_draft_and_the_report_names_its_source()
    {
        using var client = await Client("li-a");
        using var taken = await client.PostAsync($"{Address}&handler=TakeOver", await client.Form(Address, ("reportId", $"{support}")));
        Assert.That(await client.GetStringAsync(Address), Does.Contain("已并入草稿").And.Contain("财政厅：财政厅安排了专项资金五千万元。"));
        var form = await client.GetStringAsync($"/assignments/{item["a"]}/report");
        Assert.That(form, Does.Contain("本单位印发了方案。&#xA;财政厅：财政厅安排了专项资金五千万元。").And.Contain("财政厅：尽快拨付").And.Contain("value=\"财政厅：安排资金\"")
            .And.Contain($"name=\"Sources\" value=\"{support}\""));
        using var sent = await client.PostAsync($"/assignments/{item["a"]}/report", await client.Form($"/assignments/{item["a"]}/report",
            ("Text", "本单位印发了方案。财政厅安排了专项资金五千万元。"), ("Sources", $"{support}"), ("Key", $"{Guid.NewGuid()}"), ("Seen", "999999"), ("SeenDraft", "999999")));
        Assert.That(await office.Scalar<long>("SELECT source_id FROM report_sources"), Is.EqualTo(support));
        var story = await client.GetStringAsync($"/items/{await office.ItemOf(item["a"])}");
        Assert.That(story, Does.Contain("把财政厅2018-09-19的报送并入本单位报告草稿").And.Contain("并入：财政厅2018-09-19"));
        Assert.That(await client.GetStringAsync(Address), Does.Contain("已并入2018-09-20的报送"));
        using var coordinator = await Client("coordinator");
        Assert.That(await coordinator.GetStringAsync($"/items/{await office.ItemOf(item["a"])}"), Does.Not.Contain("与财政厅相同"), "what was openly taken over is not pointed out");
    }

    [Test]
    public async Task The_coordinators_mail_tells_of_leads_that_wait_for_a_chase()
    {
        await Ask();
        var by = (await office.Person("coordinator")).PersonId!.Value;
        await using var connection = await office.Get<Database>().Open();
        var told = new LastTold(new(2018, 9, 19), SmallOffice.On(9, 19).Now);
        var day = (await office.Get<CoordinatorDigests>().Parts(connection, office.RegionId, [by], new Dictionary<long, LastTold> { [by] = told }, new(2018, 9, 21)))[by].Single();
        Assert.That(day.IsWorthAMail, Is.True);
        Assert.That(day.Words.Parts.Single(s => s.Heading.StartsWith("牵头单位请催报 1 项", StringComparison.Ordinal)).Lines[0].Note, Is.EqualTo("发展改革委请催报教育厅，已等1个工作日"));
        Assert.That(day.Words.Counts.Single(c => c.Word == "待答复").N, Is.EqualTo(1));
    }

    [Test]
    public async Task Taking_over_twice_says_so()
    {
        await TakeOver();
        Assert.That(await SmallOffice.Rule(() => TakeOver()), Is.EqualTo("already-taken-over"));
    }

    [Test]
    public async Task Sentences_of_supports_that_stand_elsewhere_are_pointed_out_to_the_lead()
    {
        await Report("li-c", item["c"], "财政厅安排了专项资金五千万元。又开了推进会。", "", "");
        using var client = await Client("li-a");
        Assert.That(await client.GetStringAsync(Address), Does.Contain("与财政厅相同").And.Contain("与教育厅相同"));
    }

    [TestCase("li-b", NotYours.Rule)]
    [TestCase("coordinator", NotYours.Rule)]
    public async Task Nobody_else_merges_or_asks(string login, string rule)
    {
        Assert.That(await SmallOffice.Rule(() => TakeOver(login)), Is.EqualTo(rule));
        Assert.That(await SmallOffice.Rule(() => Ask(login)), Is.EqualTo(rule));
        using var client = await Client("li-b");
        foreach (var id in item.Values)
        {
            using var answer = await client.GetAsync($"/assignments/{id}/merge");
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task What_is_no_supports_of_the_item_is_refused()
    {
        var other = await office.Item(("c", AssignmentRole.Lead));
        var foreign = await Report("li-c", other["c"], "别的任务的进展情况", "", "");
        Assert.That(await SmallOffice.Rule(() => TakeOver(report: foreign)), Is.EqualTo(NotYours.Rule));
        var li = await office.Person("li-a");
        Assert.That(await SmallOffice.Rule(() => office.Get<AskToChase>().Run(li, SmallOffice.On(9, 20), item["a"], other["c"], office.ThirdQuarter)), Is.EqualTo(NotYours.Rule));
        Assert.That(await SmallOffice.Rule(() => office.Get<AskToChase>().Run(li, SmallOffice.On(9, 20), item["a"], item["c"], 999)), Is.EqualTo(NotYours.Rule));
    }

    [Test]
    public async Task A_chase_waits_in_the_offices_queue_and_its_answer_reaches_lead_and_unit()
    {
        using var client = await Client("li-a");
        using var asked = await client.PostAsync($"{Address}&handler=Chase", await client.Form(Address, ("assignmentId", $"{item["c"]}")));
        Assert.That(await client.GetStringAsync(Address), Does.Contain("请办公厅催报，等待答复"));
        using var coordinator = await Client("coordinator");
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("请求催报").And.Contain("/requests#chases"));
        Assert.That(await coordinator.GetStringAsync("/requests"), Does.Contain("请求催报").And.Contain("教育厅").And.Contain("发展改革委"));
        using var without = await coordinator.PostAsync("/requests?handler=Chase", await coordinator.Form("/requests", ("chaseId", "1"), ("chased", "false"), ("remark", "")));
        Assert.That(await coordinator.GetStringAsync("/requests"), Does.Contain("请写明原因"));
        using var answered = await coordinator.PostAsync("/requests?handler=Chase", await coordinator.Form("/requests", ("chaseId", "1"), ("chased", "true"), ("remark", "")));
        Assert.That(await coordinator.GetStringAsync("/requests"), Does.Not.Contain("请求催报"));
        Assert.That(await client.GetStringAsync(Address), Does.Contain("办公厅2018-09-20已催报"));
        Assert.That(await office.Scalar<string>("SELECT kind || ' ' || unit_id || ' ' || subject_id FROM mail_promises WHERE kind = 'Nudge'"), Is.EqualTo($"Nudge {office.Unit("c")} 1"));
        Assert.That(await office.Story(item["c"]), Has.Member("催报教育厅：三季度进展"));
        Assert.That(await office.Story(item["a"]), Has.Member("请办公厅催报教育厅：三季度进展").And.Member("催报教育厅：三季度进展"));
    }

    [Test]
    public async Task The_mail_asks_for_the_report_unless_it_has_come()
    {
        await Answer(await Ask(), chased: true);
        await using var connection = await office.Get<Web.Platform.Database>().Open();
        async Task<IReadOnlyDictionary<long, Letter>> Letters() => await office.Get<Web.Features.Reminders.NudgeLetters>().Write(connection, office.RegionId,
            [new DuePromise { Id = await office.Scalar<long>("SELECT id FROM mail_promises WHERE kind = 'Nudge'"), Kind = MailKind.Nudge, UnitId = office.Unit("c"), SubjectId = 1, ForOn = new(2018, 9, 21) }], SmallOffice.On(9, 21));
        var letter = (await Letters()).Values.Single();
        Assert.That(office.Get<LetterTemplates>().ToText(letter, "张三"), Does.Contain("教育厅的三季度进展应于2018年9月30日前报送").And.Contain("发展改革委正在汇总"));
        await HandIn("c");
        Assert.That(await Letters(), Is.Empty);
    }

    async Task HandIn(string unit) => await office.Get<SubmitReturn>().Run(await office.Person("li-" + unit), SmallOffice.On(9, 21), office.ThirdQuarter, office.Unit(unit),
        [new(item[unit], "三季度的情况", null, "", "", Guid.NewGuid())]);

    [Test]
    public async Task A_unit_is_chased_once_a_checkpoint_and_answered_once()
    {
        var chase = await Ask();
        Assert.That(await SmallOffice.Rule(() => Ask()), Is.EqualTo("already-asked-to-chase"));
        await Answer(chase, chased: false, "单位正在换届");
        Assert.That(await SmallOffice.Rule(() => Answer(chase, chased: true)), Is.EqualTo("chase-is-answered"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mail_promises WHERE kind = 'Nudge'"), Is.Zero);
        using var client = await Client("li-a");
        Assert.That(await client.GetStringAsync(Address), Does.Contain("答复不催：单位正在换届"));
        Assert.That(await SmallOffice.Rule(() => Answer(chase, true, login: "li-a")), Is.EqualTo("only-a-coordinator"));
    }

    [Test]
    public async Task A_chase_is_not_asked_for_what_is_there_nor_long_before_its_day()
    {
        await HandIn("c");
        Assert.That(await SmallOffice.Rule(() => Ask(day: 22)), Is.EqualTo("report-is-there"));
        Assert.That(await SmallOffice.Rule(() => Ask(of: "b", month: 8, day: 1)), Is.EqualTo("too-early-to-chase"));
    }

    [Test]
    public async Task The_office_chases_by_itself_and_so_answers_a_lead_that_had_asked()
    {
        await Ask();
        var (coordinator, chase) = (await office.Person("coordinator"), office.Get<ChaseUnit>());
        await chase.Run(coordinator, SmallOffice.On(9, 21), item["c"], office.ThirdQuarter);
        await chase.Run(coordinator, SmallOffice.On(9, 21), item["b"], office.ThirdQuarter);
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM mail_promises WHERE kind = 'Nudge'"), Is.EqualTo(2));
        Assert.That(await SmallOffice.Rule(() => chase.Run(coordinator, SmallOffice.On(9, 21), item["b"], office.ThirdQuarter)), Is.EqualTo("already-asked-to-chase"));
        var liaison = await office.Person("li-a");
        Assert.That(await SmallOffice.Rule(() => chase.Run(liaison, SmallOffice.On(9, 21), item["b"], office.ThirdQuarter)), Is.EqualTo("only-a-coordinator"));
    }
}
