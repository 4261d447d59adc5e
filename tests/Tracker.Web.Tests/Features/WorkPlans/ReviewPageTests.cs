using System.Net;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.WorkPlans;

/// <summary>校核 over HTTP: every step is a form that says which version it was opened from, and comes back to its item.</summary>
[TestFixture]
public sealed class ReviewPageTests
{
    const string Limits = """[{"raw":"适时","kind":"WhenAppropriate","due":null},{"raw":"12月底","kind":"ByDate","due":"2018-12-31"}]""";

    PracticeOffice office = null!;
    HttpClient checker = null!;
    long planId, item;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await PracticeOffice.Open();
        checker = await office.Client("duban");
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        checker.Dispose();
        await office.DisposeAsync();
    }

    [SetUp]
    public async Task Import()
    {
        planId = (await office.ImportAnother()).PlanId;
        item = await office.DraftItem(planId, "二.3");
    }

    string Page => $"/plans/{planId}/review";

    [Test]
    public async Task A_confirmed_item_counts_and_the_page_comes_back_to_it()
    {
        Assert.That(await Post("Confirm", ("itemId", $"{item}"), ("version", "1")), Is.EqualTo($"{Page}#item-{item}"));
        Assert.That(await checker.GetStringAsync(Page), Does.Contain("<b>1 / 57</b> 项已确认").And.Contain("撤回<span class=\"clip\">：确认 二.3"));
    }

    [Test]
    public async Task Both_readings_stand_side_by_side_and_one_is_chosen()
    {
        var doubt = await office.Doubt(item, "timeLimit", Limits);
        Assert.That(await checker.GetStringAsync(Page), Does.Contain("选读法 1").And.Contain("选读法 2"));
        await Post("Settle", ("doubtId", $"{doubt}"), ("itemId", $"{item}"), ("version", "1"), ("reading", "1"));
        Assert.That(await office.One<string>("SELECT limit_raw || ' ' || due_on FROM work_items WHERE id = @item", new { item }), Is.EqualTo("12月底 2018-12-31"));
        Assert.That(await checker.GetStringAsync(Page), Does.Not.Contain("选读法"));
    }

    [Test]
    public async Task A_step_is_taken_back_from_the_page()
    {
        await Post("Confirm", ("itemId", $"{item}"), ("version", "1"));
        var step = await office.One<long>("SELECT max(id) FROM check_steps");
        Assert.That(await Post("TakeBack", ("stepId", $"{step}")), Is.EqualTo($"{Page}#item-{item}"));
        Assert.That(await checker.GetStringAsync(Page), Does.Contain("<b>0 / 57</b> 项已确认"));
    }

    [TestCase("Confirm")]
    [TestCase("Settle")]
    public async Task What_somebody_has_changed_since_is_neither_confirmed_nor_chosen(string handler)
    {
        var doubt = await office.Doubt(item, "timeLimit", Limits);
        await Edit("另一位督办员改的。");
        await Post(handler, ("doubtId", $"{doubt}"), ("itemId", $"{item}"), ("version", "1"), ("reading", "1"));
        var shown = await checker.GetStringAsync(Page);
        Assert.That(shown, Does.Match("任务 二.3 已由德吉央宗于 2018-06-11 ..:.. 改动，这一步没有办").And.Contain("另一位督办员改的。"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM item_confirmations WHERE work_item_id = @item", new { item }), Is.Zero);
        Assert.That(await office.One<int>("SELECT count(*)::int FROM doubt_settlements WHERE doubt_id = @doubt", new { doubt }), Is.Zero);
    }

    [TestCase("ConfirmAll")]
    [TestCase("Turn")]
    [TestCase("Review")]
    [TestCase("Name")]
    public async Task What_is_done_to_the_whole_plan_holds_for_the_version_that_was_seen(string handler)
    {
        await Edit("另一位督办员改的。");
        await Post(handler, ("version", "1"), ("spelling", PracticeOffice.HandlingUnits));
        Assert.That(await checker.GetStringAsync(Page), Does.Contain("您打开之后，分工方案又有改动，这一步没有办。"));
    }

    [Test]
    public async Task A_leader_sees_the_plan_without_a_button()
    {
        using var leader = await office.Client("lingdao");
        var shown = await leader.GetStringAsync(Page);
        Assert.That(shown, Does.Contain("二.3").And.Not.Contain("data-key").And.Not.Contain("handler=Confirm"));
    }

    [Test]
    public async Task No_script_stands_in_the_page_itself() =>
        Assert.That(System.Text.RegularExpressions.Regex.Matches(await checker.GetStringAsync(Page), "<script[^>]*>(.*?)</script>").Select(m => m.Groups[1].Value), Is.EqualTo(new[] { "" }));

    async Task Edit(string text)
    {
        await using var connection = await office.Get<Tracker.Web.Platform.Database>().Open();
        var now = (await ItemContents.Of(connection, office.Reviewer.RegionId, planId, item))!;
        await office.Get<EditItem>().Run(office.Reviewer, office.OnTheDay, planId, item, now.Version, now.Content with { Text = text }, confirm: false);
    }

    async Task<string?> Post(string handler, params (string, string)[] fields)
    {
        using var answer = await checker.PostAsync($"{Page}?handler={handler}", await checker.Form(Page, fields));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return answer.Headers.Location?.ToString();
    }
}
