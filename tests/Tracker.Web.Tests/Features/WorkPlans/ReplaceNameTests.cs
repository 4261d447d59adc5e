using System.Net;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.WorkPlans;

/// <summary>A name that the registry does not know is put right wherever it stands, in one step that can be taken back.</summary>
[TestFixture]
public sealed class ReplaceNameTests
{
    PracticeOffice office = null!;
    long planId;

    [OneTimeSetUp]
    public async Task Open() => office = await PracticeOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Import()
    {
        planId = (await office.ImportAnother()).PlanId;
        await office.AsOwner($"""
            UPDATE item_units u SET name = '财政局' FROM work_items w WHERE w.id = u.work_item_id AND w.work_plan_id = {planId} AND u.name = '财政厅'
            """);
    }

    [Test]
    public async Task One_choice_holds_wherever_the_name_stands_and_is_taken_back_as_one()
    {
        var places = await Count("财政局");
        Assert.That(places, Is.GreaterThan(5));
        var replaced = await Replace("财政局", "财政厅");
        Assert.That((replaced.Items.Count, await Count("财政局"), await Count("财政厅")), Is.EqualTo((places, 0, places)));
        var step = await office.One<long>("SELECT max(id) FROM check_steps WHERE work_plan_id = @planId", new { planId });
        await office.Get<TakeBack>().Run(office.Checker, office.OnTheDay, planId, step);
        Assert.That((await Count("财政局"), await Count("财政厅")), Is.EqualTo((places, 0)));
    }

    [Test]
    public async Task It_can_be_put_right_in_one_item_alone_and_the_others_wait()
    {
        var (places, item) = (await Count("财政局"), await office.DraftItem(planId, "二.3"));
        var replaced = await Replace("财政局", "财政厅", item);
        Assert.That((replaced.Items, await Count("财政局"), await Count("财政厅")), Is.EqualTo((new[] { item }, places - 1, 1)));
    }

    [Test]
    public async Task Every_item_has_its_line_in_the_log_and_waits_to_be_confirmed_again()
    {
        var item = await office.DraftItem(planId, "二.3");
        await office.Get<ConfirmItems>().Run(office.Checker, office.OnTheDay, planId, [item]);
        await Replace("财政局", "财政厅");
        Assert.That(await office.One<string>("SELECT sentence FROM events WHERE verb = 'ReplaceName' AND subject = @subject", new { subject = $"WorkItem:{item}" }),
            Is.EqualTo("任务 二.3 的单位“财政局”改为“财政厅”"));
        Assert.That(await office.One<int>("SELECT count(*)::int FROM item_confirmations c JOIN work_items w ON w.id = c.work_item_id AND w.version = c.version WHERE w.id = @item", new { item }), Is.Zero);
    }

    [Test]
    public async Task Where_the_right_name_stands_beside_the_wrong_one_the_stronger_role_stays()
    {
        var item = await office.DraftItem(planId, "二.3");
        await using var connection = await office.Get<Database>().Open();
        var now = (await ItemContents.Of(connection, office.Checker.RegionId, planId, item))!;
        await office.Get<EditItem>().Run(office.Checker, office.OnTheDay, planId, item, now.Version,
            now.Content with { Units = [new(AssignmentRole.Lead, "审计厅"), new(AssignmentRole.Support, "审计听"), new(AssignmentRole.Support, "公安厅")] }, confirm: false);
        await Replace("审计听", "审计厅");
        Assert.That((await ItemContents.Of(connection, office.Checker.RegionId, planId, item))!.Content.Units,
            Is.EqualTo(new NamedUnit[] { new(AssignmentRole.Lead, "审计厅"), new(AssignmentRole.Support, "公安厅") }));
    }

    [TestCase("财政局", "天文厅", "not-in-the-registry", "“天文厅”也不在单位名册里")]
    [TestCase("财政局", "  ", "no-name-chosen", "请选择改为哪个单位")]
    [TestCase("公安厅", "财政厅", "name-is-known", "“公安厅”在单位名册里，不用改写法")]
    [TestCase("税务所", "财政厅", "name-not-there", "任务里没有“税务所”")]
    public async Task It_is_refused(string name, string with, string rule, string sentence)
    {
        var refused = (await Assert.CatchAsync<RuleBroken>(() => Replace(name, with)))!;
        Assert.That((refused.Rule, refused.Message), Is.EqualTo((rule, refused.Message)));
        Assert.That(refused.Message, Does.Contain(sentence));
    }

    [TestCase("lly-fgw")]
    [TestCase("lingdao")]
    [TestCase("xitong")]
    public async Task Only_a_coordinator_puts_it_right(string login)
    {
        var by = await office.Person(login);
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => office.Get<ReplaceName>().Run(by, office.OnTheDay, planId, null, "财政局", "财政厅")))!.Rule, Is.EqualTo("only-a-coordinator"));
    }

    [Test]
    public async Task The_page_offers_the_nearest_names_and_goes_on_to_the_next_unknown_one()
    {
        await office.AsOwner($"UPDATE item_units u SET name = '公安听' FROM work_items w WHERE w.id = u.work_item_id AND w.work_plan_id = {planId} AND u.name = '公安厅'");
        using var checker = await office.Client("duban");
        var page = $"/plans/{planId}/review";
        Assert.That(await checker.GetStringAsync(page), Does.Contain("改为“财政厅”").And.Contain("“局”与“厅”之差").And.Contain("改为“公安厅”"));
        Assert.That(await Post(("name", "财政局"), ("with", "财政厅")), Is.EqualTo($"{page}#name-0"));
        var last = await Post(("name", "公安听"), ("with", "公安厅"));
        Assert.That(last, Does.StartWith($"{page}#item-"));
        Assert.That(await checker.GetStringAsync(page), Does.Not.Contain("名册里没有").And.Contain("“公安听”已改为“公安厅”"));

        async Task<string?> Post(params (string, string)[] fields)
        {
            using var answer = await checker.PostAsync($"{page}?handler=Replace", await checker.Form(page, [.. fields, ("position", "0")]));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            return answer.Headers.Location?.ToString();
        }
    }

    [Test]
    public async Task A_new_unit_begins_with_the_name_that_was_missing_and_leads_back_to_the_check()
    {
        using var administrator = await office.Client("xitong");
        var form = await administrator.GetStringAsync("/unit-form?name=%E5%A4%A9%E6%96%87%E5%8E%85&back=%2Fplans%2F1%2Freview");
        Assert.That(form, Does.Contain("name=\"Unit.FullName\" value=\"天文厅\"").And.Contain("name=\"Unit.ShortName\" value=\"天文厅\"").And.Contain("href=\"/plans/1/review\""));
        using var away = await administrator.GetAsync("/unit-form?back=https%3A%2F%2Fexample.org");
        Assert.That(await away.Content.ReadAsStringAsync(), Does.Contain("<a href=\"/units\">← 返回"));
    }

    Task<NameReplaced> Replace(string name, string with, long? item = null) =>
        office.Get<ReplaceName>().Run(office.Checker, office.OnTheDay, planId, item, name, with);

    Task<int> Count(string name) => office.One<int>("""
        SELECT count(*)::int FROM item_units u JOIN work_items w ON w.id = u.work_item_id WHERE w.work_plan_id = @planId AND u.name = @name
        """, new { planId, name });
}
