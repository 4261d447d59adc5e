using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Adjustments;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;
using static Tracker.Domain.WorkItems.AssignmentRole;
using static Tracker.Web.Tests.Features.Assignments.SmallOffice;

namespace Tracker.Web.Tests.Features.Dispositions;

/// <summary>The year's end: the return that applies for 阶段办结, what goes on in the next year with its history, and the archive.</summary>
[TestFixture]
public sealed class YearEndTests
{
    SmallOffice office = null!;

    [SetUp]
    public async Task Create()
    {
        office = await SmallOffice.Create();
        await office.Scalar<int>("INSERT INTO checkpoints (region_id, work_plan_id, kind, due_on) VALUES (@RegionId, @PlanId, 'YearEnd', '2018-12-15') RETURNING 1", new { office.RegionId, office.PlanId });
    }

    [TearDown]
    public async Task Drop() => await office.DisposeAsync();

    static OfficeMoment January(int day = 2) => new OfficeClock(TimeProvider.System).On(new LocalDate(2019, 1, day));

    async Task<Actor> Office() => await office.Person("coordinator");

    Task<string> State(long item) => office.Scalar<string>("SELECT state FROM item_lamps WHERE work_item_id = @item", new { item });

    async Task<string> LampOn(long assignment, OfficeMoment at)
    {
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.SweepLamps>().Run(connection, office.RegionId, at));
        return await office.Lamp(assignment);
    }

    /// <summary>An item of 长期 that its units have signed.</summary>
    async Task<IReadOnlyDictionary<string, long>> LongTerm(params (string, AssignmentRole)[] parts)
    {
        var item = await office.NamedItem(null, parts);
        await office.Scalar<object>("UPDATE work_items SET limit_kind = 'LongTerm', limit_raw = '长期' WHERE id = @id", new { id = await office.ItemOf(item.Values.First()) });
        return item;
    }

    async Task Return(string unit) => await office.Scalar<int>("""
        INSERT INTO returns (region_id, checkpoint_id, unit_id, submitted_by, submitted_on, submitted_at)
        SELECT c.region_id, c.id, @unit, @by, '2018-12-14', '2018-12-14 10:00+8' FROM checkpoints c RETURNING 1
        """, new { unit = office.Unit(unit), by = (await office.Person("li-" + unit)).PersonId });

    async Task Close(OfficeMoment at, params long[] items) => await office.Get<ClosePeriod>().Run(await Office(), at, items, "全年工作已经落实，明年继续");

    async Task<long?> Carry(long? into, params (long Item, long? Into)[] duties) =>
        await office.Get<CarryItems>().Run(await Office(), January(3), new(office.PlanId, into, [.. duties.Select(d => new CarryItems.Duty(d.Item, d.Into))]));

    [Test]
    public async Task The_year_end_return_applies_for_the_closing_of_the_year_and_is_not_late_in_january()
    {
        var item = await office.NamedItem(null, ("a", Lead), ("b", Support));
        await Return("a");
        Assert.That(await LampOn(item["a"], January()), Is.EqualTo("Blue 已申请阶段办结，待审核"));
        Assert.That(await LampOn(item["b"], January()), Does.StartWith("Red"), "the support has sent no return of its own");
        using var coordinator = await office.Client("coordinator", January());
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("1项申请阶段办结"));
        await Close(January(), await office.ItemOf(item["a"]));
        Assert.That(await office.Lamp(item["a"]), Is.EqualTo("Green 2019年1月2日阶段办结"));
        Assert.That((await office.Facts(item["a"], 12, 13)).State, Is.EqualTo(AssignmentState.Accepted), "a past day is replayed as it was");
    }

    [Test]
    public async Task The_form_of_the_year_end_return_says_which_lines_apply_for_it()
    {
        await office.NamedItem(null, ("a", Lead), ("b", Support));
        await office.NamedItem(new LocalDate(2018, 12, 20), ("a", Lead));
        var checkpoint = await office.Scalar<long>("SELECT id FROM checkpoints WHERE kind = 'YearEnd'");
        foreach (var (unit, lines) in new[] { ("a", 1), ("b", 0) })
        {
            using var client = await office.Client("li-" + unit, On(12, 10));
            var page = await client.GetStringAsync($"/returns/{checkpoint}/{office.Unit(unit)}");
            Assert.That(page.Split("交表即申请阶段办结").Length - 1, Is.EqualTo(lines), unit);
        }
    }

    [Test]
    public async Task What_has_got_a_day_of_its_own_is_not_proposed_for_closing_and_an_item_counts_once()
    {
        var (plain, extended) = (await office.NamedItem(null, ("a", Lead), ("b", Responsible)), await office.NamedItem(null, ("a", Lead)));
        var request = await office.Get<RequestExtension>().Run(await office.Person("li-a"), On(12, 3), new(extended["a"], null, new(2019, 3, 29), "冬季停工", AdjustedOffice.Document, Paper(12, 3)));
        await office.Get<GrantExtension>().Run(await Office(), On(12, 4), new(request!.Value, new(2019, 3, 29), WholeItem: false));
        foreach (var unit in new[] { "a", "b" })
            await Return(unit);
        await LampOn(plain["a"], January());
        using var coordinator = await office.Client("coordinator", January());
        Assert.That(await coordinator.GetStringAsync("/today"), Does.Contain("<b>1项申请阶段办结</b>"));
        var page = await coordinator.GetStringAsync($"/plans/{office.PlanId}/year-end");
        Assert.That(page, Does.Contain("2项，已勾选1项").And.Contain("另定时限2019年3月29日，没有申请阶段办结"));
        Assert.That(page, Does.Match($"value=\"{await office.ItemOf(plain["a"])}\"[^>]* checked=").And.Not.Match($"value=\"{await office.ItemOf(extended["a"])}\"[^>]* checked="));
    }

    [Test]
    public async Task A_return_does_not_apply_for_an_item_that_ends_by_a_day_of_its_own()
    {
        var item = await office.NamedItem(new LocalDate(2018, 12, 20), ("a", Lead));
        await Return("a");
        Assert.That(await LampOn(item["a"], January()), Does.StartWith("Red").And.Contain("办结"));
    }

    [Test]
    public async Task A_long_term_duty_goes_on_in_a_plan_of_its_own_and_its_history_is_read_there()
    {
        var item = await LongTerm(("a", Lead), ("b", Support));
        var id = await office.ItemOf(item["a"]);
        await office.Get<ReportProgress>().Run(await office.Person("li-a"), On(9, 20), new(item["a"], "上年的进展在这里", null, "", "", Guid.NewGuid()));
        await Close(January(), id);
        var plan = (await Carry(null, (id, null)))!.Value;
        var next = await office.Scalar<long>("SELECT to_item_id FROM carried_items WHERE from_item_id = @id", new { id });
        Assert.That(await office.Scalar<string>("SELECT p.plan_year || ' ' || w.number || ' ' || w.limit_raw FROM work_items w JOIN work_plans p ON p.id = w.work_plan_id WHERE w.id = @next", new { next }), Is.EqualTo("2019 2018续·一.1 长期"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(role || name, '、' ORDER BY position) FROM item_units WHERE work_item_id = @next", new { next }), Is.EqualTo("Lead发展改革委、Support财政厅"));

        await office.Get<ConfirmItems>().Run(await Office(), January(3), plan, [next]);
        await office.Get<ReviewPlan>().Run(await office.Person("second"), January(3), plan);
        await office.Get<Dispatch>().Run(await Office(), January(4), plan);
        using var unit = await office.Client("li-a", January(4));
        var page = await unit.GetStringAsync($"/items/{next}");
        Assert.That(page, Does.Contain("接续2018年度任务").And.Contain("2018年度的进展和经过").And.Contain("上年的进展在这里"));
        using var coordinator = await office.Client("coordinator", January(4));
        Assert.That(await coordinator.GetStringAsync($"/items/{id}"), Does.Contain("2019年度任务 2018续·一.1</a>接续"));
    }

    [Test]
    public async Task A_unit_that_took_no_part_in_the_year_before_reads_nothing_of_it()
    {
        var item = await LongTerm(("a", Lead));
        var id = await office.ItemOf(item["a"]);
        await office.Get<ReportProgress>().Run(await office.Person("li-a"), On(9, 20), new(item["a"], "上年的进展在这里", null, "", "", Guid.NewGuid()));
        await Close(January(), id);
        var (other, _) = await NextYear("推进审批改革，压减事项。");
        await Carry(null, (id, other));
        await office.Scalar<int>("INSERT INTO assignments (region_id, work_item_id, unit_id, dispatch_id, role, position, sources) VALUES (@RegionId, @other, @unit, @DispatchId, 'Lead', 1, '{}') RETURNING 1",
            new { office.RegionId, other, unit = office.Unit("c"), office.DispatchId });
        using var stranger = await office.Client("li-c", January(4));
        Assert.That(await stranger.GetStringAsync($"/items/{other}"), Does.Contain("接续2018年度任务 一.1").And.Not.Contain("上年的进展在这里").And.Not.Contain($"/items/{id}\""));
    }

    [Test]
    public async Task It_may_be_written_into_the_plan_of_another_notice_or_go_on_in_one_of_its_items()
    {
        var (one, two) = (await LongTerm(("a", Lead)), await LongTerm(("b", Lead)));
        var (first, second) = (await office.ItemOf(one["a"]), await office.ItemOf(two["b"]));
        await Close(January(), first, second);
        var (like, plan) = await NextYear("推进“放管服”改革，压减行政许可事项，年内完成。");
        using var coordinator = await office.Client("coordinator", January(3));
        Assert.That(await coordinator.GetStringAsync($"/plans/{office.PlanId}/carry"), Does.Contain("由 一.1 接续").And.Contain("压减行政许可事项，年内完成"), "what is alike stands beside it");
        using var posted = await coordinator.PostAsync($"/plans/{office.PlanId}/carry", await coordinator.Form($"/plans/{office.PlanId}/carry",
            ("Into", plan.ToString()), ($"Goes[{first}]", "new"), ($"Goes[{second}]", like.ToString())));
        Assert.That(posted.Headers.Location?.OriginalString, Is.EqualTo($"/plans/{plan}/review"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(t.number || '@' || (t.work_plan_id = @plan), ' ' ORDER BY c.from_item_id) FROM carried_items c JOIN work_items t ON t.id = c.to_item_id", new { plan }),
            Is.EqualTo("2018续·一.1@true 一.1@true"));
        Assert.That(await office.Scalar<string>("SELECT string_agg(sentence, '；' ORDER BY id) FROM events WHERE subject = 'WorkItem:' || @like", new { like }), Is.EqualTo("接续2018年度任务 一.2"));
    }

    [Test]
    public async Task What_cannot_go_on_is_refused_and_nothing_goes_on_with_it()
    {
        var (item, year) = (await LongTerm(("a", Lead)), await office.NamedItem(null, ("a", Lead)));
        var (id, whole) = (await office.ItemOf(item["a"]), await office.ItemOf(year["a"]));
        Assert.That(await Rule(() => Carry(null)), Is.EqualTo("nothing-chosen"));
        Assert.That(await Rule(() => Carry(null, (id, null))), Is.EqualTo("close-the-year-first"));
        await Close(January(), id, whole);
        Assert.That(await Rule(() => Carry(null, (id, null), (whole, null))), Is.EqualTo("does-not-go-on"));
        Assert.That(await Rule(() => Carry(office.PlanId, (id, null))), Is.EqualTo("already-dispatched"));
        Assert.That(await Rule(() => Carry(null, (id, whole))), Is.EqualTo("not-the-next-year"), "an item of the same year");
        Assert.That(await Rule(async () => await office.Get<CarryItems>().Run(await office.Person("li-a"), January(3), new(office.PlanId, null, [new(id, null)]))), Is.EqualTo("only-a-coordinator"));
        Assert.That(await office.Scalar<long>("SELECT count(*) FROM work_plans"), Is.EqualTo(1));
        await Carry(null, (id, null));
        Assert.That(await Rule(() => Carry(null, (id, null))), Is.EqualTo("already-carried"));
    }

    [Test]
    public async Task What_never_had_its_occasion_is_closed_in_january_and_goes_on()
    {
        var item = await office.NamedItem(null, ("a", Lead));
        var id = await office.ItemOf(item["a"]);
        await office.Scalar<object>("UPDATE work_items SET limit_kind = 'WhenAppropriate', limit_raw = '适时' WHERE id = @id", new { id });
        await LampOn(item["a"], On(12, 20));
        await office.Get<Database>().InTransaction(connection => office.Get<Web.Features.Lamps.Lamps>().Refresh(connection, office.RegionId, [item["a"]], On(12, 20)));
        Assert.That(await Rule(() => Close(On(12, 20), id)), Is.EqualTo("year-has-not-ended"));
        await Close(January(), id);
        await Carry(null, (id, null));
        Assert.That(await office.Scalar<string>("SELECT w.limit_kind FROM carried_items c JOIN work_items w ON w.id = c.to_item_id WHERE c.from_item_id = @id", new { id }), Is.EqualTo("WhenAppropriate"));
    }

    [Test]
    public async Task A_plan_in_which_nothing_is_open_is_archived_and_then_only_looked_back_at()
    {
        var item = await office.NamedItem(null, ("a", Lead));
        var id = await office.ItemOf(item["a"]);
        Assert.That(await Rule(async () => await office.Get<ArchivePlan>().Run(await Office(), On(12, 28), office.PlanId, "")), Is.EqualTo("year-has-not-ended"));
        await Close(January(), id);
        Assert.That(await office.Get<ArchivePlan>().Run(await Office(), January(), office.PlanId, ""), Is.Zero);
        Assert.That((await State(id), await office.Lamp(item["a"])), Is.EqualTo(("Archived", "Green 2019年1月2日阶段办结")));
        Assert.That(await Rule(async () => await office.Get<ArchivePlan>().Run(await Office(), January(), office.PlanId, "")), Is.EqualTo("plan-is-archived"));
        Assert.That(await Rule(async () => await office.Get<MoveCheckpoint>().Run(await Office(), January(), new(office.PlanId, Domain.Deadlines.CheckpointKind.YearEnd, new(2019, 2, 1), "x", Basis.None))), Is.EqualTo("plan-is-archived"));
        await office.Get<ReopenItem>().Run(await Office(), January(7), new(id, new(2019, 3, 29), [item["a"]], "没有落实", Basis.None));
        Assert.That(await State(id), Is.EqualTo("Reopened"));
    }

    [Test]
    public async Task With_something_open_it_takes_a_reason_and_that_is_put_away_as_not_done()
    {
        var item = await office.NamedItem(new LocalDate(2018, 10, 31), ("a", Lead), ("b", Support));
        var id = await office.ItemOf(item["a"]);
        using var coordinator = await office.Client("coordinator", January());
        Assert.That(await coordinator.GetStringAsync($"/plans/{office.PlanId}/year-end"), Does.Contain("未办结").And.Contain($"/items/{id}"));
        Assert.That(await Rule(async () => await office.Get<ArchivePlan>().Run(await Office(), January(), office.PlanId, " ")), Is.EqualTo("something-is-open"));
        using var posted = await coordinator.PostAsync($"/plans/{office.PlanId}/year-end?handler=Archive", await coordinator.Form($"/plans/{office.PlanId}/year-end", ("Reason", "机构撤并，另行安排")));
        Assert.That((await State(id), await office.Lamp(item["a"])), Is.EqualTo(("Archived", "Grey 2019年1月2日归档，没有办结")));
        Assert.That((await office.Facts(item["a"], 12, 31)).State, Is.EqualTo(AssignmentState.Accepted), "a past day is replayed as it was");
        Assert.That(await office.Scalar<string>("SELECT without_units::text FROM item_closings WHERE work_item_id = @id", new { id }), Is.EqualTo("{发展改革委}"));
        Assert.That(await coordinator.GetStringAsync($"/plans/{office.PlanId}/year-end"), Does.Contain("已于2019年1月2日归档"));
        Assert.That(await Rule(async () => await office.Get<ArchivePlan>().Run(await office.Person("leader"), January(), office.PlanId, "x")), Is.EqualTo("only-a-coordinator"));
    }

    /// <summary>A draft plan of 2019 with one item.</summary>
    async Task<(long Item, long Plan)> NextYear(string text)
    {
        var plan = await office.Scalar<long>("""
            WITH f AS (INSERT INTO files (region_id, sha256, content, media_type, stored_at) VALUES (@RegionId, decode(repeat('01', 32), 'hex'), '', 'text/plain', '2019-01-02') RETURNING sha256),
            n AS (INSERT INTO notices (region_id, file_sha256, file_name, title, text, reading, imported_on, imported_at)
                SELECT @RegionId, sha256, '2019.txt', '2019年重点工作分工方案', '', '{}', '2019-01-02', '2019-01-02' FROM f RETURNING id)
            INSERT INTO work_plans (region_id, notice_id, plan_year) SELECT @RegionId, id, 2019 FROM n RETURNING id
            """, new { office.RegionId });
        var item = await office.Scalar<long>("""
            INSERT INTO work_items (region_id, work_plan_id, position, number, text, limit_raw, limit_kind) VALUES (@RegionId, @plan, 1, '一.1', @text, '全年', 'WholeYear') RETURNING id
            """, new { office.RegionId, plan, text });
        return (item, plan);
    }
}
