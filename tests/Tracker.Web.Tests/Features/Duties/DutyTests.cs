using System.Net;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Returns;
using Tracker.Web.Features.RollUps;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Features.Ledger;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Duties;

/// <summary>通知要求: whom a duty binds is confirmed by the office; it has its own lamp and line, and units answer it once.</summary>
[TestFixture]
public sealed class DutyTests
{
    static readonly LocalDate Due = new(2018, 9, 30);

    SmallOffice office = null!;
    long duty;

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));
        await office.SignAll();
        duty = await office.Scalar<long>("""
            INSERT INTO notice_duties (region_id, work_plan_id, position, what, raw, due_on)
            VALUES (@RegionId, @PlanId, 1, '各单位请于9月30日前将落实情况报办公厅', '9月30日前', '2018-09-30') RETURNING id
            """, new { office.RegionId, office.PlanId });
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task Confirm(string login = "coordinator", CheckpointKind? answer = null, bool everyone = false, params string[] units) =>
        await office.Get<ConfirmDuty>().Run(await office.Person(login), SmallOffice.On(7, 2), new(duty, Due, answer, everyone, [.. units.Select(office.Unit)]));

    async Task Answer(string login, string unit, string text = "已按要求落实") =>
        await office.Get<AnswerDuty>().Run(await office.Person(login), SmallOffice.On(9, 3), duty, office.Unit(unit), text);

    static async Task<string> Rule(Func<Task> act) => (await Assert.CatchAsync<RuleBroken>(() => act()))!.Rule;

    async Task<DutyLine?> Line(int month, int day, string login = "coordinator")
    {
        await using var connection = await office.Get<Database>().Open();
        return (await DutyQueries.Running(connection, await office.Person(login), office.PlanId, SmallOffice.On(month, day))).SingleOrDefault();
    }

    [Test]
    public async Task It_runs_once_it_is_confirmed_and_shows_the_lamps_of_its_units()
    {
        Assert.That(await Line(9, 1), Is.Null, "nobody is bound before the office says so");
        await Confirm(units: ["a", "b", "c"]);
        Assert.That((await Line(7, 3))!.Lamp.CountsInWords(), Is.EqualTo("3绿"));
        await Answer("li-b", "b");
        var late = (await Line(10, 8))!;
        Assert.That((late.Lamp.Lamp, late.Lamp.CountsInWords(), late.Answered), Is.EqualTo((Lamp.Red, "2红1绿", 1)));
        Assert.That(late.Missing, Is.EqualTo(new[] { "发展改革委", "教育厅" }));
        Assert.That((await Line(9, 2))!.Answered, Is.Zero, "a past day is told as it was");
    }

    [Test]
    public async Task Everyone_is_every_unit_of_the_dispatch()
    {
        await Confirm(everyone: true);
        Assert.That((await Line(9, 1))!.Units, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task A_return_may_be_the_answer()
    {
        await Confirm(answer: CheckpointKind.ThirdQuarter, everyone: true);
        var assignment = await office.Scalar<long>("SELECT id FROM assignments WHERE unit_id = @a", new { a = office.Unit("a") });
        await office.Get<SubmitReturn>().Run(await office.Person("li-a"), SmallOffice.On(9, 28), office.ThirdQuarter, office.Unit("a"),
            [new ReportLine(assignment, "三季度进展", null, "", "", Guid.NewGuid())]);
        Assert.That((await Line(9, 30))!.Units.Where(u => u.AnsweredOn is not null).Select(u => u.Unit), Is.EqualTo(new[] { "发展改革委" }));
        Assert.That(await Rule(() => Answer("li-b", "b")), Is.EqualTo("duty-is-answered-by-a-return"));
    }

    [Test]
    public async Task It_binds_nobody_if_the_office_says_so()
    {
        await Confirm();
        Assert.That(await Line(10, 8), Is.Null);
    }

    [TestCase("li-a")]
    [TestCase("leader")]
    public async Task Only_a_coordinator_confirms(string login) =>
        Assert.That(await Rule(() => Confirm(login, everyone: true)), Is.EqualTo("only-a-coordinator"));

    [Test]
    public async Task After_dispatch_it_is_confirmed_once_and_says_by_whom()
    {
        await Confirm(units: "a");
        var refused = await Assert.CatchAsync<RuleBroken>(() => Confirm("second", everyone: true));
        Assert.That((refused!.Rule, refused.Message), Is.EqualTo(("duty-is-in-force", $"这条通知要求已由人员coordinator于 {SmallOffice.On(7, 2).Now.Iso()} 确认，交办后不能再改。")));
        Assert.That((await Line(9, 1))!.Units, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Two_hands_at_once_confirm_it_once()
    {
        var outcomes = await Task.WhenAll(new[] { "coordinator", "second" }.Select(async login =>
        {
            try { await Confirm(login, units: login == "second" ? "a" : "b"); return 1; }
            catch (RuleBroken) { return 0; }
        }));
        Assert.That((outcomes.Sum(), (await Line(9, 1))!.Units.Count), Is.EqualTo((1, 1)));
    }

    [TestCase("li-c", "a", "not-yours")]
    [TestCase("li-c", "c", "not-yours")]
    [TestCase("coordinator", "a", "not-yours")]
    [TestCase("li-a", "a", "answer-says-nothing", " ")]
    public async Task Who_is_not_bound_or_says_nothing_is_refused(string login, string unit, string rule, string text = "落实")
    {
        await Confirm(units: ["a", "b"]);
        Assert.That(await Rule(() => Answer(login, unit, text)), Is.EqualTo(rule == "not-yours" ? NotYours.Rule : rule));
    }

    [Test]
    public async Task A_unit_answers_once()
    {
        await Confirm(units: "a");
        await Answer("li-a", "a", "第一次");
        Assert.That(await Rule(() => Answer("li-a", "a", "第二次")), Is.EqualTo("duty-is-answered"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(text, '') FROM duty_answers"), Is.EqualTo("第一次"));
    }

    [Test]
    public async Task The_pages_lead_from_confirming_to_the_answer_and_the_ledger()
    {
        var address = $"/duties/{duty}";
        using var coordinator = await office.Client("coordinator", SmallOffice.On(9, 20));
        Assert.That(await coordinator.GetStringAsync($"/plans/{office.PlanId}/review"), Does.Contain(address).And.Contain("确认约束哪些单位"));
        using var confirmed = await coordinator.PostAsync(address + "?handler=Confirm", await coordinator.Form(address,
            ("Day", "2018-09-30"), ("Answer", ""), ("Everyone", "false"), ("Units", $"{office.Unit("a")}"), ("Units", $"{office.Unit("b")}")));
        Assert.That(confirmed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await coordinator.GetStringAsync(address), Does.Contain("发展改革委、财政厅").And.Contain("0 / 2").And.Not.Contain("name=\"Everyone\""));
        using (var liaison = await office.Client("li-a", SmallOffice.On(9, 20)))
        {
            Assert.That(await liaison.GetStringAsync("/todo"), Does.Contain(address));
            using var answered = await liaison.PostAsync(address + "?handler=Answer", await liaison.Form(address, ("UnitId", $"{office.Unit("a")}"), ("Text", "已全部落实")));
            Assert.That(answered.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(await liaison.GetStringAsync(address), Does.Contain("已全部落实").And.Not.Contain("财政厅").And.Not.Contain("<textarea"));
            Assert.That(await liaison.GetStringAsync("/todo"), Does.Not.Contain(address));
        }
        Assert.That(await coordinator.GetStringAsync("/ledger"), Does.Contain(address).And.Contain("1/2").And.Contain("财政厅"));
        Assert.That(await coordinator.GetStringAsync("/ledger?lamp=Red"), Does.Not.Contain(address));
        using var other = await office.Client("li-c", SmallOffice.On(9, 20));
        using var hidden = await other.GetAsync(address);
        Assert.That(hidden.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_workbook_of_the_roll_up_has_a_sheet_of_its_own_for_them()
    {
        await Confirm(units: ["a", "b"]);
        await Answer("li-a", "a");
        using var file = new MemoryStream();
        await RollUpLedger.Write(file, (await office.Get<RollUpQueries>().Of(office.RegionId, office.PlanId, new(2018, 10, 8)))!);
        file.Position = 0;
        var sheet = await ReadSheet.From(file, sheet: 2);
        Assert.That(sheet.Problems, Is.Empty);
        Assert.That(sheet.Rows[0][0], Is.EqualTo("通知要求　截至2018年10月8日　共1条，不计入任务"));
        Assert.That(sheet.Rows[2], Is.EqualTo(new[] { "1", "各单位请于9月30日前将落实情况报办公厅", "43373", "■ 逾期", "1红1绿", "1", "2", "财政厅" }));
    }

    [Test]
    public async Task A_confirmation_without_a_day_is_told_and_what_was_ticked_stays()
    {
        var address = $"/duties/{duty}";
        using var coordinator = await office.Client("coordinator", SmallOffice.On(9, 20));
        using var answer = await coordinator.PostAsync(address + "?handler=Confirm", await coordinator.Form(address,
            ("Day", ""), ("Everyone", "false"), ("Units", $"{office.Unit("b")}")));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("请填写最后一天").And.Contain($"value=\"{office.Unit("b")}\" checked"));
        Assert.That(await Line(9, 20), Is.Null);
    }
}
