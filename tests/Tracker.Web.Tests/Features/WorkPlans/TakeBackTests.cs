using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.WorkPlans;

/// <summary>撤回: what was done while checking is undone, and the log keeps both.</summary>
[TestFixture]
public sealed class TakeBackTests
{
    const string Limits = """[{"raw":"适时","kind":"WhenAppropriate","due":null},{"raw":"12月底","kind":"ByDate","due":"2018-12-31"}]""";

    PracticeOffice office = null!;
    long planId, item;

    [OneTimeSetUp]
    public async Task Open() => office = await PracticeOffice.Open();

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [SetUp]
    public async Task Import()
    {
        planId = (await office.ImportAnother()).PlanId;
        item = await office.DraftItem(planId, "二.3");
    }

    [Test]
    public async Task A_confirmation_is_taken_back_and_its_doubts_are_open_again()
    {
        await office.Doubt(item, "text", "[]");
        await Confirm(item);
        Assert.That((await Confirmed(), await Open(item)), Is.EqualTo((1, 0)));
        Assert.That(await TakeBackLast(), Is.EqualTo(item));
        Assert.That((await Confirmed(), await Open(item)), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task The_log_says_what_was_taken_back_and_who_had_done_it()
    {
        await Confirm(item);
        await TakeBackLast(office.Reviewer, (await Last())!.Id);
        Assert.That(await office.One<string>("SELECT person_name || ' ' || sentence || ' ' || (before #>> '{undone,0,By}') FROM events WHERE verb = 'TakeBack' AND subject = @subject", new { subject = $"WorkItem:{item}" }),
            Does.Match("^德吉央宗 撤回周明远于 2018-06-11 ..:.. 的“确认 二.3” 周明远$"));
    }

    [Test]
    public async Task A_chosen_reading_is_taken_back_with_the_value_it_wrote()
    {
        var before = (await Now()).Content;
        await Settle(await office.Doubt(item, "timeLimit", Limits), 1);
        await Confirm(item);
        Assert.That((await Now()).Content.LimitKind, Is.EqualTo(TimeLimitKind.ByDate));
        await TakeBackLast();
        await TakeBackLast();
        Assert.That(before.ChangedIn((await Now()).Content), Is.Empty);
        Assert.That((await Confirmed(), await Open(item)), Is.EqualTo((0, 1)));
        await Settle(await office.One<long>("SELECT id FROM doubts WHERE work_item_id = @item", new { item }), 0);
        Assert.That((await Now()).Content.LimitKind, Is.EqualTo(TimeLimitKind.WhenAppropriate));
    }

    [Test]
    public async Task What_the_sentence_asks_for_by_number_is_read_again_from_the_corrected_text_and_taken_back_with_it()
    {
        var before = (await Now()).Content;
        await Edit(before with { Text = "每年开展培训不少于3次，签发后5个工作日内公开。" }, confirm: false);
        Assert.That(await Asked(), Is.EqualTo("每年开展培训不少于3次|5个工作日内"));
        await TakeBackLast();
        Assert.That(await Asked(), Is.Empty);
    }

    Task<string> Asked() => office.One<string>("SELECT coalesce(string_agg(raw, '|' ORDER BY id), '') FROM obligations WHERE work_item_id = @item", new { item });

    [Test]
    public async Task An_edit_is_taken_back_with_the_confirmation_it_carried()
    {
        var before = await Now();
        await Edit(Changed(before.Content), confirm: true);
        await TakeBackLast();
        Assert.That((before.Content.ChangedIn((await Now()).Content), await Confirmed()), Is.EqualTo((Array.Empty<string>(), 0)));
    }

    [Test]
    public async Task Steps_are_taken_back_one_by_one_from_the_last()
    {
        var first = (await Now()).Content;
        await Edit(first with { Text = "改一次。" });
        await Edit(first with { Text = "改两次。" });
        await TakeBackLast();
        Assert.That((await Now()).Content.Text, Is.EqualTo("改一次。"));
        await TakeBackLast();
        Assert.That((await Now()).Content.Text, Is.EqualTo(first.Text));
        Assert.That(await Last(), Is.Null);
    }

    [Test]
    public async Task One_item_of_many_confirmed_at_once_is_taken_back_alone()
    {
        var all = await office.Get<ConfirmItems>().Run(office.Checker, office.OnTheDay, planId);
        var step = (await Last())!;
        await TakeBackLast(office.Checker, step.Id, item);
        Assert.That(await Confirmed(), Is.EqualTo(all - 1));
        await TakeBackLast();
        Assert.That((await Confirmed(), await Last()), Is.EqualTo((0, (CheckSteps.Last?)null)));
    }

    [Test]
    public async Task An_open_doubt_leaves_no_confirmation_of_anybody()
    {
        await Settle(await office.Doubt(item, "units", "[]"), null);
        var step = (await Last())!;
        await office.Get<ConfirmItems>().Run(office.Reviewer, office.OnTheDay, planId, [item]);
        await TakeBackLast(office.Checker, step.Id);
        Assert.That((await Confirmed(), await Open(item)), Is.EqualTo((0, 1)));
        await using var connection = await office.Get<Database>().Open();
        Assert.That(await CheckSteps.LastOf(connection, office.Reviewer, planId), Is.Null, "nothing of the other's step is left to take back");
    }

    [Test]
    public async Task What_another_has_changed_since_is_not_overwritten()
    {
        await Edit((await Now()).Content with { Text = "我改的。" });
        var mine = (await Last())!;
        await Edit((await Now()).Content with { Text = "别人改的。" }, by: office.Reviewer);
        Assert.That((await Refused(() => TakeBackLast(office.Checker, mine.Id))).Rule, Is.EqualTo("changed-since"));
        Assert.That((await Now()).Content.Text, Is.EqualTo("别人改的。"));
    }

    [Test]
    public async Task A_step_is_taken_back_once()
    {
        await Confirm(item);
        var step = (await Last())!;
        await TakeBackLast();
        var refused = await Refused(() => TakeBackLast(office.Reviewer, step.Id));
        Assert.That(refused.Rule, Is.EqualTo("already-taken-back"));
        Assert.That(refused.Message, Does.Match("^“确认 二.3”已由周明远于 2018-06-11 ..:.. 撤回。$"));
    }

    [Test]
    public async Task After_dispatch_nothing_is_taken_back()
    {
        var ready = await office.ReadyPlan();
        await using (var connection = await office.Get<Database>().Open())
            Assert.That(await CheckSteps.LastOf(connection, office.Checker, ready), Is.Not.Null);
        await office.Get<Dispatch>().Run(office.Reviewer, office.OnTheDay, ready);
        var step = await office.One<long>("SELECT max(id) FROM check_steps WHERE work_plan_id = @ready", new { ready });
        Assert.That((await Refused(() => office.Get<TakeBack>().Run(office.Checker, office.OnTheDay, ready, step))).Rule, Is.EqualTo("already-dispatched"));
    }

    [Test]
    public async Task Only_a_coordinator_takes_back()
    {
        await Confirm(item);
        var (leader, step) = (await office.Person("lingdao"), (await Last())!.Id);
        Assert.That((await Refused(() => TakeBackLast(leader, step))).Rule, Is.EqualTo("only-a-coordinator"));
    }

    static ItemContent Changed(ItemContent content) => content with
    {
        Text = "改过的任务。", Units = [new(AssignmentRole.Lead, "审计厅")], LimitRaw = "全年", LimitKind = TimeLimitKind.WholeYear, DueOn = null,
        Milestones = [new("9月底前", new(2018, 9, 30))],
    };

    Task<int> Confirm(long one) => office.Get<ConfirmItems>().Run(office.Checker, office.OnTheDay, planId, [one]);

    Task Settle(long doubt, int? reading) => office.Get<SettleDoubt>().Run(office.Checker, office.OnTheDay, planId, doubt, reading);

    async Task Edit(ItemContent content, bool confirm = false, Actor? by = null) =>
        Assert.That(await office.Get<EditItem>().Run(by ?? office.Checker, office.OnTheDay, planId, item, (await Now()).Version, content, confirm), Is.True);

    async Task<long?> TakeBackLast() => await TakeBackLast(office.Checker, (await Last())!.Id);

    Task<long?> TakeBackLast(Actor by, long step, long? of = null) => office.Get<TakeBack>().Run(by, office.OnTheDay, planId, step, of);

    async Task<CheckSteps.Last?> Last()
    {
        await using var connection = await office.Get<Database>().Open();
        return await CheckSteps.LastOf(connection, office.Checker, planId);
    }

    async Task<ItemNow> Now()
    {
        await using var connection = await office.Get<Database>().Open();
        return (await ItemContents.Of(connection, office.Checker.RegionId, planId, item))!;
    }

    Task<int> Confirmed() => office.One<int>("""
        SELECT count(*)::int FROM item_confirmations c JOIN work_items w ON w.id = c.work_item_id AND w.version = c.version WHERE w.work_plan_id = @planId
        """, new { planId });

    Task<int> Open(long one) => office.One<int>("""
        SELECT count(*)::int FROM doubts d WHERE d.work_item_id = @one AND NOT EXISTS (SELECT FROM doubt_settlements s WHERE s.doubt_id = d.id)
        """, new { one });

    static async Task<RuleBroken> Refused(Func<Task> act) => (await Assert.CatchAsync<RuleBroken>(act))!;
}
