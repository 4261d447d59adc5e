using NodaTime;
using NodaTime.Text;
using Tracker.Domain.Deadlines;
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
    [TestCase("请于12月15日（星期六）17:00前报政府办公厅。", "12月15日（星期六）17:00前", "2018-12-15")]
    [TestCase("到2020年底建成平台。", "到2020年底", "2020-12-31")]
    [TestCase("到2020年，建成平台。", "到2020年", "2020-12-31")]
    [TestCase("力争到2020年，建成平台。", "到2020年", "2020-12-31")]
    [TestCase("到“十三五”末，建成平台。", "到“十三五”末", "2020-12-31")]
    [TestCase("三季度末前完成摸底。", "三季度末前", "2018-09-30")]
    [TestCase("上半年前完成摸底。", "上半年前", "2018-06-30")]
    [TestCase("2018年第三季度完成摸底。", "2018年第三季度", "2018-09-30")]
    [TestCase("2019年启动建设，6月底前建成。", "6月底前", "2019-06-30")]
    [TestCase("2019年启动建设，次年3月底前建成。", "次年3月底前", "2020-03-31")]
    [TestCase("不迟于10月20日开馆。", "10月20日", "2018-10-20")]
    [TestCase("首次报送时间为2018年7月10日。", "2018年7月10日", "2018-07-10")]
    [TestCase("2018年7月至12月，分三批完成改造。", "2018年7月至12月", "2018-12-31")]
    [TestCase("2018年力争取得实效，2020年建成通车。", "2020年", "2020-12-31")]
    [TestCase("力争2018年12月主线贯通。", "2018年12月", "2018-12-31")]
    [TestCase("近期重点抓好三项工作，10月份取得突破。", "10月份", "2018-10-31")]
    [TestCase("制定2019年度预算，12月上旬报人大审议。", "12月上旬", "2018-12-10")]
    [TestCase("项目10月完成主体施工。", "10月", "2018-10-31")]
    [TestCase("2019年6月建成投用。", "2019年6月", "2019-06-30")]
    [TestCase("2019年6月，完成竣工验收。", "2019年6月", "2019-06-30")]
    [TestCase("计划于9月20日上线运行。", "9月20日", "2018-09-20")]
    [TestCase("计划10月20日开工。", "10月20日", "2018-10-20")]
    [TestCase("2018年6月至9月完成整治。", "2018年6月至9月", "2018-09-30")]
    [TestCase("二〇一八年十二月底前完成。", "二〇一八年十二月底前", "2018-12-31")]
    [TestCase("２０１８年１２月底前完成。", "２０１８年１２月底前", "2018-12-31")]
    [TestCase("2018.12.20前报送总结。", "2018.12.20前", "2018-12-20")]
    public void A_date_by_which_something_is_due_is_found(string sentence, string raw, string due)
    {
        var found = SentenceDates.In(sentence, Plan2018).Single();
        Assert.That((sentence[found.Start..found.End], found.Due, found.Trouble, found.Perhaps), Is.EqualTo((raw, Iso(due), (string?)null, false)));
    }

    [TestCase("6月底、12月底前各报送一次。", "6月底 2018-06-30", "12月底前 2018-12-31")]
    [TestCase("分别于2018年12月20日和2019年1月5日以前送交。", "2018年12月20日 2018-12-20", "2019年1月5日以前 2019-01-05")]
    [TestCase("分别于7月、9月和12月底前报送。", "7月 2018-07-31", "9月 2018-09-30", "12月底前 2018-12-31")]
    [TestCase("7月底前立项，10月主体施工过半，年底前投入使用。", "7月底前 2018-07-31", "10月 2018-10-31", "年底前 2018-12-31")]
    [TestCase("8月底前获批，9月启动招标，年底前建成。", "8月底前 2018-08-31", "9月 2018-09-30", "年底前 2018-12-31")]
    [TestCase("6月底前完成试点，10月底前全面推开。", "6月底前 2018-06-30", "10月底前 2018-10-31")]
    [TestCase("2019年3月底前完成立项，9月底前开工。", "2019年3月底前 2019-03-31", "9月底前 2019-09-30")]
    [TestCase("2019年3月底前完成立项。9月底前完成自查。", "2019年3月底前 2019-03-31", "9月底前 2018-09-30")]
    [TestCase("2018年11月底前完成自评，次年1月15日前报送。", "2018年11月底前 2018-11-30", "次年1月15日前 2019-01-15")]
    public void Each_date_of_a_sentence_is_found(string sentence, params string[] dates) =>
        Assert.That(SentenceDates.In(sentence, Plan2018).Select(d => $"{sentence[d.Start..d.End]} {LocalDatePattern.Iso.Format(d.Due!.Value)}"), Is.EqualTo(dates));

    [TestCase("按照《国务院办公厅关于做好政府公报工作的通知》（国办发〔2018〕22号）要求，办好公报。")]
    [TestCase("落实《2018年12月底前清理规范方案》。")]
    [TestCase("根据国务院教育等主管部门年底前分别制定完善的制度，加强分类指导。")]
    [TestCase("将办理时限压减至8个工作日。")]
    [TestCase("办理时限由20个工作日压减至8个工作日内。")]
    [TestCase("在政府信息公开工作年度报告中公布。")]
    [TestCase("纳入年底目标考核。")]
    [TestCase("采取年初定计划、年中抓进度、年末严考核的方式。")]
    [TestCase("截至2018年6月底，全省已建成。")]
    [TestCase("截止2018年12月底仍未办理的，予以通报。")]
    [TestCase("政策有效期至2018年12月底。")]
    [TestCase("优惠政策执行至2020年12月31日止。")]
    [TestCase("阶段性降费政策延续至2025年底。")]
    [TestCase("自2018年7月1日起至2020年底，免征该项收费。")]
    [TestCase("情节严重的长期吊销执照。")]
    [TestCase("对逾期未改的限期整改。")]
    [TestCase("2018年5月1日起施行。")]
    [TestCase("本办法自2018年7月1日起施行，有效期5年。")]
    [TestCase("落实2018年重点任务。")]
    [TestCase("编制2025年规划。")]
    [TestCase("对接联合国2030年议程。")]
    [TestCase("衔接“十四五”规划。")]
    [TestCase("“十三五”期间累计建成30个。")]
    [TestCase("2017年底前已经完成的，予以巩固。")]
    [TestCase("2018年底前已建成的项目，予以巩固。")]
    [TestCase("对2018年6月底前出台的文件进行清理。")]
    [TestCase("年底前未完成的，予以通报。")]
    [TestCase("2018年3月印发的方案继续有效。")]
    [TestCase("2018年3月出台了管理办法。")]
    [TestCase("2018年1月完成摸底。")]
    [TestCase("自2018年6月1日至2020年5月31日，免征该项收费。")]
    [TestCase("10月，对已完成改造的项目组织验收。")]
    [TestCase("2018年完成投资10亿元。")]
    [TestCase("2020年规划已完成编制。")]
    [TestCase("第三季度增速有望回升。")]
    [TestCase("较2018年底增长5%。")]
    [TestCase("2017年增长8.5%，2018年力争增长9%。")]
    [TestCase("1年内解读重要政策应不少于2次。")]
    [TestCase("除110、120、119等紧急类服务热线外。")]
    [TestCase("将商标注册平均审查周期压缩至4个月以内。")]
    [TestCase("建设工期缩短到6个月内。")]
    [TestCase("近3年内没有违法记录。")]
    [TestCase("5年内不得再次申报。")]
    [TestCase("一般登记5日内办结。")]
    [TestCase("将补换时限由15日缩短至3日内。")]
    [TestCase("每年12月底前报送。")]
    [TestCase("每年1月31日前公布上一年度报告。")]
    [TestCase("每月5日前、每季度末月25日前报送。")]
    [TestCase("在收到申请后5个工作日内答复。")]
    [TestCase("“6·26”国际禁毒日前后开展宣传。")]
    [TestCase("国庆节前后开展检查。")]
    [TestCase("建设110千伏线路2.5公里。")]
    [TestCase("争取2018年投资增长10%。")]
    public void Dates_that_bind_nobody_are_left_alone(string sentence) => Assert.That(SentenceDates.In(sentence, Plan2018), Is.Empty);

    [TestCase("6月份开展安全生产月活动。", "6月份")]
    [TestCase("10月举办农民丰收节。", "10月")]
    [TestCase("2018年6月至9月，集中开展整治。", "2018年6月至9月")]
    [TestCase("自2018年6月1日至9月30日开展集中整治。", "2018年6月1日至9月30日")]
    public void A_day_of_an_event_may_be_a_limit_or_not(string sentence, string raw)
    {
        var found = SentenceDates.In(sentence, Plan2018).Single();
        Assert.That((sentence[found.Start..found.End], found.Perhaps), Is.EqualTo((raw, true)));
    }

    [TestCase("3年内对工作人员轮训一遍。", "3年内", "2021-05-30")]
    [TestCase("争取两年内建成主体。", "两年内", "2020-05-30")]
    [TestCase("力争用两年左右时间完成改造。", "两年左右时间", "2020-05-30")]
    [TestCase("利用6个月的时间完成改造。", "6个月的时间", "2018-11-30")]
    [TestCase("6个月内建成。", "6个月内", "2018-11-30")]
    [TestCase("半年内建成。", "半年内", "2018-11-30")]
    [TestCase("100天内完成清欠。", "100天内", "2018-09-07")]
    public void Without_an_event_the_day_of_issue_is_taken_and_doubted(string sentence, string raw, string due)
    {
        var found = SentenceDates.In(sentence, Plan2018).Single();
        Assert.That((sentence[found.Start..found.End], found.Due, found.Trouble is null), Is.EqualTo((raw, Iso(due), false)));
    }

    [Test]
    public void Three_years_may_be_calendar_years() =>
        Assert.That(SentenceDates.In("3年内轮训一遍。", Plan2018).Single().Readings, Is.EqualTo(new LocalDate[] { new(2021, 5, 30), new(2020, 12, 31), new(2021, 12, 31) }));

    [TestCase("并在本通知公布后30个工作日内在各自门户网站公开。", "本通知公布后30个工作日内")]
    [TestCase("方案印发之日起20日内报送。", "方案印发之日起20日内")]
    [TestCase("印发后20个工作日内报送。", "印发后20个工作日内")]
    [TestCase("收到本通知后10个工作日内报送。", "收到本通知后10个工作日内")]
    public void Days_after_the_notice_itself_wait_for_their_event(string sentence, string raw)
    {
        var found = SentenceDates.In(sentence, Plan2018).Single();
        Assert.That((sentence[found.Start..found.End], found.Due), Is.EqualTo((raw, (LocalDate?)null)));
    }

    [TestCase("2018年2月30日前完成。", "2018年2月30日前")]
    [TestCase("2018年13月底前完成。", "2018年13月底前")]
    [TestCase("11月31日前完成。", "11月31日前")]
    [TestCase("汛期前完成水毁修复。", "汛期前")]
    [TestCase("汛前完成水毁修复。", "汛前")]
    [TestCase("春节前完成慰问。", "春节前")]
    public void What_names_no_day_is_doubted_and_not_guessed(string sentence, string raw)
    {
        var found = SentenceDates.In(sentence, Plan2018).Single();
        Assert.That((sentence[found.Start..found.End], found.Due, found.Trouble is null), Is.EqualTo((raw, (LocalDate?)null, false)));
    }

    [Test]
    public void Before_a_month_has_two_readings() =>
        Assert.That(SentenceDates.In("10月前完成。", Plan2018).Single().Readings, Is.EqualTo(new LocalDate[] { new(2018, 9, 30), new(2018, 10, 31) }));

    [TestCase("10月底前完成。", "2018-10-31")]
    [TestCase("3月底前完成。", "2019-03-31", "2019-03-31", "2018-03-31")]
    public void Without_a_plan_year_the_first_such_day_after_the_issue_is_meant(string sentence, string due, params string[] readings)
    {
        var found = SentenceDates.In(sentence, new(null, new LocalDate(2018, 5, 30))).Single();
        Assert.That((found.Due, found.Trouble is not null), Is.EqualTo((Iso(due), readings.Length > 0)));
        Assert.That(found.Readings.Select(r => (LocalDate?)r), Is.EqualTo(readings.Select(Iso)));
    }

    [TestCase("请于2022年12月28日前报送。", "2022-12-28")]
    [TestCase("12月底前完成。", "2023-12-31")]
    [TestCase("2023年3月底前完成。", "2023-03-31")]
    public void A_plan_issued_the_year_before_knows_dates_of_both_years(string sentence, string due) =>
        Assert.That(SentenceDates.In(sentence, new(2023, new LocalDate(2022, 12, 20))).Single().Due, Is.EqualTo(Iso(due)));

    static LocalDate? Iso(string day) => LocalDatePattern.Iso.Parse(day).Value;
}
