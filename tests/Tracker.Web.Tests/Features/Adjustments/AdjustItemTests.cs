using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Adjustments;

/// <summary>勘误、变更 after dispatch: what is in force, what stays on record, who is told.</summary>
[TestFixture]
public sealed class AdjustItemTests
{
    SmallOffice plan = null!;

    [SetUp]
    public async Task Create() => plan = await SmallOffice.Create();

    [TearDown]
    public async Task Drop() => await plan.DisposeAsync();

    [Test]
    public async Task A_changed_date_holds_from_that_day_and_the_first_one_stays()
    {
        var item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead), ("b", Support));
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c.Due(11, 30));
        var (before, now) = (await plan.Facts(item["a"], 7, 31), await plan.Facts(item["a"], 8, 1));
        Assert.Multiple(() =>
        {
            Assert.That((DateOf(before.Due), DateOf(before.FirstDue)), Is.EqualTo(("2018-10-31", "2018-10-31")));
            Assert.That((DateOf(now.Due), DateOf(now.FirstDue)), Is.EqualTo(("2018-11-30", "2018-10-31")));
        });
        Assert.That(await plan.Scalar<string>("SELECT sentence FROM events WHERE verb = 'AdjustItem'"), Is.EqualTo(
            "变更（原文如此；依据：藏政办发〔2018〕66号）：任务 一.1 时限由“2018年10月31日前（按日期办结，2018年10月31日）”改为“11月30日前（按日期办结，2018年11月30日）”"
                .Replace("按日期办结", TimeLimitKind.ByDate.Chinese())));
    }

    [Test]
    public async Task The_lamps_are_those_of_the_new_date_in_the_same_transaction()
    {
        var item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead));
        await plan.Adjust(item["a"], 8, 1, null, c => c.Due(8, 6));
        Assert.That(await plan.Lamp(item["a"]), Is.EqualTo("Yellow 未提交办结"));
        await plan.Adjust(item["a"], 8, 2, null, c => c with { LimitRaw = "长期", LimitKind = TimeLimitKind.LongTerm, DueOn = null });
        Assert.That(await plan.Lamp(item["a"]), Is.EqualTo("Green 待提交三季度进展"));
        Assert.That(await plan.Scalar<string>("SELECT lamp FROM item_lamps"), Is.EqualTo("Green"));
    }

    [Test]
    public async Task Lateness_stays_with_a_change_and_goes_with_a_misreading()
    {
        var changed = await plan.NamedItem(new(2018, 7, 31), ("a", Lead));
        var misread = await plan.NamedItem(new(2018, 7, 31), ("b", Lead));
        await plan.Adjust(changed["a"], 8, 3, AdjustedOffice.Document, c => c.Due(11, 30));
        await plan.Adjust(misread["b"], 8, 3, null, c => c.Due(11, 30));
        Assert.That(((await plan.Facts(changed["a"], 8, 3)).Facts.LateBefore, (await plan.Facts(misread["b"], 8, 3)).Facts.LateBefore), Is.EqualTo((3, 0)));
        Assert.That(((await plan.Facts(changed["a"], 8, 3)).Due, (await plan.Facts(misread["b"], 8, 3)).Due), Is.EqualTo((new DueOn(new(2018, 11, 30)), new DueOn(new(2018, 11, 30)))));
    }

    [Test]
    public async Task A_unit_that_comes_in_has_its_own_clock_and_owes_no_return_of_before()
    {
        var item = await plan.NamedItem(null, ("a", Lead));
        var adjusted = await plan.Adjust(item["a"], 10, 15, AdjustedOffice.Document, c => c with { Units = [.. c.Units, new(Support, "财政厅")] });
        var added = await PartOf("b");
        var facts = await plan.Facts(added, 10, 15);
        Assert.That((facts.Facts.DispatchedOn, facts.Facts.OpenDates.Any(d => d.Nature == DateNature.Report)), Is.EqualTo((SmallOffice.On(10, 15).Today, false)));
        Assert.That(adjusted.Units.Select(u => $"{u.Name} {u.Sentence} {u.Was}→{u.Now}"), Is.EqualTo(new[] { "发展改革委 承办单位有调整 Red→Red", "财政厅 新增为协办单位 →Green" })
            .Or.EqualTo(new[] { "发展改革委 承办单位有调整 Green→Red", "财政厅 新增为协办单位 →Green" }));
    }

    [Test]
    public async Task A_unit_that_goes_out_keeps_its_history_and_has_nothing_to_do()
    {
        var item = await plan.NamedItem(null, ("a", Lead), ("b", Support), ("c", Support));
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c with { Units = [.. c.Units.Where(u => u.Name != "财政厅")] });
        var gone = await plan.Facts(item["b"], 8, 1);
        Assert.That((gone.State.Chinese(), await plan.Lamp(item["b"])), Is.EqualTo(("已调出", "Grey 2018年8月1日起不再承办")));
        Assert.That((await plan.Facts(item["b"], 7, 31)).State.Chinese(), Is.EqualTo("已签收"));
        Assert.That(await SmallOffice.Rule(async () => await plan.Get<ReportProgress>().Run(await plan.Person("li-b"), SmallOffice.On(8, 2),
            new(item["b"], "还在办", null, "", "", Guid.NewGuid()))), Is.EqualTo("already-transferred"));
    }

    [Test]
    public async Task Lead_and_support_change_places_and_a_past_day_has_the_old_ones()
    {
        var item = await plan.NamedItem(null, ("a", Lead), ("b", Support));
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c with { Units = [new(Lead, "财政厅"), new(Support, "发展改革委")] });
        Assert.That(((await plan.Facts(item["a"], 7, 31)).Role, (await plan.Facts(item["b"], 7, 31)).Role), Is.EqualTo((Lead, Support)));
        Assert.That(((await plan.Facts(item["a"], 8, 1)).Role, (await plan.Facts(item["b"], 8, 1)).Role), Is.EqualTo((Support, Lead)));
        Assert.That(await plan.Scalar<string>("SELECT string_agg(sentence, ' ' ORDER BY unit_id) FROM adjustment_units"), Is.EqualTo("由牵头改为协办单位 由协办改为牵头单位"));
    }

    [Test]
    public async Task A_unit_may_come_back_after_it_went_out()
    {
        var item = await plan.NamedItem(null, ("a", Lead), ("b", Support));
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c with { Units = [new(Lead, "发展改革委")] });
        await plan.Adjust(item["a"], 8, 2, AdjustedOffice.Document, c => c with { Units = [new(Lead, "发展改革委"), new(Responsible, "财政厅")] });
        Assert.That(await PartOf("b"), Is.Not.EqualTo(item["b"]));
        Assert.That((await plan.Facts(await PartOf("b"), 8, 2)).Role, Is.EqualTo(Responsible));
    }

    [Test]
    public async Task Dates_in_the_sentence_come_move_and_go_and_past_days_keep_theirs()
    {
        var item = await plan.NamedItem(null, ("a", Lead));
        await plan.Milestone(item["a"], "9月底前", "2018-09-30");
        await plan.Milestone(item["a"], "10月底前", "2018-10-31");
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c with { Milestones = [new("9月底前", new(2018, 9, 20)), new("11月底前", new(2018, 11, 30))] });
        Assert.That(await Milestones(7, 31), Is.EqualTo("2018-09-30 2018-10-31"));
        Assert.That(await Milestones(8, 1), Is.EqualTo("2018-09-20 2018-11-30"));

        async Task<string> Milestones(int month, int day) => string.Join(' ', (await plan.Facts(item["a"], month, day)).Facts.OpenDates
            .Where(d => d.Nature == DateNature.Milestone).Select(d => d.On.Iso()));
    }

    [Test]
    public async Task A_date_put_off_before_gives_way_and_one_put_off_later_holds()
    {
        var item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead));
        await PutOff(new(2018, 12, 20), SmallOffice.On(7, 2));
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c.Due(11, 30));
        Assert.That(DateOf((await plan.Facts(item["a"], 8, 1)).Due), Is.EqualTo("2018-11-30"));
        await PutOff(new(2018, 12, 10), SmallOffice.On(8, 2));
        Assert.That(DateOf((await plan.Facts(item["a"], 8, 2)).Due), Is.EqualTo("2018-12-10"));

        Task PutOff(NodaTime.LocalDate to, OfficeMoment at) => plan.Scalar<int>("""
            INSERT INTO moved_dates (region_id, assignment_id, old_on, new_on, cause, moved_by, moved_on, moved_at)
            SELECT region_id, @a, '2018-10-31', @to, 'Extension', (SELECT min(id) FROM people), @Today, @Now FROM assignments WHERE id = @a; SELECT 1
            """, new { a = item["a"], to, at.Today, at.Now });
    }

    [Test]
    public async Task A_preview_says_the_same_and_leaves_nothing_behind()
    {
        var item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead), ("b", Support));
        var (now, rows) = (await plan.ItemNow(item["a"]), await Everything());
        var form = AdjustedOffice.Form(now, AdjustedOffice.Document, c => c.Due(11, 30) with { Units = [new(Lead, "教育厅"), new(Support, "财政厅")] });
        var preview = await plan.Get<AdjustItem>().Preview(await plan.Person("coordinator"), SmallOffice.On(8, 1), form);
        Assert.That(await Everything(), Is.EqualTo(rows));
        var done = await plan.Get<AdjustItem>().Run(await plan.Person("coordinator"), SmallOffice.On(8, 1), form);
        Assert.That((preview.Sentence, preview.Units), Is.EqualTo((done.Sentence, done.Units)));
        Assert.That(await Everything(), Is.Not.EqualTo(rows));
    }

    [Test]
    public async Task Units_touched_sign_again_once_and_the_log_says_so()
    {
        var item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead), ("b", Support));
        var adjusted = await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c.Due(11, 30));
        Assert.That(await ToSign("a"), Is.EqualTo(1));
        using (var client = await plan.Client("li-a", SmallOffice.On(8, 1)))
            Assert.That(await client.GetStringAsync("/todo"), Does.Contain($">{adjusted.Sentence}<").And.Contain("变更（原文如此；依据：藏政办发〔2018〕66号），2018年8月1日办公厅调整，今天").And.Not.Contain("本单位："));
        await Sign("li-a", adjusted.Id, "a");
        Assert.That((await ToSign("a"), await ToSign("b"), (await plan.Story(item["a"]))[^1]), Is.EqualTo((0, 1, $"签收调整：{adjusted.Sentence}")));
        Assert.That(await SmallOffice.Rule(() => Sign("li-a", adjusted.Id, "a")), Is.EqualTo("already-acknowledged"));
        Assert.That(await SmallOffice.Rule(() => Sign("li-a", adjusted.Id, "b")), Is.EqualTo("not-yours"));
        Assert.That(await SmallOffice.Rule(() => Sign("li-c", adjusted.Id, "c")), Is.EqualTo("not-yours"));
    }

    [Test]
    public async Task Who_signs_the_dispatch_only_afterwards_signs_the_adjustment_with_it()
    {
        var item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead));
        await plan.Scalar<int>("DELETE FROM acknowledgements WHERE unit_id = @unit; SELECT 1", new { unit = plan.Unit("a") });
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c.Due(11, 30));
        Assert.That(await ToSign("a"), Is.Zero);
        await plan.Get<Acknowledge>().Run(await plan.Person("li-a"), SmallOffice.On(8, 2), plan.DispatchId, plan.Unit("a"));
        Assert.That(await ToSign("a"), Is.Zero);
    }

    [Test]
    public async Task The_letter_and_the_digest_say_what_changed_why_and_what_it_means_to_the_unit()
    {
        await plan.Scalar<int>("UPDATE people SET email = login || '@test.example'; SELECT 1");
        var item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead), ("b", Support));
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c.Due(11, 30) with { Units = [new(Lead, "财政厅"), new(Support, "发展改革委")] });
        await plan.Get<ResolvePromises>().Run(plan.RegionId, SmallOffice.On(8, 1) with { Now = SmallOffice.On(8, 1).Now });
        var letter = await plan.Scalar<string>("SELECT subject || E'\n' || text FROM mails m JOIN mail_promises p ON p.id = m.promise_id WHERE p.kind = 'Adjusted' AND p.unit_id = @unit",
            new { unit = plan.Unit("b") });
        Assert.That(letter, Does.Contain("【分工方案】变更：一.1").And.Contain("由协办改为牵头单位").And.Contain("依据：藏政办发〔2018〕66号").And.Contain("请登录系统签收这次调整"));
        await using var connection = await plan.Get<Database>().Open();
        var digest = await plan.Get<PersonalDigests>().Preview(connection, plan.RegionId, (await plan.Person("li-b")).PersonId!.Value, SmallOffice.On(8, 2).Today);
        Assert.That(digest!.Subject, Does.Contain("1待签收"));
        Assert.That(plan.Get<LetterTemplates>().ToText(digest, ""), Does.Contain("待签收的调整").And.Contain("2018年8月1日调整：由协办改为牵头单位"));
    }

    [Test]
    public async Task The_item_tells_the_adjustment_and_shows_both_dates()
    {
        var item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead), ("b", Support));
        await plan.Adjust(item["a"], 8, 1, AdjustedOffice.Document, c => c.Due(11, 30));
        using var liaison = await plan.Client("li-a", SmallOffice.On(8, 2));
        var page = await liaison.GetStringAsync($"/items/{await plan.ItemOf(item["a"])}");
        Assert.That(page, Does.Contain("2018年10月31日：通知原文“2018年10月31日前”").And.Contain("<b>本单位现行时限</b> 2018年11月30日")
            .And.Contain("变更（原文如此；依据：藏政办发〔2018〕66号）").And.Contain("2个未签收：发展改革委、财政厅").And.Not.Contain("勘误、变更</a>"));
        var todo = await liaison.GetStringAsync("/todo");
        Assert.That(todo, Does.Contain("签收这次调整"));
        var id = await plan.Scalar<long>("SELECT max(id) FROM adjustments");
        using var signed = await liaison.PostAsync("/todo?handler=SignAdjustment", await liaison.Form("/todo", ("adjustmentId", $"{id}"), ("unitId", $"{plan.Unit("a")}")));
        Assert.That(await liaison.GetStringAsync("/todo"), Does.Contain("已签收这次调整").And.Not.Contain("签收这次调整</button>"));
    }

    static string DateOf(DueDate due) => due is DueOn on ? on.Date.Iso() : "";

    Task<long> PartOf(string unit) => plan.Scalar<long>("SELECT id FROM assignments WHERE unit_id = @unit AND transferred_on IS NULL ORDER BY id DESC LIMIT 1", new { unit = plan.Unit(unit) });

    async Task Sign(string login, long adjustment, string unit) =>
        await plan.Get<SignAdjustment>().Run(await plan.Person(login), SmallOffice.On(8, 2), adjustment, plan.Unit(unit));

    async Task<int> ToSign(string unit)
    {
        await using var connection = await plan.Get<Database>().Open();
        return (await AdjustmentQueries.Unsigned(connection, plan.RegionId, [plan.Unit(unit)])).Count;
    }

    Task<string> Everything() => plan.Scalar<string>("""
        SELECT md5(string_agg(t, '|')) FROM (
            SELECT w::text AS t FROM work_items w UNION ALL SELECT a::text FROM assignments a UNION ALL SELECT u::text FROM item_units u
            UNION ALL SELECT j::text FROM adjustments j UNION ALL SELECT e::text FROM events e UNION ALL SELECT l::text FROM lamps l
            UNION ALL SELECT p::text FROM mail_promises p UNION ALL SELECT v::text FROM work_plans v ORDER BY t) everything
        """);
}
