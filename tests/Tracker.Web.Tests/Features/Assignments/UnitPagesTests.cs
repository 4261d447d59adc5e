using System.Net;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Files;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Assignments;

/// <summary>What each person reaches over HTTP, and what a unit's day looks like there.</summary>
[TestFixture]
public sealed class UnitPagesTests
{
    SmallOffice office = null!;
    IReadOnlyDictionary<string, long> item = null!, foreign = null!;
    long supportReport, leadReport;

    [OneTimeSetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        item = await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));
        foreign = await office.Item(("c", AssignmentRole.Lead));
        await office.SignAll();
        leadReport = await Report("li-a", item["a"], "牵头单位的进展");
        supportReport = await Report("li-b", item["b"], "协办单位的进展");
    }

    [OneTimeTearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<long> Report(string login, long assignmentId, string text) => await office.Get<ReportProgress>().Run(
        await office.Person(login), SmallOffice.On(7, 2), new(assignmentId, text, null, "", "", Guid.NewGuid()) { Files = [new("清单.csv", "甲,1"u8.ToArray())] });

    Task<HttpClient> Client(string login) => office.Client(login, SmallOffice.On(9, 20));

    static async Task<HttpStatusCode> Status(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        return answer.StatusCode;
    }

    [TestCase("li-a", true)]
    [TestCase("li-b", true)]
    [TestCase("li-c", false)]
    [TestCase("coordinator", true)]
    [TestCase("leader", true)]
    public async Task An_item_is_shown_to_its_units_and_the_office_only(string login, bool shown)
    {
        using var client = await Client(login);
        Assert.That(await Status(client, $"/items/{await office.ItemOf(item["a"])}"), Is.EqualTo(shown ? HttpStatusCode.OK : HttpStatusCode.NotFound));
    }

    [TestCase("li-a", true, true)]
    [TestCase("li-b", false, true)]
    [TestCase("li-c", false, false)]
    [TestCase("coordinator", true, true)]
    [TestCase("leader", true, true)]
    public async Task A_file_is_served_to_whoever_may_see_its_report(string login, bool lead, bool support)
    {
        using var client = await Client(login);
        Assert.That((await Status(client, $"/files/{leadReport}/1"), await Status(client, $"/files/{supportReport}/1")),
            Is.EqualTo((Expected(lead), Expected(support))));

        static HttpStatusCode Expected(bool served) => served ? HttpStatusCode.OK : HttpStatusCode.NotFound;
    }

    [Test]
    public async Task A_file_is_saved_and_never_shown_in_place()
    {
        using var client = await Client("li-a");
        using var answer = await client.GetAsync($"/files/{supportReport}/1");
        Assert.Multiple(() =>
        {
            Assert.That(answer.Content.Headers.ContentDisposition?.DispositionType, Is.EqualTo("attachment"));
            Assert.That(answer.Content.Headers.ContentDisposition?.FileNameStar, Is.EqualTo("清单.csv"));
            Assert.That(answer.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        });
    }

    [Test]
    public async Task The_lead_sees_the_supports_report_and_a_support_not_the_leads()
    {
        using var lead = await Client("li-a");
        using var support = await Client("li-b");
        var address = $"/items/{await office.ItemOf(item["a"])}";
        Assert.Multiple(async () =>
        {
            Assert.That(await lead.GetStringAsync(address), Does.Contain("协办单位的进展").And.Contain("牵头单位的进展"));
            Assert.That(await support.GetStringAsync(address), Does.Contain("协办单位的进展").And.Not.Contain("牵头单位的进展"));
        });
    }

    [TestCase("/assignments/{0}/report")]
    [TestCase("/assignments/{0}/complete")]
    public async Task Another_units_form_is_not_found(string address)
    {
        using var client = await Client("li-a");
        Assert.That(await Status(client, string.Format(address, foreign["c"])), Is.EqualTo(HttpStatusCode.NotFound));
        using var posted = await client.PostAsync(string.Format(address, foreign["c"]), await client.Form($"/assignments/{item["a"]}/report", ("Text", "越权")));
        Assert.That(posted.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("leader", "/todo")]
    [TestCase("li-a", "/completions")]
    [TestCase("leader", "/completions")]
    public async Task A_page_of_another_role_is_denied(string login, string address)
    {
        using var client = await Client(login);
        using var answer = await client.GetAsync(address);
        Assert.That(answer.Headers.Location?.AbsolutePath, Is.EqualTo("/denied"));
    }

    [Test]
    public async Task A_person_of_two_units_has_one_list_with_a_part_for_each()
    {
        var both = await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support));
        await office.Scalar<int>("""
            INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at)
            SELECT region_id, person_id, 'Liaison', @unit, granted_at FROM person_roles WHERE person_id = @PersonId RETURNING 1
            """, new { unit = office.Unit("b"), (await office.Person("li-a")).PersonId });
        using var client = await Client("li-a");
        var page = await client.GetStringAsync("/todo");
        Assert.That(page, Does.Contain("<h2 class=\"unit\">发展改革委</h2>").And.Contain("<h2 class=\"unit\">财政厅</h2>"));
        var item = await client.GetStringAsync($"/items/{await office.ItemOf(both["a"])}");
        Assert.That(item, Does.Contain("发展改革委：牵头单位").And.Contain("财政厅：协办单位"), "each part has its own buttons");
        await office.Scalar<int>("DELETE FROM person_roles WHERE person_id = @PersonId AND unit_id = @unit RETURNING 1", new { unit = office.Unit("b"), (await office.Person("li-a")).PersonId });
    }

    [Test]
    public async Task The_form_offers_the_figures_that_the_task_asks_for_and_leaves_out_those_without_an_amount()
    {
        var mine = await office.Item(("a", AssignmentRole.Lead));
        await office.Scalar<object>("UPDATE work_items SET text = '年内办结率达到95%，召开不少于2次新闻发布会。' WHERE id = @id", new { id = await office.ItemOf(mine["a"]) });
        using var client = await Client("li-a");
        var address = $"/assignments/{mine["a"]}/report";
        Assert.That(await client.GetStringAsync(address), Does.Contain("任务要求：办结率 达到95%；召开新闻发布会 不少于2次").And.Contain("value=\"办结率\"").And.Contain("value=\"次\""));
        Assert.That(await client.GetStringAsync($"/report-several/{office.Unit("a")}?id={mine["a"]}"), Does.Contain("value=\"召开新闻发布会\""));
        using var sent = await client.PostAsync(address, await client.Form(address, ("Text", "已办结一批"), ("Key", $"{Guid.NewGuid()}"), ("Seen", "0"),
            ("Figures[0].Name", "办结率"), ("Figures[0].Amount", "91.5"), ("Figures[0].Measure", "%"), ("Figures[0].Offered", "true"),
            ("Figures[1].Name", "召开新闻发布会"), ("Figures[1].Measure", "次"), ("Figures[1].Offered", "true"),
            ("Figures[2].Name", "受理件数"), ("Figures[2].Amount", "1200"), ("Figures[2].Measure", "件")));
        Assert.That(sent.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await office.Scalar<string>("SELECT string_agg(f.name || trim_scale(f.amount) || f.measure, '、' ORDER BY f.position) FROM report_figures f JOIN progress_reports r ON r.id = f.report_id WHERE r.assignment_id = @id",
            new { id = mine["a"] }), Is.EqualTo("办结率91.5%、受理件数1200件"));
    }

    [Test]
    public async Task A_report_is_sent_from_its_page_and_counts_once_when_sent_twice()
    {
        var mine = await office.Item(("a", AssignmentRole.Lead));
        using var client = await Client("li-a");
        var address = $"/assignments/{mine["a"]}/report";
        var form = await client.Form(address, ("Text", "网上报送"), ("Key", Guid.NewGuid().ToString()), ("Seen", "0"),
            ("Figures[0].Name", "公开事项"), ("Figures[0].Amount", "1,200"), ("Figures[0].Measure", "项"));
        var body = await form.ReadAsStringAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var sent = new StringContent(body, null, "application/x-www-form-urlencoded");
            using var answer = await client.PostAsync(address, sent);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        }
        Assert.That(await office.Scalar<string>("SELECT string_agg(r.text || f.amount, ';') FROM progress_reports r JOIN report_figures f ON f.report_id = r.id WHERE r.assignment_id = @id",
            new { id = mine["a"] }), Is.EqualTo("网上报送1200"));
    }

    [Test]
    public async Task A_form_keeps_what_was_typed_when_a_rule_is_broken()
    {
        using var client = await Client("li-a");
        var address = $"/assignments/{item["a"]}/report";
        using var answer = await client.PostAsync(address, await client.Form(address,
            ("Text", "我辛苦写下的内容"), ("Key", Guid.NewGuid().ToString()), ("Seen", "0")));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("在您填写期间").And.Contain("牵头单位的进展").And.Contain("我辛苦写下的内容"));
    }

    [Test]
    public async Task One_button_signs_after_all_items_were_shown()
    {
        await using var fresh = await SmallOffice.Create();
        await fresh.Item(("a", AssignmentRole.Lead));
        await fresh.Item(("a", AssignmentRole.Support), ("b", AssignmentRole.Lead));
        using var client = await fresh.Client("li-a", SmallOffice.On(6, 12));
        Assert.That(await client.GetStringAsync("/todo"), Does.Contain("签收全部2项").And.Contain("一.1").And.Contain("一.2"));
        using var answer = await client.PostAsync("/todo?handler=Sign",
            await client.Form("/todo", ("dispatchId", $"{fresh.DispatchId}"), ("unitId", $"{fresh.Unit("a")}")));
        Assert.That(await client.GetStringAsync("/todo"), Does.Contain("已签收").And.Contain("下一次报送是三季度进展").And.Not.Contain("签收全部"));
    }

    [Test]
    public async Task A_return_that_comes_due_leads_to_its_grid()
    {
        using var client = await Client("li-a");
        Assert.That(await client.GetStringAsync("/todo"), Does.Contain("三季度进展").And.Contain("剩余6个工作日").And.Contain($"/returns/{office.ThirdQuarter}/{office.Unit("a")}"));
    }
}
