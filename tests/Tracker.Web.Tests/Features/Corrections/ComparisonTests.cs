using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Features.Notices;
using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Tests.Features.Corrections;

/// <summary>What differs between two versions of a notice, whatever their numbers.</summary>
[TestFixture]
public sealed class ComparisonTests
{
    const string Lists = "编制并公布办事事项目录清单", Checks = "推进双随机抽查并公开抽查结果", Fees = "开展涉企收费专项检查", Trainings = "组织工作人员业务培训";

    [Test]
    public void Nothing_differs_between_a_notice_and_itself() =>
        Assert.That(Compared([("一.1", Lists), ("一.2", Checks)], [("一.1", Lists), ("一.2", Checks)]), Is.Empty);

    [Test]
    public void What_is_put_in_moves_the_numbers_of_the_others() =>
        Assert.That(Compared([("一.1", Lists), ("一.2", Checks)], [("一.1", Lists), ("一.2", Fees), ("一.3", Checks)]),
            Is.EqualTo(new[] { "+一.2", "一.2 number:一.2→一.3" }));

    [Test]
    public void What_is_taken_out_is_gone() =>
        Assert.That(Compared([("一.1", Lists), ("一.2", Checks), ("一.3", Fees)], [("一.1", Lists), ("一.2", Fees)]),
            Is.EqualTo(new[] { "一.3 number:一.3→一.2", "-一.2" }));

    [TestCase("编制并公布办事事项清单")]
    [TestCase("年内编制并向社会公布办事事项目录清单")]
    public void A_text_that_changes_a_little_stays_the_same_item(string text) =>
        Assert.That(Compared([("一.1", Lists)], [("一.1", text)]), Is.EqualTo(new[] { $"一.1 text:{Lists}→{text}" }));

    [Test]
    public void Another_duty_under_the_same_number_is_another_item() =>
        Assert.That(Compared([("一.1", Lists)], [("一.1", Trainings)]), Is.EqualTo(new[] { "+一.1", "-一.1" }));

    [Test]
    public void Two_that_change_places_are_told_by_their_words() =>
        Assert.That(Compared([("一.1", Lists), ("一.2", Checks)], [("一.1", Checks), ("一.2", Lists)]),
            Is.EqualTo(new[] { "一.2 number:一.2→一.1", "一.1 number:一.1→一.2" }));

    [Test]
    public void Units_limit_and_milestones_are_told_apart()
    {
        var before = Plan(("一.1", Lists));
        var after = before with
        {
            Units = [new("一.1", 1, AssignmentRole.Lead, "审计厅"), new("一.1", 2, AssignmentRole.Support, "财政厅")],
            Items = [before.Items[0] with { LimitRaw = "10月底", LimitKind = TimeLimitKind.ByDate, DueOn = new(2018, 10, 31) }],
            Milestones = [new("一.1", "6月底前", new(2018, 6, 30))],
        };
        Assert.That(Told(Comparison.Of(before, after, InPlan(before), [])), Is.EqualTo(new[]
        {
            "一.1 units:牵头：财政厅→牵头：审计厅；协办：财政厅", "一.1 timeLimit:全年→10月底（定期限，2018年10月31日）", "一.1 milestones:句中没有时间节点→6月底前（2018年6月30日）",
        }));
    }

    [Test]
    public void What_a_person_has_corrected_is_shown_as_touched_and_what_is_there_already_as_there()
    {
        var (before, after) = (Plan(("一.1", Lists)), Plan(("一.1", Lists + "。")));
        var item = InPlan(before)[0];
        Assert.That(Field("人工改过的" + Lists).IsTouched, Is.True);
        Assert.That(Field(Lists).IsTouched, Is.False);
        Assert.That((Field(Lists + "。").IsThere, Field(Lists + "。").IsTouched), Is.EqualTo((true, false)));

        FieldDifference Field(string text) => Comparison.Of(before, after, [item with { Content = item.Content with { Text = text } }], []).Items.Single().Fields.Single();
    }

    [Test]
    public void A_misreading_that_both_versions_share_is_no_difference()
    {
        var plan = Plan(("一.1", Lists));
        var corrected = InPlan(plan)[0];
        Assert.That(Comparison.Of(plan, plan, [corrected with { Content = corrected.Content with { LimitRaw = "长期", LimitKind = TimeLimitKind.LongTerm } }], []).IsNothing, Is.True);
    }

    [Test]
    public void What_was_declined_before_is_not_asked_again()
    {
        var (declined, again) = (Plan(("一.1", Lists), ("一.2", Fees)), Plan(("一.1", Lists), ("一.2", Fees), ("一.3", Checks)));
        Assert.That(Told(Comparison.Of(declined, again, InPlan(Plan(("一.1", Lists))), [])), Is.EqualTo(new[] { "+一.3" }));
    }

    [Test]
    public void A_new_value_brings_its_doubts()
    {
        var (before, after) = (Plan(("一.1", Lists)), Plan(("一.1", Lists)));
        after = after with
        {
            Items = [after.Items[0] with { LimitRaw = "适时，12月底", LimitKind = TimeLimitKind.Ambiguous }],
            Doubts = [new("一.1", "timeLimit", "两种读法", [])],
        };
        var limit = Comparison.Of(before, after, InPlan(before), []).Items.Single().Fields.Single();
        Assert.That((limit.Doubts, limit.Open), Is.EqualTo((new[] { "两种读法" }, true)));
    }

    static IReadOnlyList<string> Compared((string, string)[] before, (string, string)[] after) =>
        Told(Comparison.Of(Plan(before), Plan(after), InPlan(Plan(before)), []));

    static IReadOnlyList<string> Told(Comparison comparison) => [.. comparison.Items.SelectMany(i =>
        i.IsAdded ? [$"+{i.After!.Number}"] : i.IsRemoved ? [$"-{i.Now!.Number}"] : i.Fields.Select(f => $"{i.Now!.Number} {f.Field}:{f.Before}→{f.After}"))];

    static DraftPlan Plan(params (string Number, string Text)[] items) => new([],
        [.. items.Select((item, index) => new DraftPlan.Item(index + 1, item.Number, "一", null, item.Text, null, "全年", TimeLimitKind.WholeYear, null, false, false, new Dictionary<string, int[][]>()))],
        [.. items.Select(item => new DraftPlan.Unit(item.Number, 1, AssignmentRole.Lead, "财政厅"))], [], [], [], []);

    static IReadOnlyList<ItemNow> InPlan(DraftPlan plan) =>
        [.. plan.Items.Select((item, index) => new ItemNow(index + 1, item.Number, 1, plan.Contents()[item.Number]))];
}
