using System.Net;
using Dapper;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Obligations;

/// <summary>Duties in the sentence that start no clock: reports are asked how often they came up, and a number that is short colours the lamp.</summary>
[TestFixture]
public sealed class ObligationCountTests
{
    SmallOffice office = null!;
    IReadOnlyDictionary<string, long> parts = null!;
    long twice, within;
    string Grid => $"/returns/{office.ThirdQuarter}/{office.Unit("a")}";

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        parts = await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));
        twice = await office.Obligation(parts["a"], "1年内解读重要政策应不少于2次。");
        within = await office.Obligation(parts["a"], "应在完成审批程序后1个工作日内公开。");
        await office.SignAll();
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    (string, string)[] Line(string times, string happened, string late, string text = "解读了政策", long seen = 0) =>
    [
        ("Lines[0].AssignmentId", $"{parts["a"]}"), ("Lines[0].Text", text), ("Lines[0].Key", $"{Guid.NewGuid()}"), ("Lines[0].Seen", $"{seen}"),
        ("Lines[0].Counts[0].ObligationId", $"{twice}"), ("Lines[0].Counts[0].Times", times),
        ("Lines[0].Counts[1].ObligationId", $"{within}"), ("Lines[0].Counts[1].Times", happened), ("Lines[0].Counts[1].Late", late),
    ];

    async Task<HttpResponseMessage> Send(HttpClient client, params (string, string)[] fields) => await client.PostAsync(Grid, await client.Form(Grid, fields));

    Task Report(string unit, int month, int day, params ReportCount[] counts) => ReportOf(parts[unit], "li-" + unit, month, day, counts);

    async Task ReportOf(long assignment, string login, int month, int day, params ReportCount[] counts) =>
        await office.Get<ReportProgress>().Run(await office.Person(login), SmallOffice.On(month, day), new(assignment, "开展了", null, "", "", Guid.NewGuid()) { Counts = counts });

    Task<string> Written() => office.Scalar<string>("SELECT coalesce(string_agg(times || coalesce('/' || late, ''), ' ' ORDER BY report_id, obligation_id), '') FROM report_counts");

    Task<int> Sweep(int month, int day, int year = 2018) => office.Get<Database>().InTransaction(connection =>
        office.Get<Web.Features.Lamps.SweepLamps>().Run(connection, office.RegionId, new OfficeClock(TimeProvider.System).On(new(year, month, day))));

    [Test]
    public async Task A_return_asks_for_the_numbers_and_pages_show_them_against_what_the_year_asks_for()
    {
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        Assert.That(await client.GetStringAsync(Grid), Does.Contain("“1年内解读重要政策应不少于2次”").And.Contain("以前已报：已开展 0/2 次").And.Contain("本期开展几次")
            .And.Contain("“完成审批程序后1个工作日内”").And.Contain("本期发生几次").And.Contain("其中超时几次").And.Contain("次数、数据、附件"));
        using var sent = await Send(client, Line("1", "12", "1"));
        Assert.That((sent.StatusCode, await Written()), Is.EqualTo((HttpStatusCode.Redirect, "1 12/1")));
        Assert.That(await client.GetStringAsync(Grid), Does.Contain("次数：“1年内解读重要政策应不少于2次”1次；“完成审批程序后1个工作日内”12次，超时1次"));
        var item = await client.GetStringAsync($"/items/{await office.ItemOf(parts["a"])}");
        Assert.That(item, Does.Contain("<b>已开展 1/2 次</b>（发展改革委）").And.Contain("<b>发生 12 次，超时 1 次</b>").And.Contain("<b>次数</b> “1年内解读重要政策应不少于2次”1次"));
        Assert.That(await client.GetStringAsync("/todo"), Does.Contain("“1年内解读重要政策应不少于2次”已开展 1/2 次"));
        Assert.That(await client.GetStringAsync($"/assignments/{parts["a"]}/report"), Does.Contain("以前已报：发生 12 次，超时 1 次"));
    }

    [TestCase("两", "", "", "任务 一.1 的本期次数要填整数，例如 0、1、12，现在是“两”")]
    [TestCase("-1", "", "", "本期次数要填整数")]
    [TestCase("1.5", "", "", "本期次数要填整数")]
    [TestCase("123456", "", "", "本期次数要填整数")]
    [TestCase("1", "", "2", "本期次数要填整数")]
    [TestCase("1", "12", "", "任务 一.1 的“完成审批程序后1个工作日内”还要写其中超时几次，没有超时填 0")]
    [TestCase("1", "2", "3", "超时3次，多于发生的2次，请核对")]
    public async Task What_cannot_be_is_told_with_its_task_and_nothing_is_written(string times, string happened, string late, string sentence)
    {
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        using var answer = await Send(client, Line(times, happened, late));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.That(page, Does.Contain(sentence).And.Contain("解读了政策"));
        Assert.That(await office.Scalar<long>("SELECT (SELECT count(*) FROM report_counts) + (SELECT count(*) FROM progress_reports) + (SELECT count(*) FROM returns)"), Is.Zero);
    }

    [Test]
    public async Task Left_empty_nothing_is_said()
    {
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        using var sent = await Send(client, Line("", "", ""));
        Assert.That((sent.StatusCode, await Written()), Is.EqualTo((HttpStatusCode.Redirect, "")));
    }

    [Test]
    public async Task A_number_of_another_task_is_refused()
    {
        var other = (await office.Item(("b", AssignmentRole.Lead)))["b"];
        Assert.That(await SmallOffice.Rule(() => ReportOf(other, "li-b", 7, 2, new ReportCount(twice, 1, null))), Is.EqualTo("count-of-another-task"));
        Assert.That(await SmallOffice.Rule(() => Report("a", 7, 2, new ReportCount(twice, 1, 0))), Is.EqualTo("count-cannot-be"));
    }

    [Test]
    public async Task A_draft_keeps_the_numbers_typed()
    {
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        using var saved = await client.PostAsync($"{Grid}?handler=Autosave", await client.Form(Grid, Line("1", "7", "2")));
        Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await client.GetStringAsync(Grid), Does.Contain("name=\"Lines[0].Counts[0].Times\" value=\"1\""));
        Assert.That(await client.GetStringAsync($"/report-several/{office.Unit("a")}?id={parts["a"]}"), Does.Contain("name=\"Lines[0].Counts[1].Times\" value=\"7\""));
        Assert.That(await client.GetStringAsync($"/assignments/{parts["a"]}/report"), Does.Contain("name=\"Counts[0].Times\" value=\"1\"").And.Contain("name=\"Counts[1].Late\" value=\"2\""));
        Assert.That(await Written(), Is.Empty);
    }

    [Test]
    public async Task Too_few_are_yellow_from_October_and_enough_are_not()
    {
        await Report("a", 7, 2, new ReportCount(twice, 1, null));
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        (await Send(client, Line("0", "", "", seen: await office.Scalar<long>("SELECT max(id) FROM progress_reports")))).Dispose();
        await Sweep(9, 30);
        Assert.That(await office.Lamp(parts["a"]), Does.StartWith("Green"));
        await Sweep(10, 1);
        Assert.That(await office.Lamp(parts["a"]), Is.EqualTo("Yellow 全年不少于2次，已报1次"));
        using var october = await office.Client("li-a", SmallOffice.On(10, 9));
        Assert.That(await october.GetStringAsync("/todo"), Does.Contain("次数不足").And.Contain("全年不少于2次，已报1次"));
        await Report("a", 10, 10, new ReportCount(twice, 1, null));
        Assert.That(await office.Lamp(parts["a"]), Does.StartWith("Green"));
        Assert.That((await office.Facts(parts["a"], 10, 9)).Facts.Counts.Select(c => c.InWords), Is.EqualTo(new[] { "已开展 1/2 次", "发生 0 次，超时 0 次" }), "as of the day before");
        Assert.That((await office.Facts(parts["a"], 10, 9)).LampOn(new(2018, 10, 9), LampRule.Default, await Calendar()).Lamp, Is.EqualTo(Lamp.Yellow));
    }

    async Task<Domain.Deadlines.WorkingCalendar> Calendar()
    {
        await using var connection = await office.Get<Database>().Open();
        return await Web.Features.Calendar.Calendars.Load(connection, office.RegionId);
    }

    [Test]
    public async Task A_support_reports_its_number_and_is_not_coloured_by_it()
    {
        await Report("b", 7, 2, new ReportCount(twice, 1, null), new ReportCount(within, 3, 0));
        await office.Scalar<object>("UPDATE checkpoints SET due_on = '2018-12-20'");
        await Sweep(10, 1);
        Assert.That((await office.Lamp(parts["a"]), (await office.Lamp(parts["b"]))[..5]), Is.EqualTo(("Yellow 全年不少于2次，已报0次", "Green")));
        using var client = await office.Client("li-b", SmallOffice.On(10, 9));
        Assert.That(await client.GetStringAsync($"/items/{await office.ItemOf(parts["b"])}"), Does.Contain("本单位已开展 1 次").And.Contain("本单位发生 3 次，超时 0 次").And.Not.Contain("0/2"));
    }

    [Test]
    public async Task After_the_year_it_is_red_until_the_rest_is_reported()
    {
        await office.Scalar<object>("DELETE FROM checkpoints; UPDATE work_items SET limit_raw = '长期', limit_kind = 'LongTerm'");
        await Report("a", 10, 10, new ReportCount(twice, 1, null));
        Assert.That(await office.Lamp(parts["a"]), Is.EqualTo("Yellow 全年不少于2次，已报1次"));
        await Sweep(12, 31);
        Assert.That(await office.Lamp(parts["a"]), Does.StartWith("Yellow"));
        await Sweep(1, 1, 2019);
        Assert.That(await office.Lamp(parts["a"]), Is.EqualTo("Red 全年不少于2次，已报1次"));
        await office.Get<ReportProgress>().Run(await office.Person("li-a"), new OfficeClock(TimeProvider.System).On(new(2019, 1, 8)),
            new(parts["a"], "12月又解读一次", null, "", "", Guid.NewGuid()) { Counts = [new(twice, 1, null)] });
        Assert.That(await office.Lamp(parts["a"]), Does.StartWith("Green"));
    }
}
