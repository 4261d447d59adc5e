using Tracker.Domain.Notices;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

sealed class ObligationCountTests
{
    static Obligation Read(string sentence) => SentenceObligations.In(sentence)[0];

    static ObligationCount Of(string sentence, int done, int late = 0, int? year = 2018, string since = "2018-06-11") =>
        new(1, Read(sentence), year, Day(since), done, late);

    [TestCase("1年内解读重要政策应不少于2次。", true)]
    [TestCase("每季度至少1次。", true)]
    [TestCase("每周调度一次。", true)]
    [TestCase("完成审批程序后1个工作日内公开。", true)]
    [TestCase("会后7日内报送贯彻落实情况。", true)]
    [TestCase("建立每日读网制度，杜绝随意上线。", false)]               // a word for a noun
    [TestCase("每月受理和办结的数据要及时填报至平台。", false)]
    [TestCase("每天巡查。", false)]                                     // who would count the days
    public void Reports_are_asked_for_what_can_be_counted(string sentence, bool asked) =>
        Assert.That(ObligationCount.IsAsked(Read(sentence)), Is.EqualTo(asked));

    [TestCase("1年内解读重要政策应不少于2次。", 1, 0, "已开展 1/2 次")]
    [TestCase("1年内解读重要政策应不少于2次。", 3, 0, "已开展 3/2 次")]
    [TestCase("每周调度一次。", 30, 0, "已开展 30 次")]
    [TestCase("应在完成审批程序后1个工作日内公开。", 12, 1, "发生 12 次，超时 1 次")]
    [TestCase("会后7日内报送贯彻落实情况。", 0, 0, "发生 0 次，超时 0 次")]
    public void Counts_are_told_against_what_the_year_asks_for(string sentence, int done, int late, string words) =>
        Assert.That(Of(sentence, done, late).InWords, Is.EqualTo(words));

    // Given its part on 2018-06-11, a unit has the third and the fourth quarter, the second half and six months whole.
    [TestCase("每年至少2次。", "2018-06-11", 2)]
    [TestCase("每半年开展一次评估。", "2018-06-11", 1)]
    [TestCase("每季度至少1次。", "2018-06-11", 2)]
    [TestCase("每季度至少2次。", "2018-04-01", 6)]
    [TestCase("每月通报1次。", "2018-06-11", 6)]
    [TestCase("每月通报1次。", "2018-06-01", 7)]
    [TestCase("每两个月召开1次例会研究。", "2018-06-11", 6)]
    [TestCase("每周调度一次。", "2018-06-11", 0)]
    [TestCase("每年至少2次。", "2019-02-01", 0)]                        // given after the year
    [TestCase("会后7日内报送贯彻落实情况。", "2018-06-11", 0)]
    public void A_year_asks_for_its_number_whole_and_shorter_periods_for_those_that_the_unit_had_whole(string sentence, string since, int target) =>
        Assert.That(Of(sentence, 0, since: since).Target, Is.EqualTo(target));

    [TestCase("1年内解读重要政策应不少于2次。", 1, "2018-09-30", null)]
    [TestCase("1年内解读重要政策应不少于2次。", 1, "2018-10-01", "黄 全年不少于2次，已报1次")]
    [TestCase("1年内解读重要政策应不少于2次。", 1, "2018-12-31", "黄 全年不少于2次，已报1次")]
    [TestCase("1年内解读重要政策应不少于2次。", 1, "2019-01-01", "红 全年不少于2次，已报1次")]
    [TestCase("1年内解读重要政策应不少于2次。", 2, "2018-10-01", null)]
    [TestCase("1年内解读重要政策应不少于2次。", 2, "2019-01-01", null)]
    [TestCase("每季度至少1次。", 1, "2018-10-01", null)]                 // one quarter has ended
    [TestCase("每季度至少1次。", 0, "2018-10-01", "黄 每季度1次，到9月底应有1次，已报0次")]
    [TestCase("每季度至少1次。", 1, "2018-12-31", null)]
    [TestCase("每季度至少1次。", 1, "2019-01-01", "红 每季度1次，全年应有2次，已报1次")]
    [TestCase("每半年开展一次评估。", 0, "2018-12-31", null)]            // the half has not ended
    [TestCase("每半年开展一次评估。", 0, "2019-01-01", "红 每半年1次，全年应有1次，已报0次")]
    [TestCase("每月通报1次。", 2, "2018-10-01", "黄 每月1次，到9月底应有3次，已报2次")]
    [TestCase("每周调度一次。", 0, "2019-01-01", null)]
    [TestCase("会后7日内报送贯彻落实情况。", 0, "2019-01-01", null)]
    public void A_number_that_is_short_warns_from_October_and_is_red_after_the_year(string sentence, int done, string on, string? expected) =>
        Assert.That(Of(sentence, done).ShortOn(Day(on), LampRule.Default) is { } few ? $"{(few.YearIsOver ? "红" : "黄")} {few.Reason}" : null, Is.EqualTo(expected));

    [Test]
    public void Nothing_is_asked_of_a_supports_number_nor_of_a_plan_without_a_year()
    {
        var count = Of("1年内解读重要政策应不少于2次。", 0, year: null);
        Assert.That((count.ShortOn(Day("2019-06-01"), LampRule.Default), count.InWords, count.Thresholds(LampRule.Default).Count()), Is.EqualTo(((ShortCount?)null, "已开展 0 次", 0)));
    }

    [Test]
    public void The_day_of_warning_is_a_setting()
    {
        var rule = LampRule.Default with { CountsWarnMonth = 11, CountsWarnDay = 15 };
        var count = Of("每季度至少1次。", 0);
        Assert.That((count.ShortOn(Day("2018-11-14"), rule), count.ShortOn(Day("2018-11-15"), rule)?.Reason), Is.EqualTo(((ShortCount?)null, "每季度1次，到11月14日应有1次，已报0次")));
        Assert.That((LampRule.Default with { CountsWarnMonth = 2, CountsWarnDay = 29 }).CountsWarnOn(2018), Is.EqualTo(Day("2018-02-28")));
    }
}
