using System.Text.Json;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.WorkPlans;

/// <summary>校核: what a person does to a draft between reading and dispatch.</summary>
[TestFixture]
public sealed class CheckingTests
{
    PracticeOffice office = null!;
    long planId;

    [OneTimeSetUp]
    public async Task Open() => office = await PracticeOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Import() => planId = (await office.ImportAnother()).PlanId;

    [Test]
    public async Task What_carries_no_doubt_is_confirmed_at_once_and_the_rest_one_by_one()
    {
        var doubted = await office.Column<long>("SELECT DISTINCT work_item_id FROM doubts WHERE work_plan_id = @planId AND work_item_id IS NOT NULL", new { planId });
        Assert.That(await Confirm(), Is.EqualTo(57 - doubted.Count));
        Assert.That(await Confirm(), Is.Zero);
        Assert.That(await Confirm([.. doubted]), Is.EqualTo(doubted.Count));
        Assert.That(doubted, Is.Not.Empty);
        Assert.That(await office.One<int>("SELECT count(*)::int FROM doubts d WHERE d.work_plan_id = @planId AND d.work_item_id IS NOT NULL AND NOT EXISTS (SELECT FROM doubt_settlements s WHERE s.doubt_id = d.id)", new { planId }),
            Is.Zero, "with its item each doubt is settled");
    }

    [Test]
    public async Task A_choice_between_readings_is_made_before_the_item_is_confirmed()
    {
        var item = await Item("二.3");
        var doubt = await office.Doubt(item, "timeLimit", """[{"raw":"适时","kind":"WhenAppropriate","due":null},{"raw":"12月底","kind":"ByDate","due":"2018-12-31"}]""");
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Confirm(item)))!.Rule, Is.EqualTo("reading-open"));
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Settle(doubt, null)))!.Rule, Is.EqualTo("reading-open"));
        await Settle(doubt, 1);
        Assert.That((await Now(item)).Content is { LimitRaw: "12月底", LimitKind: TimeLimitKind.ByDate, DueOn: { Month: 12, Day: 31 } }, Is.True);
        Assert.That(await Confirm(item), Is.EqualTo(1));
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Settle(doubt, 0)))!.Message, Does.Contain("周明远"));
    }

    [Test]
    public async Task Units_and_milestones_are_chosen_as_a_whole()
    {
        var item = await Item("二.3");
        await Settle(await office.Doubt(item, "roles", """[{"lead":["审计厅"],"support":["财政厅"],"units":[]},{"lead":[],"support":[],"units":["审计厅","财政厅"]}]"""), 1);
        await Settle(await office.Doubt(item, "milestones", """[[{"raw":"9月前","due":"2018-08-31"}],[{"raw":"9月前","due":"2018-09-30"}]]"""), 0);
        var now = (await Now(item)).Content;
        Assert.That(now.Units, Is.EqualTo(new NamedUnit[] { new(AssignmentRole.Responsible, "审计厅"), new(AssignmentRole.Responsible, "财政厅") }));
        Assert.That(now.Milestones, Is.EqualTo(new ItemMilestone[] { new("9月前", new LocalDate(2018, 8, 31)) }));
    }

    [TestCase("roles", """{"lead":["审计厅"],"support":["财政厅","教育厅"],"units":[]}""", "牵头：审计厅；协办：财政厅、教育厅")]
    [TestCase("timeLimit", """{"raw":"9月前","kind":"ByDate","due":"2018-08-31"}""", "9月前（定期限，2018年8月31日）")]
    [TestCase("milestones", """[{"raw":"9月前","due":"2018-08-31"}]""", "9月前（2018年8月31日）")]
    [TestCase("milestones", "[]", "句中没有时间节点")]
    [TestCase("text", "\"做好甲事。\"", "做好甲事。")]
    public void A_reading_is_shown_in_words(string field, string reading, string words) =>
        Assert.That(ChosenReading.InWords(field, JsonDocument.Parse(reading).RootElement), Is.EqualTo(words));

    [Test]
    public async Task An_edit_is_kept_with_what_stood_before_and_asks_to_be_confirmed_again()
    {
        var item = await Item("二.3");
        await Confirm(item);
        var content = Changed((await Now(item)).Content, "改过的任务。");
        Assert.That(await Edit(item, 1, content, confirm: false), Is.True);
        var now = (await Now(item)).Content;
        Assert.That((now.Text, now.DueOn, now.Milestones.Single().Raw), Is.EqualTo(("改过的任务。", (LocalDate?)new LocalDate(2018, 11, 30), "9月底前")));
        Assert.That(now.Units, Is.EqualTo(content.Units));
        Assert.That(await office.One<string>("SELECT before ->> 'Text' FROM events WHERE verb = 'EditItem' AND subject = @subject", new { subject = $"WorkItem:{item}" }), Is.EqualTo("制定自治区政府债务信息公开办法。"));
        Assert.That(await Confirm(item), Is.EqualTo(1));
    }

    [Test]
    public async Task An_edit_from_an_older_version_is_not_written()
    {
        var item = await Item("二.3");
        var content = (await Now(item)).Content;
        Assert.That(await Edit(item, 1, Changed(content, "先到的。")), Is.True);
        Assert.That(await Edit(item, 1, Changed(content, "后到的。")), Is.False);
        Assert.That((await Now(item)).Content.Text, Is.EqualTo("先到的。"));
    }

    [TestCase(TimeLimitKind.ByDate, "date-not-set")]
    [TestCase(TimeLimitKind.Range, "date-not-set")]
    public async Task A_dated_limit_needs_its_date(TimeLimitKind kind, string rule)
    {
        var item = await Item("二.3");
        var content = (await Now(item)).Content with { LimitKind = kind, DueOn = null };
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Edit(item, 1, content)))!.Rule, Is.EqualTo(rule));
    }

    [Test]
    public async Task Leads_and_supports_change_places_for_the_whole_notice_and_back()
    {
        var item = await Item("一.5");
        var before = (await Now(item)).Content.Units;
        var turned = await Turn();
        var after = (await Now(item)).Content.Units;
        Assert.That(after.Select(u => u.Name), Is.EqualTo(before.Select(u => u.Name)));
        Assert.That((after[0].Role, after[1].Role), Is.EqualTo((AssignmentRole.Support, AssignmentRole.Lead)));
        Assert.That((await Now(await Item("二.3"))).Content.Units.Single().Role, Is.EqualTo(AssignmentRole.Lead), "a unit alone still leads");
        Assert.That(await Turn(), Is.EqualTo(turned));
        Assert.That((await Now(item)).Content.Units, Is.EqualTo(before));
    }

    [Test]
    public async Task Who_is_named_for_an_item_goes_before_who_is_named_for_the_notice()
    {
        await Name(null, "czt", "fgw");
        await Name(await Item("一.4"), "jyt");
        await using var connection = await office.Get<Database>().Open();
        var plan = await PlanHead.Find(connection, office.Checker.RegionId, planId);
        var draft = await DispatchDraft.Load(connection, office.Checker.RegionId, plan!, PracticeOffice.DispatchedOn);
        Assert.That(draft.Items.Single(i => i.Number == "一.4").Assignees.Units.Select(u => u.Unit.Code), Is.EqualTo(new[] { "jyt" }));
    }

    [Test]
    public async Task A_collective_that_expands_by_itself_is_not_named()
    {
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.Get<NameMembers>().Run(office.Checker, office.OnTheDay, planId, null, "政府各部门", []));
        Assert.That(refused!.Rule, Is.EqualTo("not-to-be-named"));
    }

    [Test]
    public async Task Whoever_checked_an_item_does_not_review_the_plan()
    {
        await Confirm([.. await office.Column<long>("SELECT id FROM work_items WHERE work_plan_id = @planId", new { planId })]);
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.Get<ReviewPlan>().Run(office.Checker, office.OnTheDay, planId));
        Assert.That(refused!.Rule, Is.EqualTo("own-work"));
        await office.Get<ReviewPlan>().Run(office.Reviewer, office.OnTheDay, planId);
        Assert.That(await office.One<int>("SELECT count(*)::int FROM plan_reviews WHERE work_plan_id = @planId", new { planId }), Is.EqualTo(1));
    }

    [Test]
    public async Task A_plan_that_is_not_checked_is_not_reviewed()
    {
        var refused = await Assert.CatchAsync<RuleBroken>(() => office.Get<ReviewPlan>().Run(office.Reviewer, office.OnTheDay, planId));
        Assert.That((refused!.Rule, refused.Message), Is.EqualTo(("item-unconfirmed", "还有57项任务没有校核，校核完再审核。")));
    }

    static ItemContent Changed(ItemContent content, string text) => content with
    {
        Text = text, LimitKind = TimeLimitKind.ByDate, LimitRaw = "11月底", DueOn = new LocalDate(2018, 11, 30),
        Units = [new(AssignmentRole.Lead, "财政厅"), new(AssignmentRole.Support, "审计厅")], Milestones = [new("9月底前", new LocalDate(2018, 9, 30))],
    };

    Task<int> Confirm(params long[] items) => office.Get<ConfirmItems>().Run(office.Checker, office.OnTheDay, planId, items.Length == 0 ? null : items);

    Task Settle(long doubt, int? reading) => office.Get<SettleDoubt>().Run(office.Checker, office.OnTheDay, planId, doubt, reading);

    Task<bool> Edit(long item, int version, ItemContent content, bool confirm = true) =>
        office.Get<EditItem>().Run(office.Checker, office.OnTheDay, planId, item, version, content, confirm);

    Task<int> Turn() => office.Get<TurnRolesRound>().Run(office.Checker, office.OnTheDay, planId);

    async Task Name(long? item, params string[] codes) => await office.Get<NameMembers>().Run(office.Checker, office.OnTheDay, planId, item,
        PracticeOffice.HandlingUnits, await Task.WhenAll(codes.Select(office.UnitId)));

    async Task<ItemNow> Now(long item)
    {
        await using var connection = await office.Get<Database>().Open();
        return (await ItemContents.Of(connection, office.Checker.RegionId, planId, item))!;
    }

    Task<long> Item(string number) => office.DraftItem(planId, number);
}
