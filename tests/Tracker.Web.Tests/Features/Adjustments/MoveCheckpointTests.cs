using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Returns;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Platform;
using static Tracker.Domain.WorkItems.AssignmentRole;

namespace Tracker.Web.Tests.Features.Adjustments;

/// <summary>调整报送节点: the plan's own dates move without a basis, and nobody becomes late by it.</summary>
[TestFixture]
public sealed class MoveCheckpointTests
{
    SmallOffice plan = null!;

    [SetUp]
    public async Task Create() => plan = await SmallOffice.Create();

    [TearDown]
    public async Task Drop() => await plan.DisposeAsync();

    [Test]
    public async Task The_new_date_holds_everywhere_and_a_past_day_keeps_the_old_one()
    {
        var item = await plan.NamedItem(null, ("a", Lead), ("b", Support));
        var moved = await Move(new(2018, 10, 19), 10, 8);
        Assert.That((Reports(await plan.Facts(item["a"], 10, 7)), Reports(await plan.Facts(item["a"], 10, 8))), Is.EqualTo(("2018-09-30", "2018-10-19")));
        Assert.That(moved.Sentence, Is.EqualTo("报送节点“三季度进展”由2018年9月30日改为2018年10月19日"));
        Assert.That((moved.Units, await plan.Lamp(item["a"])), Is.EqualTo((2, "Green 待提交三季度进展")));
        Assert.That(await plan.Scalar<string>("SELECT sentence FROM events WHERE verb = 'MoveCheckpoint'"), Is.EqualTo($"调整报送节点（会期冲突）：{moved.Sentence}"));
        using var coordinator = await plan.Client("coordinator", SmallOffice.On(10, 9));
        Assert.That(await coordinator.GetStringAsync($"/plans/{plan.PlanId}/adjustments"), Does.Contain("2018年10月19日").And.Contain("2018年9月30日").And.Contain("2个未签收"));
        Assert.That(await coordinator.GetStringAsync($"/items/{await plan.ItemOf(item["a"])}"), Does.Contain($"调整报送节点（会期冲突）：{moved.Sentence}"), "the item's story tells it");
    }

    [Test]
    public async Task Who_has_reported_is_left_alone()
    {
        var item = await plan.NamedItem(null, ("a", Lead), ("b", Support));
        await plan.Scalar<int>("""
            INSERT INTO returns (region_id, checkpoint_id, unit_id, submitted_by, submitted_on, submitted_at)
            SELECT @RegionId, @ThirdQuarter, @unit, min(id), '2018-09-20', '2018-09-20' FROM people; SELECT 1
            """, new { plan.RegionId, plan.ThirdQuarter, unit = plan.Unit("a") });
        Assert.That((await Move(new(2018, 10, 19), 9, 21)).Units, Is.EqualTo(1));
        Assert.That(Reports(await plan.Facts(item["a"], 9, 21)), Is.Empty, "answered is answered, whatever the date");
    }

    [Test]
    public async Task A_preview_leaves_nothing_behind()
    {
        await plan.NamedItem(null, ("a", Lead));
        await plan.Get<Database>().InTransaction(connection => plan.Get<Tracker.Web.Features.Lamps.SweepLamps>().Run(connection, plan.RegionId, SmallOffice.On(10, 8)));
        var preview = await plan.Get<MoveCheckpoint>().Preview(await plan.Person("coordinator"), SmallOffice.On(10, 8), Form(new(2018, 10, 19)));
        Assert.That((preview.Units, preview.Changes.Count), Is.EqualTo((1, 1)));
        Assert.That((await plan.Scalar<int>("SELECT count(*)::int FROM adjustments"), await plan.Scalar<DateTime>("SELECT due_on FROM checkpoints")), Is.EqualTo((0, new DateTime(2018, 9, 30))));
    }

    [TestCase("2018-09-30", "nothing-changed", "日期没有改动")]
    [TestCase("2018-07-31", "date-is-past", "2018年7月31日已经过去")]
    [TestCase("2018-12-15", "checkpoints-in-order", "“年度落实情况”是2018年12月15日，“三季度进展”不能排到2018年12月15日")]
    public async Task It_is_refused(string day, string rule, string sentence)
    {
        await plan.Scalar<int>("INSERT INTO checkpoints (region_id, work_plan_id, kind, due_on) VALUES (@RegionId, @PlanId, 'YearEnd', '2018-12-15'); SELECT 1", new { plan.RegionId, plan.PlanId });
        var refused = (await Assert.CatchAsync<RuleBroken>(() => Move(NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value, 8, 1)))!;
        Assert.That((refused.Rule, refused.Message), Is.EqualTo((rule, refused.Message)));
        Assert.That(refused.Message, Does.Contain(sentence));
    }

    [Test]
    public async Task A_checkpoint_that_the_plan_does_not_have_is_refused() => Assert.That(await SmallOffice.Rule(async () =>
        await plan.Get<MoveCheckpoint>().Run(await plan.Person("coordinator"), SmallOffice.On(8, 1), new(plan.PlanId, CheckpointKind.MidYear, new(2018, 9, 1), "会期冲突", Basis.None))),
        Is.EqualTo("no-such-checkpoint"));

    [Test]
    public async Task It_says_why() => Assert.That(await SmallOffice.Rule(async () =>
        await plan.Get<MoveCheckpoint>().Run(await plan.Person("coordinator"), SmallOffice.On(8, 1), Form(new(2018, 10, 19)) with { Why = "" })), Is.EqualTo("adjustment-says-why"));

    static string Reports(Tracker.Web.Features.Lamps.AssignmentOnDay assignment) =>
        string.Join(' ', assignment.Facts.OpenDates.Where(d => d.Nature == DateNature.Report).Select(d => d.On.Iso()));

    MoveCheckpoint.Form Form(LocalDate to) => new(plan.PlanId, CheckpointKind.ThirdQuarter, to, "会期冲突", Basis.None);

    async Task<CheckpointMoved> Move(LocalDate to, int month, int day) =>
        await plan.Get<MoveCheckpoint>().Run(await plan.Person("coordinator"), SmallOffice.On(month, day), Form(to));
}
