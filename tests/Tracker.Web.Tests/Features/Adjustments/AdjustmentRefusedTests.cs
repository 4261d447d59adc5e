using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Adjustments;

/// <summary>What cannot be adjusted, each with its own sentence; and that a refusal leaves nothing behind.</summary>
[TestFixture]
public sealed class AdjustmentRefusedTests
{
    SmallOffice plan = null!;
    IReadOnlyDictionary<string, long> item = null!;

    [OneTimeSetUp]
    public async Task Create()
    {
        plan = await SmallOffice.Create();
        await plan.Scalar<int>("""
            INSERT INTO collective_units (region_id, spelling, kinds, rule) VALUES (@RegionId, '政府各有关部门', '{RelevantDepartments}', ''); SELECT 1
            """, new { plan.RegionId });
    }

    [OneTimeTearDown]
    public async Task Drop() => await plan.DisposeAsync();

    [SetUp]
    public async Task AnItem() => item = await plan.NamedItem(new(2018, 10, 31), ("a", Lead), ("b", Support));

    static readonly Basis Half = new("张某", null, null), Future = new("张某", new(2018, 8, 2), null);

    static IEnumerable<TestCaseData> Wrongs()
    {
        yield return Wrong(null, c => c, "nothing-changed", "没有改动，不用办理调整");
        yield return Wrong(Basis.None, c => c.Due(11, 30), "basis-missing", "改变通知写明的内容要有依据");
        yield return Wrong(Half, c => c.Due(11, 30), "basis-missing", "请写明签批人和签批日期，或者文号");
        yield return Wrong(Future, c => c.Due(11, 30), "basis-of-the-future", "签批日期2018-08-02还没有到");
        yield return Wrong(null, c => c with { Text = " " }, "text-missing", "任务内容不能空着");
        yield return Wrong(null, c => c with { DueOn = null }, "date-not-set", "须填写截止日期");
        yield return Wrong(null, c => c with { LimitKind = TimeLimitKind.Ambiguous, DueOn = null }, "ambiguous-limit-open", "不能留两种读法");
        yield return Wrong(AdjustedOffice.Document, c => c.Due(7, 31), "date-is-past", "时限调整为2018年7月31日，这一天已经过去");
        yield return Wrong(null, c => c with { Milestones = [new("7月底前", new(2018, 7, 31))] }, "date-is-past", "“7月底前”的日期调整为2018年7月31日");
        yield return Wrong(AdjustedOffice.Document, c => c with { Units = [.. c.Units, new(Support, "天文厅")] }, "unknown-unit", "“天文厅”不在单位名册里");
        yield return Wrong(AdjustedOffice.Document, c => c with { Units = [.. c.Units, new(Support, "政府各有关部门")] }, "name-the-units", "“政府各有关部门”没有指明是哪些单位");
        yield return Wrong(AdjustedOffice.Document, c => c with { Units = [.. c.Units, new(Support, "财政厅")] }, "unit-named-twice", "“财政厅”写了两次");
        yield return Wrong(AdjustedOffice.Document, c => c with { Units = [new(Support, "财政厅")] }, "item-without-unit", "调整后没有牵头或责任单位");

        static TestCaseData Wrong(Basis? basis, Func<ItemContent, ItemContent> change, string rule, string sentence) =>
            new TestCaseData(basis, change, rule, sentence).SetArgDisplayNames(rule, sentence);
    }

    [TestCaseSource(nameof(Wrongs))]
    public async Task An_adjustment_is_refused(Basis? basis, Func<ItemContent, ItemContent> change, string rule, string sentence)
    {
        var events = await plan.Scalar<long>("SELECT count(*) FROM events");
        var refused = (await Assert.CatchAsync<RuleBroken>(() => plan.Adjust(item["a"], 8, 1, basis, change)))!;
        Assert.That((refused.Rule, refused.Message), Is.EqualTo((rule, refused.Message)));
        Assert.That(refused.Message, Does.Contain(sentence));
        Assert.That((await plan.Scalar<long>("SELECT count(*) FROM events"), (await plan.ItemNow(item["a"])).Version), Is.EqualTo((events, 1)));
    }

    [Test]
    public async Task It_says_why()
    {
        var now = await plan.ItemNow(item["a"]);
        Assert.That(await SmallOffice.Rule(async () => await plan.Get<AdjustItem>().Run(await plan.Person("coordinator"), SmallOffice.On(8, 1),
            new(now.Id, now.Version, now.Content.Due(11, 30), new(AdjustmentKind.Correction, " ", Basis.None)))), Is.EqualTo("adjustment-says-why"));
    }

    [Test]
    public async Task What_another_has_adjusted_meanwhile_is_not_overwritten()
    {
        var opened = await plan.ItemNow(item["a"]);
        await plan.Adjust(item["a"], 8, 1, null, c => c.Due(11, 30), by: "second");
        var refused = (await Assert.CatchAsync<RuleBroken>(async () => await plan.Get<AdjustItem>().Run(await plan.Person("coordinator"), SmallOffice.On(8, 1),
            AdjustedOffice.Form(opened, null, c => c.Due(12, 10)))))!;
        Assert.That((refused.Rule, refused.Message), Is.EqualTo(("item-has-changed", refused.Message)));
        Assert.That(refused.Message, Does.Contain("由人员second于 2018-08-01"));
    }

    [Test]
    public async Task A_unit_whose_submission_waits_is_not_taken_out()
    {
        var support = await plan.NamedItem(null, ("a", Responsible), ("b", Responsible));
        await plan.Submit("li-b", support["b"], 7, 2);
        var refused = (await Assert.CatchAsync<RuleBroken>(() => plan.Adjust(support["a"], 8, 1, AdjustedOffice.Document, c => c with { Units = [new(Responsible, "发展改革委")] })))!;
        Assert.That((refused.Rule, refused.Message), Is.EqualTo(("decide-first", "财政厅有申请正在等待办公厅审核或答复，不能调出。请先审核、答复。")));
    }

    [Test]
    public async Task A_closed_item_is_not_adjusted()
    {
        await plan.Scalar<int>("INSERT INTO item_closings SELECT region_id, work_item_id, (SELECT min(id) FROM people), '2018-07-31', '2018-07-31' FROM assignments WHERE id = @a; SELECT 1", new { a = item["a"] });
        Assert.That(await SmallOffice.Rule(() => plan.Adjust(item["a"], 8, 1, null, c => c.Due(11, 30))), Is.EqualTo("already-closed"));
    }

    [Test]
    public async Task A_draft_is_edited_and_not_adjusted()
    {
        var draft = await plan.Scalar<long>("""
            WITH f AS (INSERT INTO files SELECT region_id, decode(repeat('11', 32), 'hex'), '', 'text/plain', stored_at FROM files LIMIT 1 RETURNING region_id, sha256),
            n AS (INSERT INTO notices (region_id, file_sha256, file_name, title, text, reading, imported_on, imported_at)
                SELECT region_id, sha256, '', '', '', '{}', '2018-06-01', '2018-06-01' FROM f RETURNING region_id, id),
            p AS (INSERT INTO work_plans (region_id, notice_id) SELECT region_id, id FROM n RETURNING region_id, id)
            INSERT INTO work_items (region_id, work_plan_id, position, number, text, limit_kind) SELECT region_id, id, 1, '一.1', '甲', 'None' FROM p RETURNING id
            """);
        Assert.That(await SmallOffice.Rule(async () => await plan.Get<AdjustItem>().Run(await plan.Person("coordinator"), SmallOffice.On(8, 1),
            new(draft, 1, new("乙", [], null, TimeLimitKind.None, null, []), new(AdjustmentKind.Correction, "读错", Basis.None)))), Is.EqualTo("not-dispatched"));
    }

    [TestCase("li-a")]
    [TestCase("leader")]
    public async Task Only_a_coordinator_adjusts(string login)
    {
        var by = await plan.Person(login);
        Assert.That(await SmallOffice.Rule(() => plan.Adjust(item["a"], 8, 1, null, c => c.Due(11, 30), by: login)), Is.EqualTo("only-a-coordinator"));
        Assert.That(await SmallOffice.Rule(() => plan.Get<MoveCheckpoint>().Run(by, SmallOffice.On(8, 1),
            new(plan.PlanId, CheckpointKind.ThirdQuarter, new(2018, 10, 10), "会期冲突", Basis.None))), Is.EqualTo("only-a-coordinator"));
    }

    [Test]
    public async Task Another_regions_coordinator_finds_nothing()
    {
        var (now, other) = (await plan.ItemNow(item["a"]), await plan.Person("coordinator") with { RegionId = plan.RegionId + 1 });
        Assert.That(await SmallOffice.Rule(() => plan.Get<AdjustItem>().Run(other, SmallOffice.On(8, 1), AdjustedOffice.Form(now, null, c => c.Due(11, 30)))), Is.EqualTo("no-such-item"));
        Assert.That(await SmallOffice.Rule(() => plan.Get<MoveCheckpoint>().Run(other, SmallOffice.On(8, 1),
            new(plan.PlanId, CheckpointKind.ThirdQuarter, new(2018, 10, 10), "会期冲突", Basis.None))), Is.EqualTo("no-such-plan"));
    }

    [Test]
    public async Task The_serving_role_can_neither_change_nor_delete_an_adjustment()
    {
        await plan.Adjust(item["a"], 8, 1, null, c => c.Due(11, 30));
        foreach (var sql in new[] { "UPDATE adjustments SET why = '别的'", "DELETE FROM adjustments", "DELETE FROM adjusted_limits", "UPDATE adjustment_signatures SET signed_on = '2018-01-01'" })
            Assert.That((await Assert.CatchAsync<Npgsql.PostgresException>(() => plan.Scalar<int>(sql)))!.SqlState, Is.EqualTo("42501"), sql);
    }
}
