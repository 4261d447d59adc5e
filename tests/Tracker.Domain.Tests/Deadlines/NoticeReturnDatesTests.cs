using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Deadlines;

sealed class NoticeReturnDatesTests
{
    static readonly PlanDates Xizang = new(2018, Day("2018-06-11"), Day("2018-05-30"), Day("2018-06-06"), Day("2018-06-11"));

    static NoticeDeadline Duty(string what, string raw, string? due = null) => new(what, raw, DayOrNull(due), null, []);

    static NoticeReturnDates Proposed(params NoticeDeadline[] duties) => NoticeReturnDates.Proposed(duties, Xizang, Calendar);

    [Test]
    public void The_covering_letter_of_xizang_2018_sets_the_plan_and_the_year_end() =>
        Assert.That(Proposed(
                Duty("确保主要负责同志年内至少听取1次政务公开工作汇报", "年内至少听取1次", "2018-12-31"),
                Duty("详细制定切合实际的实施方案或工作措施，并在本通知公布后30个工作日内在各自门户网站公开", "本通知公布后30个工作日内"),
                Duty("各地各部门的年度政务公开工作要点落实情况，请于2018年12月15日前报政府办公厅", "2018年12月15日前", "2018-12-15")),
            Is.EqualTo(new NoticeReturnDates(Day("2018-07-24"), Day("2018-12-15"))));

    [Test]
    public void The_first_plan_and_the_last_results_count() =>
        Assert.That(Proposed(
                Duty("报送半年落实情况", "7月10日前", "2018-07-10"), Duty("报送全年落实情况", "12月20日前", "2018-12-20"),
                Duty("修订工作方案", "9月底前", "2018-09-30"), Duty("报送工作方案", "8月10日前", "2018-08-10")),
            Is.EqualTo(new NoticeReturnDates(Day("2018-08-10"), Day("2018-12-20"))));

    [Test]
    public void Other_duties_and_dates_that_cannot_be_reckoned_set_nothing() =>
        Assert.That(Proposed(Duty("报送工作总结", "会后7日内"), Duty("报送半年落实情况", "7月10日前", "2018-07-10"), Duty("召开会议", "6月底前", "2018-06-30")), Is.EqualTo(NoticeReturnDates.None));
}
