using NodaTime;
using Tracker.Domain.Deadlines;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.Deadlines;

/// <summary>What comes again: each period its day, and a month-end that never slips.</summary>
sealed class PeriodicLimitTests
{
    static IEnumerable<string> Days(string raw, int year) => PeriodicLimit.Recognise(raw)!.In(year, Calendar).Select(p => $"{p.Due.Date:uuuu-MM-dd}");

    [TestCase("每季度", "2018-04-09 2018-07-06 2018-10-12 2019-01-08")]          // the fifth working day after, over 清明 and 国庆
    [TestCase("按季度报送", "2018-04-09 2018-07-06 2018-10-12 2019-01-08")]
    [TestCase("季通报", "2018-04-09 2018-07-06 2018-10-12 2019-01-08")]
    [TestCase("每季度1次", "2018-04-09 2018-07-06 2018-10-12 2019-01-08")]
    [TestCase("每半年", "2018-07-06 2019-01-08")]
    [TestCase("半年一总结", "2018-07-06 2019-01-08")]
    [TestCase("每半年至少开展1次", "2018-07-06 2019-01-08")]
    [TestCase("每季度末前", "2018-03-31 2018-06-30 2018-09-30 2018-12-31")]
    [TestCase("每季度首月10日前", "2018-04-10 2018-07-10 2018-10-10 2019-01-10")]
    [TestCase("每季度末月25日前报送", "2018-03-25 2018-06-25 2018-09-25 2018-12-25")]
    [TestCase("每季度最后一个月20日前", "2018-03-20 2018-06-20 2018-09-20 2018-12-20")]
    [TestCase("每季度最后一个工作日", "2018-03-30 2018-06-29 2018-09-30 2018-12-29")]
    [TestCase("每季度结束后5个工作日内", "2018-04-09 2018-07-06 2018-10-12 2019-01-08")]
    [TestCase("每季度结束后10日内", "2018-04-10 2018-07-10 2018-10-10 2019-01-10")]
    [TestCase("每年1月底前", "2018-01-31")]
    [TestCase("每年6月、12月底前", "2018-06-30 2018-12-31")]
    [TestCase("每年6月和12月10日前", "2018-06-10 2018-12-10")]
    [TestCase("每年年底前", "2018-12-31")]
    public void Each_period_has_its_day(string raw, string days) => Assert.That(string.Join(' ', Days(raw, 2018)), Is.EqualTo(days));

    [TestCase("每月", "02-07 03-07 04-09 05-08 06-07 07-06 08-07 09-07 10-12 11-07 12-07 01-08")]
    [TestCase("月调度", "02-07 03-07 04-09 05-08 06-07 07-06 08-07 09-07 10-12 11-07 12-07 01-08")]
    [TestCase("次月5日前", "02-05 03-05 04-05 05-05 06-05 07-05 08-05 09-05 10-05 11-05 12-05 01-05")]
    [TestCase("每月28日前报送", "01-28 02-28 03-28 04-28 05-28 06-28 07-28 08-28 09-28 10-28 11-28 12-28")]
    [TestCase("每月二十五日前", "01-25 02-25 03-25 04-25 05-25 06-25 07-25 08-25 09-25 10-25 11-25 12-25")]
    [TestCase("每月31日前", "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31")]
    [TestCase("每月底", "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31")]
    [TestCase("每两个月", "03-07 05-08 07-06 09-07 11-07 01-08")]
    public void Each_month_has_its_day_and_the_end_of_a_month_never_slips(string raw, string days) =>
        Assert.That(string.Join(' ', Days(raw, 2018).Select(d => d[5..])), Is.EqualTo(days));

    [Test]
    public void In_a_leap_year_February_has_its_29th() => Assert.That(Days("每月30日前", 2020).Take(3), Is.EqualTo(new[] { "2020-01-30", "2020-02-29", "2020-03-30" }));

    [TestCase("每日")]
    [TestCase("每个工作日")]
    [TestCase("日调度")]
    [TestCase("每学期")]
    [TestCase("每年")]
    [TestCase("每年开展")]
    public void What_is_not_asked_for_by_the_calendar_comes_to_no_day(string raw) => Assert.That(PeriodicLimit.Recognise(raw), Is.Null);

    [TestCase("每周", "2018-01-05", "2018-12-29")]
    [TestCase("周调度", "2018-01-05", "2018-12-29")]
    [TestCase("每周最后一个工作日", "2018-01-05", "2018-12-29")]
    [TestCase("每周五下班前", "2018-01-05", "2018-12-28")]
    [TestCase("每个星期三", "2018-01-03", "2018-12-26")]
    public void Each_week_has_its_day_but_for_one_that_nobody_works(string raw, string first, string last)
    {
        var days = Days(raw, 2018).ToList();
        Assert.That((days[0], days[^1], days.Count), Is.EqualTo((first, last, 51)));
        Assert.That(days.Where(d => d.CompareTo("2018-10-01") >= 0 && d.CompareTo("2018-10-07") <= 0), Is.Empty, "国庆");
    }

    [Test]
    public void A_week_ends_on_its_last_working_day() =>
        Assert.That(Days("每周", 2018), Does.Contain("2018-02-14").And.Contain("2018-02-24").And.Contain("2018-09-30"), "before 春节, a Saturday and a Sunday that are worked");

    [TestCase("每周", "每周报送一次，逐周计时，在当周最后一个工作日；整周放假的不报")]
    [TestCase("每周五下班前", "每周报送一次，逐周计时，时限为星期五；整周放假的不报")]
    [TestCase("每日", "每日的任务不逐日计时；随报送表报送，并写明本期办理次数")]
    [TestCase("每月", "每月报送一次，逐期计时，在期满后第5个工作日")]
    [TestCase("每季度末前", "每季度报送一次，逐期计时，日子按通知")]
    [TestCase("每年6月、12月10日前", "每年6月10日、12月10日前报送")]
    [TestCase("每年", "每年一次，随年度落实情况报送，不另设日期")]
    [TestCase("每学期", "读不出逐期的日子，不逐期计时，只随报送节点报送；要计时的，请修改时限")]
    [TestCase(null, "读不出逐期的日子，不逐期计时，只随报送节点报送；要计时的，请修改时限")]
    public void What_will_happen_is_said(string? raw, string words) => Assert.That(PeriodicLimit.InWords(raw), Is.EqualTo(words));

    [TestCase("每月", false)]
    [TestCase("每周", false)]
    [TestCase("每周五前", true)]
    [TestCase("每季度1次", false)]
    [TestCase("每月28日前", true)]
    [TestCase("每季度末前", true)]
    [TestCase("每年1月底前", true)]
    public void Only_a_day_that_the_notice_names_is_a_limit(string raw, bool names) => Assert.That(PeriodicLimit.Recognise(raw)!.NamesADay, Is.EqualTo(names));

    [TestCase("每月", "2018年1月情况")]
    [TestCase("每季度", "2018年第一季度情况")]
    [TestCase("每半年", "2018年上半年情况")]
    [TestCase("每周", "2018年1月1日起一周情况")]
    [TestCase("每两个月", "2018年1—2月情况")]
    [TestCase("每年6月、12月底前", "2018年6月应报情况")]
    public void A_period_says_what_it_is_about(string raw, string what) => Assert.That(PeriodicLimit.Recognise(raw)!.In(2018, Calendar).First().What, Is.EqualTo(what));

    [Test]
    public void A_day_reckoned_over_an_unknown_year_is_provisional() =>
        Assert.That(PeriodicLimit.Recognise("每半年")!.In(2026, Calendar).Select(p => p.Due.Provisional), Is.EqualTo(new[] { false, true }));
}
