using System.Net;
using System.Text.RegularExpressions;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Returns;

[TestFixture]
public sealed partial class ReturnPageTests
{
    SmallOffice office = null!;
    long first, second;
    string Address => $"/returns/{office.ThirdQuarter}/{office.Unit("a")}";

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        first = (await office.Item(("a", AssignmentRole.Lead)))["a"];
        second = (await office.Item(("a", AssignmentRole.Support), ("b", AssignmentRole.Lead)))["a"];
        await office.SignAll();
        await office.Get<ReportProgress>().Run(await office.Person("li-a"), SmallOffice.On(7, 2),
            new(first, "上半年的进展", null, "", "", Guid.NewGuid()));
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    Task<long> LastReport() => office.Scalar<long>("SELECT max(id) FROM progress_reports");

    async Task<HttpResponseMessage> Submit(HttpClient client, string text, string secondReason, string common) =>
        await client.PostAsync(Address, await client.Form(Address, [("CommonReason", common), .. await Lines(text, secondReason)]));

    async Task<(string, string)[]> Lines(string text, string secondReason) =>
    [
        ("Lines[0].AssignmentId", $"{first}"), ("Lines[0].Text", text), ("Lines[0].Key", $"{Guid.NewGuid()}"), ("Lines[0].Seen", $"{await LastReport()}"),
        ("Lines[1].AssignmentId", $"{second}"), ("Lines[1].NoNewsReason", secondReason), ("Lines[1].Key", $"{Guid.NewGuid()}"), ("Lines[1].Seen", "0"),
    ];

    [Test]
    public async Task The_grid_opens_with_the_last_text_and_is_submitted_once()
    {
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        Assert.That(await client.GetStringAsync(Address), Does.Contain("上半年的进展"));
        using var sent = await Submit(client, "三季度的进展", "等待牵头单位", "");
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await client.GetStringAsync(Address), Does.Contain("已由人员li-a于 2018-09-20").And.Contain("三季度的进展").And.Not.Contain("<textarea"));
    }

    [Test]
    public async Task One_reason_serves_all_lines_left_as_they_were()
    {
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        using var sent = await Submit(client, "上半年的进展", "", "按计划四季度推进");
        Assert.That(await office.Scalar<string>("SELECT string_agg(text || '/' || no_news_reason, ';' ORDER BY id) FROM progress_reports WHERE return_id IS NOT NULL"),
            Is.EqualTo("上半年的进展/按计划四季度推进;无新进展/按计划四季度推进"));
    }

    [Test]
    public async Task What_was_typed_stays_when_a_line_is_empty()
    {
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        using var answer = await Submit(client, "我写的三季度进展", "", "");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("没有新进展的，请写明原因").And.Contain("我写的三季度进展"));
    }

    [Test]
    public async Task A_line_takes_figures_files_and_dates_and_shows_them_when_submitted()
    {
        var milestone = await office.Milestone(first, "9月底前出台办法", "2018-09-30");
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        Assert.That(await client.GetStringAsync(Address), Does.Contain("“9月底前出台办法”"));
        using var sent = await client.PostAsync(Address, await client.FormWithFiles(Address,
            [.. await Lines("三季度的进展", "等待牵头单位"),
                ("Lines[0].Figures[0].Name", "压减许可事项"), ("Lines[0].Figures[0].Amount", "1,012"), ("Lines[0].Figures[0].Measure", "项"),
                ("Lines[0].Figures[1].Name", ""), ("Lines[0].Figures[1].Amount", ""), ("Lines[0].Answered", $"{milestone}")],
            ("Lines[0].Files", "清单.csv", "甲,1"u8.ToArray()), ("Lines[1].Files", "说明.txt", "说明"u8.ToArray())));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        var page = await client.GetStringAsync(Address);
        Assert.That(page, Does.Contain("数据：压减许可事项 1012项").And.Contain("附件：清单.csv").And.Contain("附件：说明.txt"));
        Assert.That(await client.GetStringAsync(FileLink().Match(page).Value), Is.EqualTo("甲,1"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM milestone_reports WHERE milestone_id = @milestone", new { milestone }), Is.EqualTo(1));
    }

    [Test]
    public async Task A_wrong_figure_is_told_with_its_task_and_what_was_typed_stays()
    {
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        using var answer = await client.PostAsync(Address, await client.FormWithFiles(Address,
            [.. await Lines("三季度的进展", "等待牵头单位"), ("Lines[1].Figures[0].Name", "压减事项"), ("Lines[1].Figures[0].Amount", "十二")],
            ("Lines[0].Files", "清单.csv", "甲,1"u8.ToArray())));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("任务 一.2 的数据“压减事项十二”要有名称和数值").And.Contain("附件请重新选择")
            .And.Contain("value=\"十二\"").And.Contain("三季度的进展").And.Contain("<details open"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM returns"), Is.Zero);
    }

    [Test]
    public async Task A_unit_with_a_hundred_tasks_submits_them_at_once()
    {
        for (var i = 0; i < 98; i++)
            await office.Item(("a", AssignmentRole.Responsible));
        using var client = await office.Client("li-a", SmallOffice.On(9, 20));
        var fields = Field().Matches(await client.GetStringAsync(Address))
            .Select(field => (field.Groups[1].Value, field.Groups[1].Value.EndsWith("NoNewsReason", StringComparison.Ordinal) ? "尚未开始" : field.Groups[2].Value)).ToList();
        Assert.That(fields, Has.Count.GreaterThan(1500));
        using var sent = await client.PostAsync(Address, await client.Form(Address, [.. fields]));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM progress_reports WHERE return_id IS NOT NULL"), Is.EqualTo(100));
    }

    [GeneratedRegex("/files/[0-9]+/1")]
    private static partial Regex FileLink();

    [GeneratedRegex("name=\"(Lines[^\"]*(?<!Files))\"(?: value=\"([^\"]*)\")?")]
    private static partial Regex Field();

    [TestCase("li-b", false)]
    [TestCase("leader", true)]
    [TestCase("coordinator", true)]
    public async Task Others_read_it_or_do_not_find_it(string login, bool reads)
    {
        using var client = await office.Client(login, SmallOffice.On(9, 20));
        using var answer = await client.GetAsync(Address);
        Assert.That(answer.StatusCode, Is.EqualTo(reads ? HttpStatusCode.OK : HttpStatusCode.NotFound));
        if (reads)
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("<textarea"));
    }
}
