using Tracker.Domain.Notices;
using Tracker.Domain.Notices.Recognisers;

namespace Tracker.Domain.Tests.Notices;

public sealed class ObligationTests
{
    [TestCase("主要负责人，1年内解读重要政策应不少于2次。", "1年内解读重要政策应不少于2次", 2, "year")]
    [TestCase("主要负责人每年至少专门听取一次政务公开工作汇报,及时研究。", "每年至少专门听取一次政务公开工作汇报", 1, "year")]
    [TestCase("按年度对各部门开展效果评估,并通报。", "按年度对各部门开展效果评估", 1, "year")]
    [TestCase("每季度至少召开2次新闻发布会。", "每季度至少召开2次新闻发布会", 2, "quarter")]
    [TestCase("每季度至少1次。", "每季度至少1次", 1, "quarter")]
    [TestCase("每年不少于2次。", "每年不少于2次", 2, "year")]
    [TestCase("每年不少于两次开展培训。", "每年不少于两次开展培训", 2, "year")]
    [TestCase("每半年开展一次评估。", "每半年开展一次评估", 1, "half")]
    [TestCase("每学期至少开展2次检测。", "每学期至少开展2次检测", 2, "half")]
    [TestCase("每月10日、20日、30日前更新数据。", "每月10日、20日、30日前更新数据", 3, "month")]
    [TestCase("每年6月和12月底前报送总结。", "每年6月和12月底前报送总结", 2, "year")]
    [TestCase("每周调度一次。", "每周调度一次", 1, "week")]
    [TestCase("每两个月召开1次例会研究。", "每两个月召开1次例会研究", 6, "year")]
    [TestCase("按季度通报进展。", "按季度通报进展", 1, "quarter")]
    [TestCase("每年12月底前报送总结。", "每年12月底前报送总结", 1, "year")]
    [TestCase("全年开展专项检查不少于4次。", "全年开展专项检查不少于4次", 4, "year")]
    [TestCase("每月受理和办结的数据要及时填报至平台。", "每月", 1, "month")]
    [TestCase("建立每日读网制度，杜绝随意上线。", "每日", 1, "day")]
    public void A_duty_that_comes_round_has_a_number_and_a_period(string sentence, string raw, int times, string per) =>
        Assert.That(Frequencies.In(sentence).Single().Obligation, Is.EqualTo(new Obligation(raw, ObligationRule.Frequency, null, times, per, null)));

    [Test]
    public void Two_duties_of_one_clause_are_two() =>
        Assert.That(Frequencies.In("按月调度、按季度通报。").Select(o => (o.Obligation.Raw, o.Obligation.Per)), Is.EqualTo(new[] { ("按月调度", "month"), ("按季度通报", "quarter") }));

    [TestCase("全年推进。")]
    [TestCase("年内完成改版。")]
    [TestCase("力争“最多跑一次”。")]
    [TestCase("办理情况定期通报。")]
    [TestCase("落实《每月调度制度》要求。")]
    [TestCase("研发投入每年增长10%。")]
    [TestCase("逐年提高标准。")]
    [TestCase("每个单位明确一名联络员。")]
    [TestCase("每万人拥有量达到5件。")]
    [TestCase("城市低保提高到每人每月780元。")]
    [TestCase("按每年1.2万元的标准补助。")]
    [TestCase("按要求报送。")]
    public void Other_words_about_the_year_are_no_frequency(string sentence) => Assert.That(Frequencies.In(sentence), Is.Empty);

    [TestCase("应在完成审批程序后1个工作日内公开。", "1个工作日内", 1, "完成审批程序")]
    [TestCase("应当在行政首长签发后3个工作日内，通过网站公开。", "3个工作日内", 3, "行政首长签发")]
    [TestCase("自信息形成之日起20个工作日内公开。", "20个工作日内", 20, "信息形成")]
    [TestCase("收到申请后，3个工作日内答复。", "3个工作日内", 3, "收到申请")]
    [TestCase("受理之日起十个工作日以内办结。", "十个工作日以内", 10, "受理")]
    [TestCase("于每季度结束后5个工作日内报送。", "5个工作日内", 5, "每季度结束")]
    public void Working_days_after_an_event_name_the_event(string sentence, string raw, int days, string happening) =>
        Assert.That(ServiceTimes.In(sentence).Single().Obligation, Is.EqualTo(new Obligation(raw, ObligationRule.WorkingDaysAfterEvent, days, null, null, happening)));

    [TestCase("会后7日内报送贯彻落实情况。", "7日内", 7, "会")]
    [TestCase("在每次督查结束后十日内反馈意见。", "十日内", 10, "每次督查结束")]
    [TestCase("收到群众来信之日起30日内答复。", "30日内", 30, "收到群众来信")]
    public void Days_of_the_calendar_after_an_event_are_told_apart_from_working_days(string sentence, string raw, int days, string happening) =>
        Assert.That(ServiceTimes.In(sentence).Single().Obligation, Is.EqualTo(new Obligation(raw, ObligationRule.DaysAfterEvent, days, null, null, happening)));

    [TestCase("压减至8个工作日。")]
    [TestCase("压减至8个工作日内。")]
    [TestCase("优化流程，3个工作日内办结。")]
    [TestCase("本通知印发后20个工作日内报送。")]
    [TestCase("自本方案印发之日起30日内报送。")]
    [TestCase("办理时间缩短到15日内。")]
    public void Working_days_without_an_event_of_their_own_are_none(string sentence) => Assert.That(ServiceTimes.In(sentence), Is.Empty);
}
