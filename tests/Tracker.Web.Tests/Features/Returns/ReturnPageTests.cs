using System.Net;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Returns;

[TestFixture]
public sealed class ReturnPageTests
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
            new(new(first, "上半年的进展", null, "", "", Guid.NewGuid()), [], [], []));
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    Task<long> LastReport() => office.Scalar<long>("SELECT max(id) FROM progress_reports");

    async Task<HttpResponseMessage> Submit(HttpClient client, string text, string secondReason, string common) => await client.PostAsync(Address, await client.Form(Address,
        ("CommonReason", common),
        ("Lines[0].AssignmentId", $"{first}"), ("Lines[0].Text", text), ("Lines[0].Key", $"{Guid.NewGuid()}"), ("Lines[0].Seen", $"{await LastReport()}"),
        ("Lines[1].AssignmentId", $"{second}"), ("Lines[1].NoNewsReason", secondReason), ("Lines[1].Key", $"{Guid.NewGuid()}"), ("Lines[1].Seen", "0")));

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
