using NodaTime;
using NodaTime.Text;
using Tracker.Domain.Notices.Recognisers;

namespace Tracker.Domain.Tests.Notices;

public sealed class SentenceDatesTests
{
    static readonly Years Plan2018 = new(2018, new LocalDate(2018, 5, 30));

    [TestCase("年底前将清理整合情况报区政府办公厅备案。", "年底前", "2018-12-31")]
    [TestCase("动态公开工作推进情况，年底公布各项民生项目完成情况。", "年底", "2018-12-31")]
    [TestCase("博州政府网年内完成门户网站改版工作。", "年内", "2018-12-31")]
    [TestCase("各部门、各直属机构于12月底前,将公开目录在网上公开。", "12月底前", "2018-12-31")]
    [TestCase("9月底前,各县市负责报送。", "9月底前", "2018-09-30")]
    [TestCase("2018年12月底将政府网站纳入统一技术建设。", "2018年12月底", "2018-12-31")]
    [TestCase("2018年年底前全面公开城市环境空气质量情况。", "2018年年底前", "2018-12-31")]
    [TestCase("请于2018年12月15日前报政府办公厅。", "2018年12月15日前", "2018-12-15")]
    [TestCase("到2020年底建成平台。", "到2020年底", "2020-12-31")]
    [TestCase("三季度末前完成摸底。", "三季度末前", "2018-09-30")]
    [TestCase("上半年前完成摸底。", "上半年前", "2018-06-30")]
    [TestCase("2019年启动建设，6月底前建成。", "6月底前", "2019-06-30")]
    public void A_date_by_which_something_is_due_is_found(string sentence, string raw, string due)
    {
        var found = SentenceDates.In(sentence, Plan2018).Single();
        Assert.That((sentence.Substring(found.Start, found.Length), found.Due, found.Trouble), Is.EqualTo((raw, (LocalDate?)LocalDatePattern.Iso.Parse(due).Value, (string?)null)));
    }

    [TestCase("按照《国务院办公厅关于做好政府公报工作的通知》（国办发〔2018〕22号）要求，办好公报。")]
    [TestCase("根据国务院教育等主管部门年底前分别制定完善的制度，加强分类指导。")]
    [TestCase("将办理时限压减至8个工作日。")]
    [TestCase("在政府信息公开工作年度报告中公布。")]
    [TestCase("纳入年底目标考核。")]
    [TestCase("采取年初定计划、年中抓进度、年末严考核的方式。")]
    [TestCase("截至2018年6月底，全省已建成。")]
    [TestCase("政策有效期至2018年12月底。")]
    [TestCase("情节严重的长期吊销执照。")]
    [TestCase("2018年5月1日起施行。")]
    [TestCase("落实2018年重点任务。")]
    [TestCase("2017年底前已经完成的，予以巩固。")]
    [TestCase("1年内解读重要政策应不少于2次。")]
    [TestCase("除110、120、119等紧急类服务热线外。")]
    [TestCase("近3年内没有违法记录。")]
    public void Dates_that_bind_nobody_are_left_alone(string sentence) => Assert.That(SentenceDates.In(sentence, Plan2018), Is.Empty);

    [TestCase("3年内对工作人员轮训一遍。", "3年内", "2021-05-30")]
    [TestCase("6个月内建成。", "6个月内", "2018-11-30")]
    public void Without_an_event_the_day_of_issue_is_taken_and_doubted(string sentence, string raw, string due)
    {
        var found = SentenceDates.In(sentence, Plan2018).Single();
        Assert.That((sentence.Substring(found.Start, found.Length), found.Due), Is.EqualTo((raw, (LocalDate?)LocalDatePattern.Iso.Parse(due).Value)));
        Assert.That(found.Trouble, Is.Not.Null);
    }

    [TestCase("并在本通知公布后30个工作日内在各自门户网站公开。", "本通知公布后30个工作日内")]
    [TestCase("方案印发之日起20日内报送。", "方案印发之日起20日内")]
    public void Days_after_the_notice_itself_wait_for_their_event(string sentence, string raw)
    {
        var found = SentenceDates.In(sentence, Plan2018).Single();
        Assert.That((sentence.Substring(found.Start, found.Length), found.Due), Is.EqualTo((raw, (LocalDate?)null)));
    }

    [Test]
    public void A_year_taken_from_the_day_of_issue_is_doubted() =>
        Assert.That(SentenceDates.In("10月底前完成。", new(null, new LocalDate(2018, 5, 30))).Single().Trouble, Is.Not.Null);
}
