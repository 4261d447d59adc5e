using NodaTime;
using Tracker.Domain.Deadlines;
using static Tracker.Domain.Deadlines.CheckpointKind;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Deadlines;

sealed class CheckpointPlanTests
{
    static CheckpointPlan For(string dispatchedOn, int year = 2018, string? plan = null, string? yearEnd = null, CheckpointRule? rule = null) =>
        CheckpointPlan.For(Day(dispatchedOn), year, new(DayOrNull(plan), DayOrNull(yearEnd)), rule ?? CheckpointRule.Default, Calendar);

    static IEnumerable<(CheckpointKind, LocalDate)> Dates(CheckpointPlan plan) => plan.Created.Select(c => (c.Kind, c.On));

    [Test]
    public void Xizang_2018_has_a_plan_a_third_quarter_and_a_year_end()
    {
        var plan = For("2018-06-11", yearEnd: "2018-12-15");
        Assert.That(Dates(plan), Is.EqualTo(new[]
        {
            (Plan, Day("2018-07-24")), (ThirdQuarter, Day("2018-09-30")), (YearEnd, Day("2018-12-15")),
        }));
        Assert.That(plan.Created.Select(c => c.FromNotice), Is.EqualTo(new[] { false, false, true }));
        Assert.That(plan.LeftOut, Is.EqualTo(new[]
        {
            new CheckpointLeftOut(MidYear, Day("2018-06-30"), "距交办只有13个工作日，不足30个"),
        }));
    }

    [Test]
    public void A_plan_dispatched_in_January_has_all_four() =>
        Assert.That(Dates(For("2018-01-05")), Is.EqualTo(new[]
        {
            (Plan, Day("2018-02-22")), (MidYear, Day("2018-06-30")), (ThirdQuarter, Day("2018-09-30")), (YearEnd, Day("2018-12-15")),
        }));

    [Test]
    public void What_lies_before_dispatch_is_left_out_and_said()
    {
        var plan = For("2018-11-01");
        Assert.That(Dates(plan), Is.EqualTo(new[] { (Plan, Day("2018-12-13")), (YearEnd, Day("2018-12-15")) }));
        Assert.That(plan.LeftOut.Select(c => c.Reason), Is.EqualTo(new[] { "早于交办日期", "早于交办日期" }));
    }

    [TestCase("2018-07-24", true)]    // exactly 30 working days
    [TestCase("2018-07-23", false)]
    public void The_notices_own_date_must_leave_thirty_working_days(string on, bool created)
    {
        var plan = For("2018-06-11", plan: on).Created.Where(c => c.Kind == Plan);
        Assert.That(plan.Any(c => c.On == Day(on) && c.FromNotice), Is.EqualTo(created));
    }

    [Test]
    public void Other_days_make_other_checkpoints()
    {
        var rule = new CheckpointRule(10, new(7, 31), new(10, 15), new(11, 30), LeastWorkdays: 5);
        Assert.That(Dates(For("2018-06-11", rule: rule)), Is.EqualTo(new[]
        {
            (Plan, Day("2018-06-26")), (MidYear, Day("2018-07-31")), (ThirdQuarter, Day("2018-10-15")), (YearEnd, Day("2018-11-30")),
        }));
    }

    [Test]
    public void What_is_counted_from_dispatch_is_as_near_as_it_was_set()
    {
        var plan = For("2018-06-11", rule: CheckpointRule.Default with { PlanWorkdays = 5 });
        Assert.That(Dates(plan).First(), Is.EqualTo((Plan, Day("2018-06-19"))));
        Assert.That(plan.LeftOut.Select(c => c.Kind), Is.EqualTo(new[] { MidYear }));
    }

    [Test]
    public void One_that_the_office_leaves_out_is_not_made_and_said()
    {
        var plan = For("2018-01-05", rule: CheckpointRule.Default with { PlanWorkdays = null, ThirdQuarter = null });
        Assert.That(plan.Created.Select(c => c.Kind), Is.EqualTo(new[] { MidYear, YearEnd }));
        Assert.That(plan.LeftOut, Is.EqualTo(new CheckpointLeftOut[] { new(Plan, null, "办公厅没有设这个节点"), new(ThirdQuarter, null, "办公厅没有设这个节点") }));
    }

    [Test]
    public void A_day_that_the_notice_names_stays_the_notices() =>
        Assert.That(For("2018-01-05", yearEnd: "2018-12-20", rule: CheckpointRule.Default with { YearEnd = null }).Created[^1],
            Is.EqualTo(new Checkpoint(YearEnd, Day("2018-12-20"), FromNotice: true, Provisional: false)));

    [TestCase("2018-12-03", 9)]
    [TestCase("2018-12-04", 8)]
    public void The_least_distance_is_counted_in_working_days_to_the_day(string dispatchedOn, int distance)
    {
        CheckpointPlan With(int least) => For(dispatchedOn, rule: CheckpointRule.Default with { YearEnd = new(12, 14), LeastWorkdays = least });
        Assert.That(With(distance).Created.Select(c => c.Kind), Does.Contain(YearEnd));
        Assert.That(With(distance + 1).Created.Select(c => c.Kind), Does.Not.Contain(YearEnd));
    }

    [Test]
    public void A_plan_reckoned_over_an_unknown_year_is_provisional() =>
        Assert.That(For("2026-12-01", year: 2027).Created[0], Is.EqualTo(new Checkpoint(Plan, Day("2027-01-12"), false, Provisional: true)));
}
