using NodaTime;
using Tracker.Domain.Deadlines;
using static Tracker.Domain.Deadlines.CheckpointKind;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Deadlines;

sealed class CheckpointPlanTests
{
    static CheckpointPlan For(string dispatchedOn, int year = 2018, string? plan = null, string? yearEnd = null) =>
        CheckpointPlan.For(Day(dispatchedOn), year, new(DayOrNull(plan), DayOrNull(yearEnd)), CheckpointRule.Default, Calendar);

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
    public void A_plan_reckoned_over_an_unknown_year_is_provisional() =>
        Assert.That(For("2026-12-01", year: 2027).Created[0], Is.EqualTo(new Checkpoint(Plan, Day("2027-01-12"), false, Provisional: true)));
}
