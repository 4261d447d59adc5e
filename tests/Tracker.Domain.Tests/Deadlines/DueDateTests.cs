using Tracker.Domain.Deadlines;
using static Tracker.Domain.Deadlines.TimeLimitKind;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Deadlines;

sealed class DueDateTests
{
    static readonly PlanDates Xizang = new(2018, Day("2018-06-11"), Day("2018-05-30"), Day("2018-06-06"), Day("2018-06-11"));
    static readonly PlanDates Undated = new(null, Day("2018-06-11"), null, null, null);

    static DueDate Due(TimeLimitKind kind, string? raw = null, string? due = null, PlanDates? plan = null) =>
        DueDate.Of(new TimeLimit(raw, kind, DayOrNull(due)), plan ?? Xizang, Calendar);

    [TestCase(ByDate, "2018-10-31")]
    [TestCase(TimeLimitKind.Range, "2020-12-31")]
    public void A_date_of_the_notice_is_due_as_it_stands(TimeLimitKind kind, string due) =>
        Assert.That(Due(kind, due: due), Is.EqualTo(new DueOn(Day(due))));

    [TestCase(WholeYear)]
    [TestCase(None)]
    public void The_whole_year_ends_with_the_plan_year(TimeLimitKind kind) =>
        Assert.That(Due(kind), Is.EqualTo(new DueOn(Day("2018-12-31")) { EndOfWholeYear = true }));

    [TestCase("印发后30日内", "2018-07-06")]            // from the imprint, 06-06
    [TestCase("印发之日起15日内", "2018-06-21")]
    [TestCase("印发后10日内", "2018-06-19")]            // the 16th is a Saturday before 端午节: runs on
    [TestCase("本通知公布后30个工作日内", "2018-07-24")]
    [TestCase("公布后３０个工作日以内", "2018-07-24")]    // full-width digits
    [TestCase("发布之日起二十个工作日内", "2018-07-10")]
    [TestCase("3年内", "2021-05-30")]                  // no event: from the signature, 05-30
    [TestCase("6个月内", "2018-11-30")]
    [TestCase("两周内", "2018-06-13")]
    [TestCase("十五日内", "2018-06-14")]
    public void A_relative_limit_counts_from_its_event_which_is_not_counted(string raw, string due) =>
        Assert.That(Due(Relative, raw), Is.EqualTo(new DueOn(Day(due))));

    [Test]
    public void A_relative_limit_that_runs_into_an_unknown_year_is_provisional() =>
        Assert.That(Due(Relative, "公布后10个工作日内", plan: Xizang with { PublishedOn = Day("2026-12-25") }),
            Is.EqualTo(new DueOn(Day("2027-01-08")) { Provisional = true }));

    [TestCase(LongTerm)]
    [TestCase(WhenAppropriate)]
    [TestCase(Periodic)]
    public void Some_limits_have_no_day(TimeLimitKind kind) => Assert.That(Due(kind), Is.TypeOf<NoDueDate>());

    [Test]
    public void No_limit_in_a_plan_without_a_year_has_no_day() =>
        Assert.That(Due(None, plan: Undated), Is.EqualTo(new NoDueDate("未写时限")));

    [TestCase(Ambiguous, null, "两种读法")]
    [TestCase(ByDate, "10月底", "未确定")]
    [TestCase(WholeYear, "全年", "没有年度")]
    [TestCase(Relative, "印发后30日内", "印发日期未填")]
    [TestCase(Relative, "公布后30日内", "公布日期未填")]
    [TestCase(Relative, "3年内", "成文日期未填")]
    [TestCase(Relative, "稍后", "算不出日期")]
    [TestCase(Relative, "2018年内", "算不出日期")]
    [TestCase(Relative, "二三十日内", "算不出日期")]
    public void What_cannot_be_reckoned_is_left_to_a_person(TimeLimitKind kind, string? raw, string reason) =>
        Assert.That(Due(kind, raw, plan: Undated), Is.TypeOf<DueToBeSet>().With.Property("Reason").Contains(reason));

    [TestCase("会后7日内", "会")]
    [TestCase("项目批复之日起30个工作日内", "项目批复")]
    public void An_event_that_nobody_knows_yet_is_waited_for(string raw, string happens) =>
        Assert.That(Due(Relative, raw), Is.EqualTo(new DueAfterEvent(happens)));

    [Test]
    public void At_once_proposes_ten_working_days_after_dispatch() =>
        Assert.That(Due(Immediate, "立行立改"), Is.TypeOf<DueToBeSet>().With.Property("Proposal").EqualTo(Day("2018-06-26")));
}
