using System.Net;
using System.Text.RegularExpressions;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Drafts;

/// <summary>What is being written on the single form and on the 报送表 is kept, shown to colleagues, and never written over.</summary>
[TestFixture]
public sealed partial class DraftTests
{
    SmallOffice office = null!;
    long first, second;

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.AddHead("head-a", "a");
        first = (await office.Item(("a", AssignmentRole.Lead), ("b", AssignmentRole.Support)))["a"];
        second = (await office.Item(("a", AssignmentRole.Lead)))["a"];
        await office.SignAll();
        await Report("li-a", "上半年的进展");
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    string Single => $"/assignments/{first}/report";
    string Grid => $"/returns/{office.ThirdQuarter}/{office.Unit("a")}";

    async Task Report(string login, string text) => await office.Get<ReportProgress>().Run(
        await office.Person(login), SmallOffice.On(7, 2), new(first, text, null, "", "", Guid.NewGuid()));

    Task<HttpClient> Client(string login) => office.Client(login, SmallOffice.On(9, 20));

    static async Task<FormUrlEncodedContent> Form(HttpClient client, string address, params (string Name, string Value)[] typed) =>
        Sent(await client.GetStringAsync(address), typed);

    // A form as the browser would send it back: what the page's own form holds, with some of it typed anew.
    static FormUrlEncodedContent Sent(string whole, params (string Name, string Value)[] typed)
    {
        var page = whole[whole.IndexOf("data-autosave", StringComparison.Ordinal)..];
        return new(Input().Matches(page).Select(m => (Name: m.Groups[1].Value, Value: WebUtility.HtmlDecode(m.Groups[2].Value)))
            .Concat(Area().Matches(page).Select(m => (Name: m.Groups[1].Value, Value: WebUtility.HtmlDecode(m.Groups[2].Value).TrimStart('\r', '\n'))))
            .Where(f => typed.All(t => t.Name != f.Name)).Concat(typed).Select(f => KeyValuePair.Create(f.Name, f.Value)));
    }

    static async Task<string> Send(HttpClient client, string address, HttpContent form)
    {
        using var answer = await client.PostAsync(address, form);
        return answer.StatusCode == HttpStatusCode.Redirect ? $"→ {answer.Headers.Location}" : await answer.Content.ReadAsStringAsync();
    }

    Task<long> Drafts() => office.Scalar<long>("SELECT count(*) FROM report_drafts");

    [TestCase("Save")]
    [TestCase("Autosave")]
    public async Task A_draft_is_offered_back_seen_by_colleagues_and_cleared_by_the_report(string handler)
    {
        using var client = await Client("li-a");
        await Send(client, $"{Single}?handler={handler}", await Form(client, Single, ("Text", "写了一半"), ("NextStep", "再开会"),
            ("Figures[0].Name", "压减事项"), ("Figures[0].Amount", "十二")));
        Assert.That(await client.GetStringAsync(Single), Does.Match("已填入您 [0-9:]{5} 的草稿").And.Contain("写了一半").And.Contain("再开会").And.Contain("value=\"十二\""));
        using var head = await Client("head-a");
        Assert.That(await head.GetStringAsync(Single), Does.Match("已填入人员li-a [0-9:]{5} 的草稿").And.Contain("写了一半"));
        Assert.That(await client.GetStringAsync(Grid), Does.Contain("已填入您").And.Contain("写了一半"), "the 报送表 holds the same");
        Assert.That(await Send(client, Single, await Form(client, Single, ("Text", "写完了"), ("Figures[0].Amount", "12"))), Does.StartWith("→ /items/"));
        Assert.That(await Drafts(), Is.Zero);
        Assert.That(await client.GetStringAsync(Single), Does.Contain("写完了").And.Not.Contain("的草稿，"));
    }

    [Test]
    public async Task Whoever_wants_no_draft_gets_the_last_report_and_a_colleagues_stays()
    {
        using var client = await Client("li-a");
        await Send(client, $"{Single}?handler=Save", await Form(client, Single, ("Text", "我的草稿")));
        using var head = await Client("head-a");
        await Send(head, $"{Single}?handler=Discard", await Form(head, Single));
        Assert.That(await Drafts(), Is.EqualTo(1), "it is not the head's");
        Assert.That(await head.GetStringAsync($"{Single}?fresh=true"), Does.Contain("上半年的进展").And.Contain("我的草稿"));
        Assert.That(await Send(client, $"{Single}?handler=Discard", await Form(client, Single)), Does.EndWith("fresh=true"));
        Assert.That(await Drafts(), Is.Zero);
    }

    [Test]
    public async Task A_colleagues_draft_in_between_stands_beside_mine_and_neither_is_lost()
    {
        using var client = await Client("li-a");
        using var head = await Client("head-a");
        var mine = await Form(client, Single, ("Text", "我写的一段"));
        await Send(head, $"{Single}?handler=Save", await Form(head, Single, ("Text", "负责人写的一段")));
        var page = await Send(client, Single, mine);
        Assert.That(page, Does.Contain("在您填写期间，人员head-a于").And.Contain("负责人写的一段").And.Contain("我写的一段"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM progress_reports"), Is.EqualTo(1), "nothing was sent");

        var merged = await Send(client, $"{Single}?handler=Use", Sent(page, ("use", Use(page, "both"))));
        Assert.That(merged, Does.Contain("我写的一段&#xA;负责人写的一段</textarea>"));
        var instead = await Send(client, $"{Single}?handler=Use", Sent(page, ("use", Use(page, "instead"))));
        Assert.That(instead, Does.Contain("换下的是您刚才写的内容").And.Contain("我写的一段").And.Contain("负责人写的一段</textarea>"));
        Assert.That(await Send(client, Single, Sent(merged)), Does.StartWith("→ /items/"));
        Assert.That(await office.Scalar<string>("SELECT text FROM progress_reports ORDER BY id DESC LIMIT 1"), Does.Match("我写的一段\r?\n负责人写的一段"));
        Assert.That(await Drafts(), Is.Zero);
    }

    [Test]
    public async Task A_report_in_between_stands_beside_the_draft_that_is_older()
    {
        using var client = await Client("li-a");
        await Send(client, $"{Single}?handler=Save", await Form(client, Single, ("Text", "我的草稿")));
        await Report("head-a", "负责人已报的内容");
        Assert.That(await client.GetStringAsync(Single), Does.Contain("人员head-a 2018-07-02").And.Contain("负责人已报的内容").And.Contain("我的草稿"));
        Assert.That(await Send(client, Single, await Form(client, Single)), Does.StartWith("→ /items/"), "both were seen");
    }

    [Test]
    public async Task Another_window_of_the_same_person_is_not_written_over()
    {
        using var client = await Client("li-a");
        var (one, other) = (await Form(client, Single, ("Text", "左边窗口")), await Form(client, Single, ("Text", "右边窗口")));
        await Send(client, $"{Single}?handler=Autosave", one);
        Assert.That(Regex.Unescape(await Send(client, $"{Single}?handler=Autosave", other)), Does.Contain("另一个窗口").And.Contain("没有覆盖"));
        Assert.That(await office.Scalar<string>("SELECT content->>'Text' FROM report_drafts"), Is.EqualTo("左边窗口"));
    }

    [Test]
    public async Task Saving_that_arrives_after_the_report_brings_no_draft_back()
    {
        using var client = await Client("li-a");
        var body = await (await Form(client, Single, ("Text", "已经报送"))).ReadAsStringAsync();
        StringContent Again() => new(body, null, "application/x-www-form-urlencoded");
        Assert.That(await Send(client, Single, Again()), Does.StartWith("→"));
        await Send(client, $"{Single}?handler=Autosave", Again());
        Assert.That(await Drafts(), Is.Zero);
    }

    [Test]
    public async Task The_grid_keeps_the_lines_that_were_changed_and_shows_a_colleagues_beside()
    {
        using var client = await Client("li-a");
        using var head = await Client("head-a");
        var mine = await Form(client, Grid, ("Lines[0].Text", "我写的三季度"), ("Lines[1].NoNewsReason", "尚未开始"));
        await Send(head, $"{Grid}?handler=Save", await Form(head, Grid, ("Lines[0].Text", "负责人写的三季度")));
        Assert.That(await Drafts(), Is.EqualTo(1), "the other line was left as it was");
        var page = await Send(client, Grid, mine);
        Assert.That(page, Does.Contain("在您填写期间，人员head-a于").And.Contain("负责人写的三季度").And.Contain("我写的三季度").And.Contain("value=\"尚未开始\""));
        var merged = await Send(client, $"{Grid}?handler=Use", Sent(page, ("use", Use(page, "both"))));
        Assert.That(await Send(client, Grid, Sent(merged)), Is.EqualTo("→ /todo"));
        Assert.That((await office.Scalar<string>("SELECT text FROM progress_reports WHERE return_id IS NOT NULL AND assignment_id = @first", new { first }), await Drafts()),
            Is.EqualTo(("我写的三季度\n负责人写的三季度", 0L)).Or.EqualTo(("我写的三季度\r\n负责人写的三季度", 0L)));
    }

    [Test]
    public async Task What_was_typed_while_a_colleague_handed_the_whole_in_is_kept()
    {
        using var client = await Client("li-a");
        using var head = await Client("head-a");
        var mine = await Form(client, Grid, ("Lines[0].Text", "我辛苦写的三季度"), ("Lines[1].NoNewsReason", "尚未开始"));
        Assert.That(await Send(head, Grid, await Form(head, Grid, ("Lines[0].Text", "负责人交的"), ("Lines[1].NoNewsReason", "尚未开始"))), Is.EqualTo("→ /todo"));
        Assert.That(await Send(client, Grid, mine), Does.Contain("已由人员head-a于").And.Contain("没有丢，已存为草稿"));
        Assert.That(await client.GetStringAsync(Single), Does.Contain("我辛苦写的三季度").And.Contain("负责人交的"));
    }

    [Test]
    public async Task Several_items_reported_at_once_open_with_their_drafts_and_clear_them()
    {
        var several = $"/report-several/{office.Unit("a")}";
        var address = $"{several}?id={first}&id={second}";
        using var client = await Client("li-a");
        using var head = await Client("head-a");
        await Send(client, $"{Single}?handler=Save", await Form(client, Single, ("Text", "先在任务页写的")));
        Assert.That(await client.GetStringAsync(address), Does.Contain("已填入您").And.Contain("先在任务页写的"));
        var mine = await Form(client, address, ("Lines[1].Text", "第二项写了一半"));
        Assert.That(await Send(client, $"{several}?handler=Autosave", mine), Does.Contain("said"));
        Assert.That(await head.GetStringAsync(address), Does.Contain("已填入人员li-a").And.Contain("第二项写了一半"));
        Assert.That(await Send(head, $"{several}?handler=Save", await Form(head, address, ("Lines[1].Text", "负责人写的第二项"))), Is.EqualTo($"→ {several}?id={first}&id={second}"));
        var page = await Send(client, several, await Form(client, address, ("Lines[0].SeenDraft", "0"), ("Lines[1].Text", "第二项写完了"), ("Lines[1].SeenDraft", "0")));
        Assert.That(page, Does.Contain("在您填写期间").And.Contain("负责人写的第二项").And.Contain("第二项写完了"));
        var merged = await Send(client, $"{several}?handler=Use", Sent(page, ("use", Use(page, "both"))));
        Assert.That(await Send(client, several, Sent(merged)), Is.EqualTo("→ /todo"));
        Assert.That(await office.Scalar<string>("SELECT text FROM progress_reports WHERE assignment_id = @second", new { second }), Does.Match("第二项写完了\r?\n负责人写的第二项"));
        Assert.That(await Drafts(), Is.Zero);
    }

    [Test]
    public async Task A_completion_is_kept_while_it_is_written_and_put_away_once_it_is_sent()
    {
        var address = $"/assignments/{second}/complete";
        using var client = await Client("li-a");
        using var head = await Client("head-a");
        await Send(client, $"{address}?handler=Autosave", await Form(client, address, ("Text", "成效写了一半")));
        Assert.That(await client.GetStringAsync(address), Does.Match("已填入您 [0-9:]{5} 的草稿").And.Contain("成效写了一半"));
        Assert.That(await head.GetStringAsync(address), Does.Match("已填入人员li-a [0-9:]{5} 的草稿").And.Contain("成效写了一半"));
        await Send(head, $"{address}?handler=Save", await Form(head, address, ("Text", "负责人另写的")));
        Assert.That(await client.GetStringAsync(address), Does.Contain("成效写了一半</textarea>").And.Contain("负责人另写的"), "both are there");
        Assert.That(await Send(client, $"{address}?handler=Discard", await Form(client, address)), Does.EndWith("fresh=true"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(text, '') FROM completion_drafts"), Is.EqualTo("负责人另写的"), "a colleague's is not his to drop");
        Assert.That(await Send(head, address, await Form(head, address, ("Text", "全部完成"))), Does.StartWith("→ /items/"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM completion_drafts"), Is.Zero);
        using var other = await Client("li-b");
        using var refused = await other.PostAsync($"{address}?handler=Autosave", await other.Form("/todo", ("Text", "越权")));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("li-b")]
    [TestCase("li-c")]
    public async Task Another_unit_neither_sees_nor_writes_drafts(string login)
    {
        using var own = await Client("li-a");
        await Send(own, $"{Single}?handler=Save", await Form(own, Single, ("Text", "内部草稿")));
        using var client = await Client(login);
        foreach (var handler in new[] { "Save", "Autosave", "Use", "Discard" })
        {
            using var answer = await client.PostAsync($"{Single}?handler={handler}", await client.Form("/todo", ("Text", "越权"), ("Key", $"{Guid.NewGuid()}")));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.Redirect), handler);
        }
        Assert.That(await client.GetStringAsync($"/items/{await office.ItemOf(login == "li-b" ? first : await OwnOf(login))}"), Does.Not.Contain("内部草稿"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(content->>'Text', '') FROM report_drafts"), Is.EqualTo("内部草稿"));
        var by = await office.Person(login);
        Assert.That(await SmallOffice.Rule(async () => await office.Get<SaveDrafts>().Run(by, SmallOffice.On(9, 20), [new(first, new(), Guid.NewGuid(), 0, 0)])), Is.EqualTo(NotYours.Rule));
    }

    async Task<long> OwnOf(string login) => (await office.Item((login[^1..], AssignmentRole.Lead)))[login[^1..]];

    static string Use(string page, string how) => UseButton().Matches(page).Select(m => m.Groups[1].Value).First(value => value.EndsWith(how, StringComparison.Ordinal));

    [GeneratedRegex("<input (?=[^>]*name=\"([^\"]+)\")(?=[^>]*value=\"([^\"]*)\")(?![^>]*type=\"(?:checkbox|file|submit)\")[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<textarea [^>]*name=\"([^\"]+)\"[^>]*>([^<]*)</textarea>")]
    private static partial Regex Area();

    [GeneratedRegex("name=\"use\" value=\"([^\"]+)\"")]
    private static partial Regex UseButton();
}
