using NodaTime;
using NodaTime.Text;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Tests.Notices;

/// <summary>What a covering letter or a closing paragraph asks for, and the aims that stand beside it.</summary>
public sealed class NoticeDeadlinesTests
{
    static readonly Years Plan2023 = new(2023, new LocalDate(2023, 3, 6));

    [TestCase("请于2023年4月10日前将实施方案报市政府办公室。", "2023年4月10日前", "2023-04-10")]
    [TestCase("请各单位于4月10日（星期一）下班前报送联络员名单。", "4月10日（星期一）下班前", "2023-04-10")]
    [TestCase("于11月30日前，将全年落实情况报送市政府督查室。", "11月30日前", "2023-11-30")]
    [TestCase("首次报送时间为3月31日。", "3月31日", "2023-03-31")]
    [TestCase("次年1月10日前报送年度总结。", "次年1月10日前", "2024-01-10")]
    [TestCase("年底前组织一次验收。", "年底前", "2023-12-31")]
    [TestCase("务于4月10日上午10时前，将台账报市政府办公室。", "4月10日上午10时前", "2023-04-10")]
    public void A_day_set_outside_the_tasks_is_found(string sentence, string raw, string due) =>
        Assert.That(NoticeDeadlines.In(Passage.At(0, sentence), Plan2023).Select(d => (d.Raw, d.Due, d.Rule)), Is.EqualTo(new[] { (raw, Iso(due), (string?)null) }));

    [TestCase("于2月10日前将台账报市政府办公室。")]
    public void A_day_that_may_be_another_says_why(string sentence) => Assert.That(NoticeDeadlines.In(Passage.At(0, sentence), Plan2023).Single().Trouble, Is.EqualTo("没有写年份，按计划年度读则早于成文日期"));

    [Test]
    public void And_the_notice_is_doubted_for_it() =>
        Assert.That(Paper.Read("某市人民政府办公室关于印发2023年重点工作分工方案的通知\n某政办发〔2023〕5号\n各县：\n现印发给你们。各单位于2月10日前将台账报市政府办公室。\n某市人民政府办公室\n2023年3月6日\n一、民生\n1.修路。（市交通局）\n2.架桥。（市交通局）").Doubts.Single().Field, Is.EqualTo("noticeDeadlines"));

    [TestCase("每月28日前报送进展情况。", "每月28日前")]
    [TestCase("每季度末将进展情况报送市发展改革委。", "每季度末")]
    [TestCase("每季度末月25日前，将台账报市政府办公室。", "每季度末月25日前")]
    [TestCase("在每季度最后一个月的30日前报送进展。", "每季度最后一个月的30日前")]
    [TestCase("每半年报送一次工作总结。", "每半年")]
    [TestCase("每年1月15日前上报上年度总结。", "每年1月15日前")]
    [TestCase("按月报送工作信息。", "按月")]
    [TestCase("从2023年4月起，务于每月25日前将情况报县政府督查室。", "每月25日前")]
    [TestCase("每月10日前要将上月情况书面报送。", "每月10日前")]
    [TestCase("印发后20个工作日内制定具体措施。", "印发后20个工作日内")]
    public void Reports_that_come_round_and_days_after_the_notice_have_a_rule(string sentence, string raw) =>
        Assert.That(NoticeDeadlines.In(Passage.At(0, sentence), Plan2023).Select(d => (d.Raw, d.Due, d.Rule)), Is.EqualTo(new[] { (raw, (LocalDate?)null, raw) }));

    [TestCase("已经2023年3月1日市政府第5次常务会议审议通过。")]
    [TestCase("《2023年重点工作方案》已经市政府同意。")]
    [TestCase("每季度召开一次联席会议。")]
    [TestCase("到2025年，全市建成20个。")]
    [TestCase("2025年底前，全市建成20个。")]
    [TestCase("本方案自2023年4月1日起施行，有效期至2025年12月31日。")]
    public void Other_dates_ask_for_nothing(string sentence) => Assert.That(NoticeDeadlines.In(Passage.At(0, sentence), Plan2023), Is.Empty);

    [TestCase("到2025年，建成20个。", "到2025年", "2025-12-31", "建成20个。")]
    [TestCase("到2025年底，建成20个。", "到2025年底", "2025-12-31", "建成20个。")]
    [TestCase("力争到2025年，建成20个。", "到2025年", "2025-12-31", "建成20个。")]
    [TestCase("通过三年努力，到2025年末，建成20个。", "到2025年末", "2025-12-31", "建成20个。")]
    [TestCase("到“十四五”末，建成20个。", "到“十四五”末", "2025-12-31", "建成20个。")]
    [TestCase("2025年底前，建成20个。", "2025年底前", "2025-12-31", "建成20个。")]
    [TestCase("到2023年6月底，建成20个。", "到2023年6月底", "2023-06-30", "建成20个。")]
    public void An_aim_has_its_year_at_the_head_of_a_sentence(string sentence, string raw, string due, string text) =>
        Assert.That(Goals.In(Passage.At(0, sentence)).Select(g => (g.Raw, (LocalDate?)g.Due, g.Text)), Is.EqualTo(new[] { (raw, Iso(due), text) }));

    [TestCase("2025年底前，各单位将总结报送市政府办公室。")]
    [TestCase("在2025年，继续推进。")]
    [TestCase("提高到2025年的水平，继续推进。")]
    [TestCase("2023年，全市增长5%；力争更快。")]
    public void What_is_due_or_only_told_is_no_aim(string sentence) =>
        Assert.That(Goals.In(Passage.At(0, sentence)), Is.Empty);

    static LocalDate? Iso(string day) => LocalDatePattern.Iso.Parse(day).Value;
}
