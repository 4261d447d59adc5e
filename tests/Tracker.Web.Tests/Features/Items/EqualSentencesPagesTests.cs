using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Returns;
using Tracker.Web.Tests.Features.Assignments;

namespace Tracker.Web.Tests.Features.Items;

/// <summary>What was written before or by others is pointed out to the office, and to nobody else.</summary>
[TestFixture]
public sealed class EqualSentencesPagesTests
{
    const string TasksOwn = "推进“放管服”改革，压减行政许可事项。", Meeting = "组织召开了全区工作推进会议。";

    SmallOffice office = null!;
    IReadOnlyDictionary<string, long> item = null!;

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        item = await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support), ("c", AssignmentRole.Support));
        await office.SignAll();
        await Report("li-b", 7, 2, item["b"], Meeting);
        await Report("li-a", 7, 3, item["a"], "已印发实施方案并分解到各处室。" + Meeting);
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task Report(string login, int month, int day, long assignmentId, string text) => await office.Get<ReportProgress>().Run(
        await office.Person(login), SmallOffice.On(month, day), new(assignmentId, text, null, "", "", Guid.NewGuid()));

    static string Marked(string sentence, string where) => $"<mark class=\"equal\">{sentence}</mark><small class=\"equal\">（{where}）</small>";

    async Task<string> Page(string login, string address)
    {
        using var client = await office.Client(login, SmallOffice.On(11, 21));
        return await client.GetStringAsync(address);
    }

    [Test]
    public async Task The_office_sees_it_on_a_completion_and_on_the_item()
    {
        var completion = await office.Submit("li-a", item["a"], 11, 20, withoutSilent: true, text: $"{TasksOwn}已印发实施方案并分解到各处室。");
        var address = $"/items/{await office.ItemOf(item["a"])}";
        foreach (var page in new[] { await Page("coordinator", $"/completions/{completion}"), await Page("coordinator", address) })
            Assert.That(page, Does.Contain(Marked(TasksOwn, "与任务原文相同")).And.Contain(Marked("已印发实施方案并分解到各处室。", "与上次报送相同"))
                .And.Contain(Marked(Meeting, "与财政厅相同")).And.Contain(Marked(Meeting, "与发展改革委相同")));
        foreach (var login in new[] { "li-a", "li-b", "leader" })
            Assert.That(await Page(login, address), Does.Contain(Meeting).And.Not.Contain("<mark"), login);
    }

    [Test]
    public async Task The_office_sees_it_on_a_return()
    {
        var own = await office.Item(("c", AssignmentRole.Lead));
        await Report("li-c", 7, 4, own["c"], "已完成全部基层网点建设。");
        ReportLine Line(long id, string text) => new(id, text, null, "", "", Guid.NewGuid());
        await office.Get<SubmitReturn>().Run(await office.Person("li-c"), SmallOffice.On(9, 28), office.ThirdQuarter, office.Unit("c"),
            [Line(item["c"], Meeting), Line(own["c"], "已完成全部基层网点建设。又新增了流动服务车。")]);
        await Report("li-c", 10, 9, own["c"], "又新增了流动服务车三辆投入使用。");
        var address = $"/returns/{office.ThirdQuarter}/{office.Unit("c")}";
        Assert.That(await Page("coordinator", address), Does.Contain(Marked("已完成全部基层网点建设。", "与上次报送相同")).And.Contain("与财政厅、发展改革委相同"));
        Assert.That(await Page("li-c", address), Does.Contain(Meeting).And.Not.Contain("<mark"));
    }

    [Test]
    public async Task The_office_sees_it_beside_a_request()
    {
        var asking = await office.Item(new NodaTime.LocalDate(2018, 12, 20), ("c", AssignmentRole.Lead));
        await Report("li-c", 7, 4, asking["c"], TasksOwn);
        var request = await office.Get<RequestExtension>().Run(await office.Person("li-c"), SmallOffice.On(11, 20),
            new(asking["c"], null, new(2019, 1, 31), "评估未完成", new(null, null, "藏政办函〔2018〕9号"), SmallOffice.Paper(11, 20)));
        Assert.That(await Page("coordinator", $"/requests/{request}"), Does.Contain(Marked(TasksOwn, "与任务原文相同")));
    }
}
