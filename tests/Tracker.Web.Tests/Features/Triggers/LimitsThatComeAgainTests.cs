using System.Net;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Triggers;

/// <summary>每月, 每季度, and 会后7日内: a date for each period and for each event, answered one by one.</summary>
[TestFixture]
public sealed class LimitsThatComeAgainTests
{
    SmallOffice office = null!;

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.SignAll();
        await office.Scalar<object>("DELETE FROM checkpoints");
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    async Task<IReadOnlyDictionary<string, long>> Item(string raw, TimeLimitKind kind, params (string, AssignmentRole)[] parts)
    {
        var item = await office.Item(parts);
        await office.Scalar<object>("UPDATE work_items SET limit_kind = @kind, limit_raw = @raw WHERE id = @id", new { id = await office.ItemOf(item["a"]), raw, kind = kind.ToString() });
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.Lamps>().Refresh(connection, office.RegionId, [.. item.Values], On(6, 13)));
        return item;
    }

    Task<Sweep.Result> Morning(int month, int day) => office.Get<Sweep>().Run(office.RegionId, On(month, day));

    Task<string> Dates(long item) => office.Scalar<string>(
        "SELECT coalesce(string_agg(raw || ' ' || due_on, '，' ORDER BY due_on), '') FROM milestones WHERE work_item_id = @item AND dropped_on IS NULL", new { item });

    async Task Report(string unit, long assignment, int month, int day, long milestone) => await office.Get<ReportProgress>().Run(
        await office.Person("li-" + unit), On(month, day), new ReportLine(assignment, "按期开展", null, "", "", Guid.NewGuid()) { Milestones = [milestone] });

    Task<long> LastDate(long item) => office.Scalar<long>("SELECT max(id) FROM milestones WHERE work_item_id = @item", new { item });

    Task<long> Record(long item, int month, int day, LocalDate happened, string what = "联席会议") => Task.Run(async () =>
        (long)(await office.Get<RecordEvent>().Run(await office.Person("coordinator"), On(month, day), new(item, happened, what))).DayOfYear);

    [Test]
    public async Task Each_period_is_asked_for_when_it_begins_and_a_second_morning_adds_nothing()
    {
        var item = await office.ItemOf((await Item("每月", TimeLimitKind.Periodic, ("a", Lead), ("b", Support)))["a"]);
        await Morning(6, 13);
        Assert.That(await Dates(item), Is.EqualTo("2018年6月情况 2018-07-06"), "the running one, not those before the dispatch");
        await Morning(6, 14);
        Assert.That(await Dates(item), Is.EqualTo("2018年6月情况 2018-07-06"));
        await Morning(7, 2);   // the first was a Sunday, and nobody was awake
        Assert.That(await Dates(item), Is.EqualTo("2018年6月情况 2018-07-06，2018年7月情况 2018-08-07"));
    }

    [Test]
    public async Task Every_unit_reports_for_every_period_and_a_late_one_goes_yellow_and_then_red()
    {
        var parts = await Item("每季度", TimeLimitKind.Periodic, ("a", Lead), ("b", Support));
        var item = await office.ItemOf(parts["a"]);
        await Morning(6, 13);
        Assert.That(await office.Lamp(parts["a"]), Is.EqualTo("Green 待提交2018年第二季度情况"));
        await Report("a", parts["a"], 7, 3, await LastDate(item));
        await Morning(7, 9);
        Assert.That((await office.Lamp(parts["a"]), await office.Lamp(parts["b"])), Is.EqualTo(("Green 待提交2018年第三季度情况", "Yellow 未提交2018年第二季度情况")));
        await Morning(7, 16);
        Assert.That(await office.Lamp(parts["b"]), Is.EqualTo("Red 未提交2018年第二季度情况"), "a report is red when more than five days late");
    }

    [Test]
    public async Task A_day_that_the_notice_names_is_a_limit()
    {
        var parts = await Item("每月28日前", TimeLimitKind.Periodic, ("a", Lead));
        await Morning(6, 13);
        await Morning(6, 29);
        Assert.That(await office.Lamp(parts["a"]), Is.EqualTo("Red 未提交2018年6月情况"));
    }

    [Test]
    public async Task Who_is_to_report_is_reminded_of_each_period()
    {
        await Item("每月", TimeLimitKind.Periodic, ("a", Lead));
        await Morning(6, 13);
        await Morning(6, 29);
        Assert.That(await office.Scalar<string>("SELECT sentence FROM reminders WHERE level = 'HeadsUp'"), Is.EqualTo("2018年7月6日前报送2018年6月情况"));
    }

    [Test]
    public async Task What_was_missed_by_the_program_makes_nobody_late()
    {
        var parts = await Item("每月", TimeLimitKind.Periodic, ("a", Lead));
        await Morning(9, 20);
        Assert.That(await Dates(await office.ItemOf(parts["a"])), Is.EqualTo("2018年9月情况 2018-10-05"));
    }

    [Test]
    public async Task After_the_plans_year_no_period_begins()
    {
        var parts = await Item("每季度", TimeLimitKind.Periodic, ("a", Lead));
        await Morning(12, 20);
        var before = await Dates(await office.ItemOf(parts["a"]));
        await office.Get<Sweep>().Run(office.RegionId, new OfficeClock(TimeProvider.System).On(new LocalDate(2019, 2, 1)));
        Assert.That(await Dates(await office.ItemOf(parts["a"])), Is.EqualTo(before));
    }

    [Test]
    public async Task A_period_follows_the_calendar_until_it_has_come()
    {
        var parts = await Item("每月", TimeLimitKind.Periodic, ("a", Lead));
        await Morning(6, 13);
        var revision = await office.Get<ReviseCalendar>().Run(Actor.Operator(office.RegionId, "test"), On(6, 20), new(true, [new(new(2018, 7, 3), DayKind.Holiday, "节", "某号")], "试"));
        Assert.That(revision.Effect.Dates.Select(d => (d.What, d.Before, d.After)), Is.EqualTo(new[] { ("2018年6月情况", new LocalDate(2018, 7, 6), new LocalDate(2018, 7, 9)) }));
        Assert.That(await Dates(await office.ItemOf(parts["a"])), Is.EqualTo("2018年6月情况 2018-07-09"));
        Assert.That((await office.Facts(parts["a"], 6, 19)).Facts.OpenDates.Select(d => d.On), Is.EqualTo(new[] { new LocalDate(2018, 7, 6) }), "as it was on the day before");
    }

    [Test]
    public async Task Each_week_is_asked_for_by_its_last_working_day_and_reminded_of_once()
    {
        var parts = await Item("每周", TimeLimitKind.Periodic, ("a", Lead));
        await Morning(6, 19);   // 06-18 is a holiday
        var item = await office.ItemOf(parts["a"]);
        Assert.That(await Dates(item), Is.EqualTo("2018年6月18日起一周情况 2018-06-22"));
        foreach (var day in new[] { 20, 21, 22, 25 })
            await Morning(6, day);
        Assert.That(await Dates(item), Is.EqualTo("2018年6月18日起一周情况 2018-06-22，2018年6月25日起一周情况 2018-06-29"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(sentence || ' ' || for_on, '；' ORDER BY for_on) FROM reminders WHERE level = 'HeadsUp' AND about_on = '2018-06-22'"),
            Is.EqualTo("2018年6月22日前报送2018年6月18日起一周情况 2018-06-21"));
    }

    [Test]
    public async Task Each_day_makes_no_dates_but_is_asked_for_by_number()
    {
        var parts = await Item("每日", TimeLimitKind.Periodic, ("a", Lead));
        await Morning(6, 19);
        Assert.That(await Dates(await office.ItemOf(parts["a"])), Is.Empty);
        using var client = await office.Client("li-a", On(6, 19));
        Assert.That(WebUtility.HtmlDecode(await client.GetStringAsync($"/assignments/{parts["a"]}/report")), Does.Contain("本期办理次数").And.Contain("value=\"次\""));
        Assert.That(WebUtility.HtmlDecode(await client.GetStringAsync($"/items/{await office.ItemOf(parts["a"])}")), Does.Contain("每日的任务不逐日计时；随报送表报送，并写明本期办理次数（通知原文“每日”）"));
    }

    [Test]
    public async Task A_limit_whose_event_nobody_knows_waits_in_grey_and_each_event_is_a_date_of_its_own()
    {
        var parts = await Item("会后7日内", TimeLimitKind.Relative, ("a", Lead), ("b", Support));
        var item = await office.ItemOf(parts["a"]);
        Assert.That(await office.Lamp(parts["a"]), Is.EqualTo("Grey 待事件：“会”后起算，尚未登记"));
        await Record(item, 7, 3, new(2018, 7, 2), "第一次联席会议");
        Assert.That(await Dates(item), Is.EqualTo("第一次联席会议（2018年7月2日）后办理情况 2018-07-09"));
        Assert.That(await office.Lamp(parts["a"]), Does.EndWith("未提交第一次联席会议（2018年7月2日）后办理情况").Or.EndWith("待提交第一次联席会议（2018年7月2日）后办理情况"));
        await Report("a", parts["a"], 7, 5, await LastDate(item));
        await Record(item, 8, 15, new(2018, 8, 15), "第二次联席会议");
        Assert.That(await Dates(item), Does.EndWith("，第二次联席会议（2018年8月15日）后办理情况 2018-08-22"));
        await Morning(8, 23);
        Assert.That(await office.Lamp(parts["a"]), Is.EqualTo("Red 未提交第二次联席会议（2018年8月15日）后办理情况"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(sentence, '|' ORDER BY id) FROM events WHERE verb = 'RecordEvent'"),
            Is.EqualTo("2018年7月2日第一次联席会议，请于2018年7月9日前报送办理情况|2018年8月15日第二次联席会议，请于2018年8月22日前报送办理情况"));
    }

    [Test]
    public async Task An_event_that_the_office_tells_of_late_makes_nobody_late()
    {
        var parts = await Item("会后7日内", TimeLimitKind.Relative, ("a", Lead));
        var item = await office.ItemOf(parts["a"]);
        await Record(item, 8, 15, new(2018, 7, 2));
        Assert.That(await Dates(item), Does.EndWith(" 2018-08-20"), "three working days remain");
        Assert.That(await office.Lamp(parts["a"]), Does.Not.StartWith("Red"));
    }

    [TestCase("会后7日内", TimeLimitKind.Relative, "2018-08-16", "会议", "event-is-to-come")]
    [TestCase("会后7日内", TimeLimitKind.Relative, "2018-08-15", " ", "event-says-nothing")]
    [TestCase("印发后30日内", TimeLimitKind.Relative, "2018-08-15", "会议", "counts-from-no-event")]
    [TestCase("全年", TimeLimitKind.WholeYear, "2018-08-15", "会议", "counts-from-no-event")]
    public async Task An_event_that_cannot_be_is_refused(string raw, TimeLimitKind kind, string day, string what, string rule)
    {
        var item = await office.ItemOf((await Item(raw, kind, ("a", Lead)))["a"]);
        Assert.That(await Rule(() => Record(item, 8, 15, NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value, what)), Is.EqualTo(rule));
        Assert.That(await Dates(item), Is.Empty);
    }

    [Test]
    public async Task An_event_is_recorded_once_on_the_page_and_says_by_whom()
    {
        var item = await office.ItemOf((await Item("会后7日内", TimeLimitKind.Relative, ("a", Lead)))["a"]);
        using var coordinator = await office.Client("coordinator", On(7, 3));
        Assert.That(await coordinator.GetStringAsync($"/items/{item}"), Does.Contain("登记事件日期").And.Contain("待事件"));
        async Task<string> Post()
        {
            using var answer = await coordinator.PostAsync($"/items/{item}/event", await coordinator.Form($"/items/{item}/event", ("HappenedOn", "2018-07-02"), ("What", "联席会议")));
            return WebUtility.HtmlDecode(answer.Headers.Location is { } next ? await coordinator.GetStringAsync(next) : await answer.Content.ReadAsStringAsync());
        }
        Assert.That(await Post(), Does.Contain("已登记，2018年7月9日前报送办理情况").And.Contain("逐次报送"));
        Assert.That(await Post(), Does.Contain("2018年7月2日的“联席会议”已由人员coordinator于"));
    }
}
