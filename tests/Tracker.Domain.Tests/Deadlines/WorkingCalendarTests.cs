using NodaTime;
using Tracker.Domain.Deadlines;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Deadlines;

sealed class WorkingCalendarTests
{
    [TestCase(2015, 116, 249)]
    [TestCase(2016, 116, 250)]
    [TestCase(2017, 116, 249)]
    [TestCase(2018, 115, 250)]
    [TestCase(2019, 115, 250)]
    [TestCase(2020, 117, 249)]
    [TestCase(2021, 115, 250)]
    [TestCase(2022, 116, 249)]
    [TestCase(2023, 116, 249)]
    [TestCase(2024, 115, 251)]
    [TestCase(2025, 117, 248)]
    [TestCase(2026, 117, 248)]
    public void Each_known_year_has_its_days_off_and_working_days(int year, int off, int worked)
    {
        var days = new LocalDate(year, 1, 1).Through(new(year, 12, 31)).ToLookup(Calendar.IsWorkday);
        Assert.That((days[false].Count(), days[true].Count()), Is.EqualTo((off, worked)));
    }

    [TestCase("2018-12-29", true)]    // a Saturday worked for 元旦 2019, by a notice of 2018-12-04
    [TestCase("2018-12-31", false)]
    [TestCase("2019-05-02", false)]   // 劳动节 2019 as lengthened in March 2019
    [TestCase("2020-02-01", false)]   // first a worked Saturday, then 春节 was lengthened
    [TestCase("2018-06-18", false)]
    [TestCase("2018-06-16", false)]
    [TestCase("2018-06-19", true)]
    public void Notices_win_over_the_day_of_the_week(string date, bool worked) =>
        Assert.That(Calendar.IsWorkday(Day(date)), Is.EqualTo(worked));

    [TestCase("2018-06-11", 30, "2018-07-24")]
    [TestCase("2018-06-16", 1, "2018-06-19")]   // from a Saturday over 端午节
    [TestCase("2018-06-11", 0, "2018-06-11")]
    [TestCase("2018-06-16", 0, "2018-06-16")]
    [TestCase("2018-12-28", 1, "2018-12-29")]
    [TestCase("2018-12-14", -10, "2018-11-30")]
    [TestCase("2018-12-15", -1, "2018-12-14")]
    [TestCase("2018-10-08", -1, "2018-09-30")]
    public void The_day_itself_is_not_counted(string from, int workdays, string expected) =>
        Assert.That(Calendar.AddWorkdays(Day(from), workdays), Is.EqualTo(new Reckoned(Day(expected), Provisional: false)));

    [TestCase("2018-12-15", "2018-12-14", "2018-11-30", "2018-12-07", "2018-12-13")]
    [TestCase("2018-12-31", "2018-12-29", "2018-12-17", "2018-12-24", "2018-12-28")]
    public void Reminders_count_back_from_the_effective_day(string until, string effective, string ten, string five, string one)
    {
        var last = Calendar.EffectiveWorkday(Day(until));
        Assert.That(last, Is.EqualTo(Day(effective)));
        Assert.That(new[] { 10, 5, 1 }.Select(n => Calendar.AddWorkdays(last, -n).Date),
            Is.EqualTo(new[] { Day(ten), Day(five), Day(one) }));
    }

    [TestCase("2018-12-07", "2018-12-15", 5)]
    [TestCase("2018-12-13", "2018-12-15", 1)]
    [TestCase("2018-12-14", "2018-12-15", 0)]
    [TestCase("2018-12-15", "2018-12-15", 0)]
    [TestCase("2018-12-20", "2018-12-15", 0)]
    [TestCase("2018-12-21", "2018-12-31", 6)]
    public void Days_left_run_from_tomorrow_to_the_effective_day(string today, string until, int left) =>
        Assert.That(Calendar.WorkdaysAfter(Day(today), Day(until)), Is.EqualTo(left));

    [TestCase("2018-12-15", "2018-12-14", 0)]
    [TestCase("2018-12-15", "2018-12-16", 0)]   // late since Sunday, by no working day yet
    [TestCase("2018-12-15", "2018-12-17", 1)]
    [TestCase("2018-12-31", "2019-01-02", 1)]
    [TestCase("2018-12-31", "2019-01-15", 10)]
    public void Days_late_run_from_the_day_after(string due, string today, int late) =>
        Assert.That(Calendar.WorkdaysLate(Day(due), Day(today)), Is.EqualTo(late));

    [TestCase("2018-06-16", "2018-06-19")]
    [TestCase("2018-06-15", "2018-06-15")]
    [TestCase("2018-10-01", "2018-10-08")]
    public void What_falls_on_a_day_off_goes_the_next_working_day(string date, string next) =>
        Assert.That(Calendar.NextWorkday(Day(date)), Is.EqualTo(Day(next)));

    [Test]
    public void Counting_by_look_up_agrees_with_walking_day_by_day()
    {
        var worked = 0;
        foreach (var day in Day("2014-06-01").Through(Day("2027-06-30")))
        {
            Assert.That(Calendar.WorkdaysLate(Day("2014-05-31"), day), Is.EqualTo(worked += Calendar.IsWorkday(day) ? 1 : 0), $"{day}");
            Assert.That(Calendar.AddWorkdays(Day("2014-05-31"), worked).Date, Is.EqualTo(worked == 0 ? Day("2014-05-31") : Calendar.EffectiveWorkday(day)), $"{day}");
        }
    }

    [TestCase(2014, false)]
    [TestCase(2015, true)]
    [TestCase(2026, true)]
    [TestCase(2027, false)]
    public void A_year_without_a_notice_is_unknown(int year, bool known) => Assert.That(Calendar.Knows(year), Is.EqualTo(known));

    [TestCase("2026-12-01", "2026-12-28", false)]
    [TestCase("2026-12-01", "2026-12-29", true)]    // the notice for 2027 may reach back to it
    [TestCase("2027-01-04", "2026-12-01", true)]
    [TestCase("2018-12-01", "2018-12-31", false)]
    [TestCase("2014-12-31", "2015-01-05", true)]
    public void Reckoning_over_unsettled_days_is_provisional(string from, string to, bool provisional) =>
        Assert.That(Calendar.Provisional(Day(from), Day(to)), Is.EqualTo(provisional));

    [Test]
    public void A_date_in_an_unknown_year_is_reckoned_from_Monday_to_Friday_and_marked() =>
        Assert.That(Calendar.AddWorkdays(Day("2026-12-25"), 10), Is.EqualTo(new Reckoned(Day("2027-01-08"), Provisional: true)));

    [Test]
    public void Regional_days_stand_beside_the_national_ones_and_win()
    {
        var lhasa = Calendar.With(
        [
            new(Day("2023-02-20"), DayKind.Holiday, "藏历新年", ""),
            new(Day("2023-02-18"), DayKind.Workday, "藏历新年", ""),
            new(Day("2027-08-02"), DayKind.Holiday, "雪顿节", ""),
        ]);
        Assert.That(new[] { "2023-02-18", "2023-02-20", "2023-02-21", "2027-08-02" }.Select(d => lhasa.IsWorkday(Day(d))),
            Is.EqualTo(new[] { true, false, true, false }));
        Assert.That(lhasa.WorkdaysLate(Day("2023-02-17"), Day("2023-02-21")), Is.EqualTo(2));
        Assert.That(lhasa.Knows(2027), Is.False);
        Assert.That(Calendar.IsWorkday(Day("2023-02-20")), Is.True);
    }

    [TestCase("2018-13-01,holiday,x,y", "“2018-13-01”不是日期")]
    [TestCase("2018-10-01,Holiday,x,y", "holiday 或 workday")]
    [TestCase("2018-10-01,holiday,x", "应有4列")]
    [TestCase("2018-10-02,workday,x,y", "2018-10-02 出现两次")]
    public void A_calendar_that_cannot_be_understood_names_the_line(string row, string reason)
    {
        var text = $"# 注\ndate,kind,name,notice\n2018-10-02,holiday,国庆节,某号\n{row}\n";
        Assert.That(() => WorkingCalendar.FromCsv(text),
            Throws.TypeOf<DataUnreadable>().With.Message.StartsWith("第4行：").And.Message.Contains(reason));
    }
}
