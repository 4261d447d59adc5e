using NodaTime;
using NodaTime.Text;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.Tests.Deadlines;

public sealed class TimeLimitReaderTests
{
    static readonly Years Plan2018 = new(2018, null);

    [TestCase("12月底", "2018-12-31")]
    [TestCase("12月底前", "2018-12-31")]
    [TestCase("12月底前完成", "2018-12-31")]
    [TestCase("12月底前全面完成。", "2018-12-31")]
    [TestCase("12月底以前", "2018-12-31")]
    [TestCase("12月底之前办结", "2018-12-31")]
    [TestCase("12月", "2018-12-31")]
    [TestCase("12月份", "2018-12-31")]
    [TestCase("12月内", "2018-12-31")]
    [TestCase("（12月底前）", "2018-12-31")]
    [TestCase("力争9月底前完成", "2018-09-30")]
    [TestCase("原则上9月底前", "2018-09-30")]
    [TestCase("不迟于9月30日", "2018-09-30")]
    [TestCase("最迟9月30日前", "2018-09-30")]
    [TestCase("于9月底前", "2018-09-30")]
    [TestCase("截至9月底", "2018-09-30")]
    [TestCase("9月底前取得明显成效", "2018-09-30")]
    [TestCase("十二月底前", "2018-12-31")]
    [TestCase("十二月三十一日前", "2018-12-31")]
    [TestCase("２月底", "2018-02-28")]
    [TestCase("２０１９年６月３０日前", "2019-06-30")]
    [TestCase("二〇一九年六月底", "2019-06-30")]
    [TestCase("二零一九年六月", "2019-06-30")]
    [TestCase("二○一九年六月底前", "2019-06-30")]
    [TestCase("2020年2月底前", "2020-02-29")]
    [TestCase("2019年2月", "2019-02-28")]
    [TestCase("2019.06", "2019-06-30")]
    [TestCase("2019.6", "2019-06-30")]
    [TestCase("2019.6底前", "2019-06-30")]
    [TestCase("2019-06-30", "2019-06-30")]
    [TestCase("2019/6/30前", "2019-06-30")]
    [TestCase("2019.6.15", "2019-06-15")]
    [TestCase("年底前", "2018-12-31")]
    [TestCase("年底", "2018-12-31")]
    [TestCase("年末", "2018-12-31")]
    [TestCase("年终", "2018-12-31")]
    [TestCase("今年底前", "2018-12-31")]
    [TestCase("本年底", "2018-12-31")]
    [TestCase("当年年底前", "2018-12-31")]
    [TestCase("2018年年底前", "2018-12-31")]
    [TestCase("2018年度内", "2018-12-31")]
    [TestCase("2018年12月15日前", "2018-12-15")]
    [TestCase("12月15日（星期六）前", "2018-12-15")]
    [TestCase("12月15日下午5点前", "2018-12-15")]
    [TestCase("12月15日17:00前", "2018-12-15")]
    [TestCase("12月15日下班前", "2018-12-15")]
    [TestCase("12月15日24时前", "2018-12-15")]
    [TestCase("10月31日之前", "2018-10-31")]
    [TestCase("10月31号以前", "2018-10-31")]
    [TestCase("6月上旬", "2018-06-10")]
    [TestCase("6月中旬", "2018-06-20")]
    [TestCase("9月下旬前", "2018-09-30")]
    [TestCase("9月中下旬", "2018-09-30")]
    [TestCase("上半年", "2018-06-30")]
    [TestCase("上半年完成", "2018-06-30")]
    [TestCase("下半年", "2018-12-31")]
    [TestCase("2019年上半年", "2019-06-30")]
    [TestCase("一季度", "2018-03-31")]
    [TestCase("一季度末", "2018-03-31")]
    [TestCase("三季度末前", "2018-09-30")]
    [TestCase("前三季度", "2018-09-30")]
    [TestCase("第三季度", "2018-09-30")]
    [TestCase("第4季度", "2018-12-31")]
    [TestCase("二季度前", "2018-06-30")]
    [TestCase("到2020年底", "2020-12-31")]
    [TestCase("至2020年底前", "2020-12-31")]
    [TestCase("2019年", "2019-12-31")]
    [TestCase("2019年度", "2019-12-31")]
    [TestCase("2019年内", "2019-12-31")]
    [TestCase("2019年全年", "2019-12-31")]
    [TestCase("明年3月底前", "2019-03-31")]
    [TestCase("次年1月15日前", "2019-01-15")]
    [TestCase("“十三五”末", "2020-12-31")]
    [TestCase("“十四五”期末", "2025-12-31")]
    [TestCase("十四五末", "2025-12-31")]
    public void A_date_is_due_on_the_last_day_meant(string words, string due) =>
        Assert.That(Sure(words), Is.EqualTo(new TimeLimit(words, TimeLimitKind.ByDate, Iso(due))));

    [TestCase("2018—2020年", "2020-12-31")]
    [TestCase("2018-2020年", "2020-12-31")]
    [TestCase("2018－2020", "2020-12-31")]
    [TestCase("2018年—2020年", "2020-12-31")]
    [TestCase("2018年至2020年", "2020-12-31")]
    [TestCase("2018年至2019年6月底", "2019-06-30")]
    [TestCase("2018年11月—2019年2月", "2019-02-28")]
    [TestCase("2019年3月-6月", "2019-06-30")]
    [TestCase("2019.3-2019.6", "2019-06-30")]
    [TestCase("3—6月", "2018-06-30")]
    [TestCase("3月至6月", "2018-06-30")]
    [TestCase("3月1日—10日", "2018-03-10")]
    [TestCase("3月1日至5月31日", "2018-05-31")]
    [TestCase("三月至六月底", "2018-06-30")]
    [TestCase("自3月起至6月底止", "2018-06-30")]
    [TestCase("即日起至12月底", "2018-12-31")]
    [TestCase("印发之日起至2019年底", "2019-12-31")]
    [TestCase("2019年1—12月", "2019-12-31")]
    [TestCase("“十四五”期间", "2025-12-31")]
    [TestCase("“十四五”时期", "2025-12-31")]
    public void A_range_is_due_on_its_last_day(string words, string due) =>
        Assert.That(Sure(words), Is.EqualTo(new TimeLimit(words, TimeLimitKind.Range, Iso(due))));

    [TestCase("全年", TimeLimitKind.WholeYear)]
    [TestCase("全年推进", TimeLimitKind.WholeYear)]
    [TestCase("全年持续推进", TimeLimitKind.WholeYear)]
    [TestCase("年内持续推进", TimeLimitKind.WholeYear)]
    [TestCase("贯穿全年", TimeLimitKind.WholeYear)]
    [TestCase("年内", TimeLimitKind.WholeYear)]
    [TestCase("年内完成", TimeLimitKind.WholeYear)]
    [TestCase("今年内", TimeLimitKind.WholeYear)]
    [TestCase("本年度内完成", TimeLimitKind.WholeYear)]
    [TestCase("1—12月", TimeLimitKind.WholeYear)]
    [TestCase("1-12月", TimeLimitKind.WholeYear)]
    [TestCase("1月-12月", TimeLimitKind.WholeYear)]
    [TestCase("1月至12月", TimeLimitKind.WholeYear)]
    [TestCase("2018年1月—12月", TimeLimitKind.WholeYear)]
    [TestCase("2018年全年", TimeLimitKind.WholeYear)]
    [TestCase("2018年全年推进", TimeLimitKind.WholeYear)]
    [TestCase("长期", TimeLimitKind.LongTerm)]
    [TestCase("长期坚持", TimeLimitKind.LongTerm)]
    [TestCase("长期坚持。", TimeLimitKind.LongTerm)]
    [TestCase("（长期坚持）", TimeLimitKind.LongTerm)]
    [TestCase("长期任务", TimeLimitKind.LongTerm)]
    [TestCase("持续推进", TimeLimitKind.LongTerm)]
    [TestCase("持续实施", TimeLimitKind.LongTerm)]
    [TestCase("常态化", TimeLimitKind.LongTerm)]
    [TestCase("常态化推进", TimeLimitKind.LongTerm)]
    [TestCase("即日起长期坚持", TimeLimitKind.LongTerm)]
    [TestCase("长期坚持，持续推进", TimeLimitKind.LongTerm)]
    [TestCase("适时", TimeLimitKind.WhenAppropriate)]
    [TestCase("适时开展", TimeLimitKind.WhenAppropriate)]
    [TestCase("视情", TimeLimitKind.WhenAppropriate)]
    [TestCase("根据工作需要适时开展", TimeLimitKind.WhenAppropriate)]
    [TestCase("每月", TimeLimitKind.Periodic)]
    [TestCase("每季度", TimeLimitKind.Periodic)]
    [TestCase("月调度", TimeLimitKind.Periodic)]
    [TestCase("季通报", TimeLimitKind.Periodic)]
    [TestCase("半年一总结", TimeLimitKind.Periodic)]
    [TestCase("每月25日前报送进展情况", TimeLimitKind.Periodic)]
    [TestCase("每季度末", TimeLimitKind.Periodic)]
    [TestCase("每季度末前", TimeLimitKind.Periodic)]
    [TestCase("每季度首月10日前", TimeLimitKind.Periodic)]
    [TestCase("每季度末月25日前报送", TimeLimitKind.Periodic)]
    [TestCase("每季度最后一个月20日前", TimeLimitKind.Periodic)]
    [TestCase("每季度结束后5个工作日内", TimeLimitKind.Periodic)]
    [TestCase("每季度1次", TimeLimitKind.Periodic)]
    [TestCase("每半年", TimeLimitKind.Periodic)]
    [TestCase("每半年一次", TimeLimitKind.Periodic)]
    [TestCase("每半年至少开展1次", TimeLimitKind.Periodic)]
    [TestCase("每年", TimeLimitKind.Periodic)]
    [TestCase("每年1月底前", TimeLimitKind.Periodic)]
    [TestCase("每年6月、12月底前", TimeLimitKind.Periodic)]
    [TestCase("每年6月和12月10日前", TimeLimitKind.Periodic)]
    [TestCase("每年年底前", TimeLimitKind.Periodic)]
    [TestCase("每月5日前", TimeLimitKind.Periodic)]
    [TestCase("每月28日前报送", TimeLimitKind.Periodic)]
    [TestCase("每月底", TimeLimitKind.Periodic)]
    [TestCase("每周五前", TimeLimitKind.Periodic)]
    [TestCase("每周五下班前", TimeLimitKind.Periodic)]
    [TestCase("每两个月1次", TimeLimitKind.Periodic)]
    [TestCase("次月5日前", TimeLimitKind.Periodic)]
    [TestCase("按月", TimeLimitKind.Periodic)]
    [TestCase("按季度推进", TimeLimitKind.Periodic)]
    [TestCase("印发后30日内", TimeLimitKind.Relative)]
    [TestCase("印发后20个工作日内", TimeLimitKind.Relative)]
    [TestCase("印发后二十个工作日内完成", TimeLimitKind.Relative)]
    [TestCase("自印发之日起一个月内", TimeLimitKind.Relative)]
    [TestCase("公布之日起20个工作日内", TimeLimitKind.Relative)]
    [TestCase("会后7日内", TimeLimitKind.Relative)]
    [TestCase("收到通知后两周内", TimeLimitKind.Relative)]
    [TestCase("立行立改", TimeLimitKind.Immediate)]
    [TestCase("立即", TimeLimitKind.Immediate)]
    [TestCase("立即整改", TimeLimitKind.Immediate)]
    [TestCase("尽快完成", TimeLimitKind.Immediate)]
    public void Words_without_a_date_say_how_the_limit_behaves(string words, TimeLimitKind kind) =>
        Assert.That(Sure(words), Is.EqualTo(new TimeLimit(words, kind, null)));

    [TestCase("每月初", "读不出每期报送的日子，按期满后第5个工作日读")]
    [TestCase("每季度初", "读不出每期报送的日子，按期满后第5个工作日读")]
    [TestCase("每月10日、20日前", "一期里写了两个日子，只按第一个逐期计时")]
    [TestCase("每学期", "读不出逐期的日子，不逐期计时，只随报送节点报送")]
    [TestCase("每年初", "读不出逐期的日子，不逐期计时，只随报送节点报送")]
    public void A_limit_that_comes_again_on_a_day_that_is_not_understood_carries_a_doubt(string words, string trouble)
    {
        var read = TimeLimitReader.Read(words, Plan2018)!;
        Assert.That((read.Limit.Kind, read.Trouble), Is.EqualTo((TimeLimitKind.Periodic, trouble)));
    }

    [TestCase("3年内", TimeLimitKind.Relative)]
    [TestCase("两年内", TimeLimitKind.Relative)]
    [TestCase("六个月内", TimeLimitKind.Relative)]
    [TestCase("半年内完成", TimeLimitKind.Relative)]
    [TestCase("按要求", TimeLimitKind.Ambiguous)]
    [TestCase("按期完成", TimeLimitKind.Ambiguous)]
    [TestCase("按时间节点", TimeLimitKind.Ambiguous)]
    [TestCase("按时间节点推进", TimeLimitKind.Ambiguous)]
    [TestCase("分阶段推进", TimeLimitKind.Ambiguous)]
    [TestCase("年初", TimeLimitKind.Ambiguous)]
    [TestCase("春节前", TimeLimitKind.Ambiguous)]
    [TestCase("汛期前", TimeLimitKind.Ambiguous)]
    [TestCase("主汛期到来之前", TimeLimitKind.Ambiguous)]
    [TestCase("2018年13月底前", TimeLimitKind.Ambiguous)]
    [TestCase("2018年2月30日前", TimeLimitKind.Ambiguous)]
    [TestCase("6月31日", TimeLimitKind.Ambiguous)]
    [TestCase("2019年6月起", TimeLimitKind.LongTerm)]
    [TestCase("自7月起长期坚持", TimeLimitKind.LongTerm)]
    public void What_names_no_day_is_doubted(string words, TimeLimitKind kind)
    {
        var read = TimeLimitReader.Read(words, Plan2018)!;
        Assert.That((read.Limit.Kind, read.Limit.Due, read.Trouble is null), Is.EqualTo((kind, (LocalDate?)null, false)));
    }

    [TestCase("国庆节前", "2018-09-30")]
    [TestCase("“五一”前", "2018-04-30")]
    [TestCase("元旦前", "2018-12-31")]
    [TestCase("年中", "2018-06-30")]
    [TestCase("7月初", "2018-07-10")]
    [TestCase("三月内", "2018-03-31")]
    public void A_day_that_is_only_likely_is_doubted(string words, string due)
    {
        var read = TimeLimitReader.Read(words, Plan2018)!;
        Assert.That((read.Limit.Kind, read.Limit.Due, read.Trouble is null), Is.EqualTo((TimeLimitKind.ByDate, Iso(due), false)));
    }

    [TestCase("10月前", "2018-09-30", "2018-10-31")]
    [TestCase("2019年10月之前", "2019-09-30", "2019-10-31")]
    [TestCase("2020年前", "2019-12-31", "2020-12-31")]
    public void Before_a_month_or_a_year_has_two_readings_and_is_settled_by_a_person(string words, string early, string late)
    {
        var read = TimeLimitReader.Read(words, Plan2018)!;
        Assert.That(read.Limit, Is.EqualTo(new TimeLimit(words, TimeLimitKind.Ambiguous, null)));
        Assert.That(read.Readings, Is.EqualTo(new TimeLimit[] { new(words, TimeLimitKind.ByDate, Iso(early)), new(words, TimeLimitKind.ByDate, Iso(late)) }));
    }

    [TestCase("6月底前完成并持续推进", "2018-06-30", TimeLimitKind.LongTerm)]
    [TestCase("2018年6月底前完成，长期坚持", "2018-06-30", TimeLimitKind.LongTerm)]
    [TestCase("6月底前，并长期坚持", "2018-06-30", TimeLimitKind.LongTerm)]
    [TestCase("持续推进，12月底前取得阶段性成效", "2018-12-31", TimeLimitKind.LongTerm)]
    [TestCase("12月底前完成，每季度报送", "2018-12-31", TimeLimitKind.Periodic)]
    public void A_date_beside_a_standing_duty_has_two_readings(string words, string due, TimeLimitKind other)
    {
        var read = TimeLimitReader.Read(words, Plan2018)!;
        Assert.That(read.Limit, Is.EqualTo(new TimeLimit(words, TimeLimitKind.ByDate, Iso(due))));
        Assert.That(read.Readings, Is.EqualTo(new TimeLimit[] { read.Limit, new(words, other, null) }));
        Assert.That(read.Trouble, Is.Not.Null);
    }

    [TestCase("立行立改，长期坚持", TimeLimitKind.Immediate, TimeLimitKind.LongTerm)]
    [TestCase("立行立改并持续推进", TimeLimitKind.Immediate, TimeLimitKind.LongTerm)]
    [TestCase("全年，每季度1次", TimeLimitKind.WholeYear, TimeLimitKind.Periodic)]
    public void Two_kinds_in_the_same_words_are_both_returned(string words, TimeLimitKind first, TimeLimitKind second)
    {
        var read = TimeLimitReader.Read(words, Plan2018)!;
        Assert.That(read.Readings.Select(r => r.Kind), Is.EqualTo(new[] { first, second }));
        Assert.That(read.Trouble, Is.Not.Null);
    }

    [TestCase("6月底、12月底前", "2018-12-31", "6月底 2018-06-30")]
    [TestCase("8月底前启动，12月底前完成", "2018-12-31", "8月底前 2018-08-31")]
    [TestCase("3月、6月、9月底前", "2018-09-30", "3月 2018-03-31", "6月 2018-06-30")]
    [TestCase("2019年6月底前、12月底前", "2019-12-31", "2019年6月底前 2019-06-30")]
    [TestCase("2018年11月底前；次年2月底前", "2019-02-28", "2018年11月底前 2018-11-30")]
    public void The_last_of_several_dates_is_the_limit(string words, string due, params string[] earlier)
    {
        var read = TimeLimitReader.Read(words, Plan2018)!;
        Assert.That(read.Limit, Is.EqualTo(new TimeLimit(words, TimeLimitKind.ByDate, Iso(due))));
        Assert.That(read.Earlier.Select(e => $"{e.Raw} {LocalDatePattern.Iso.Format(e.Due)}"), Is.EqualTo(earlier));
    }

    [TestCase("见附件")]
    [TestCase("限期整改")]
    [TestCase("年度报告")]
    [TestCase("长期吊销")]
    [TestCase("办理时限")]
    [TestCase("压减至8个工作日")]
    [TestCase("有效期至2025年底")]
    [TestCase("2025年规划")]
    [TestCase("2030年议程")]
    [TestCase("“十四五”规划")]
    [TestCase("十四五规划纲要")]
    [TestCase("2023—2024学年")]
    [TestCase("2018年内蒙古")]
    [TestCase("国庆前后")]
    [TestCase("前三名")]
    [TestCase("2.5")]
    [TestCase("2018.5%")]
    [TestCase("每个单位")]
    [TestCase("发展改革委")]
    [TestCase("6月底前完成方案编制")]
    [TestCase("持续推进改革")]
    [TestCase("全年任务分解")]
    [TestCase("110")]
    [TestCase("，")]
    [TestCase("")]
    public void Words_that_are_no_limit_are_left_alone(string words)
    {
        Assert.That(TimeLimitReader.Read(words, Plan2018), Is.Null);
        Assert.That(TimeLimitReader.Knows(words), Is.False);
    }

    [TestCase("12月底前")]
    [TestCase("年底前")]
    [TestCase("3—6月")]
    public void A_date_without_any_year_is_ambiguous(string words) =>
        Assert.That(TimeLimitReader.Read(words, new(null, null))?.Limit.Kind, Is.EqualTo(TimeLimitKind.Ambiguous));

    [Test]
    public void Without_a_plan_year_the_first_such_day_after_the_issue_is_meant() =>
        Assert.That(TimeLimitReader.Read("10月底前", new(null, new LocalDate(2018, 5, 30)))!.Limit.Due, Is.EqualTo(Iso("2018-10-31")));

    [TestCase(null, "2019-03-31", "2019-03-31", "2018-03-31")]
    [TestCase(2018, "2018-03-31", "2018-03-31", "2019-03-31")]
    public void A_day_that_has_passed_when_the_notice_is_issued_has_two_readings(int? plan, string due, params string[] readings)
    {
        var read = TimeLimitReader.Read("3月底前", new(plan, new LocalDate(2018, 5, 30)))!;
        Assert.That((read.Limit.Due, read.Trouble is null), Is.EqualTo((Iso(due), false)));
        Assert.That(read.Readings.Select(r => r.Due), Is.EqualTo(readings.Select(Iso)));
    }

    [Test]
    public void A_plan_issued_the_year_before_keeps_its_own_year() =>
        Assert.That(TimeLimitReader.Read("3月底前", new(2023, new LocalDate(2022, 12, 20))), Is.EqualTo(
            TimeLimitReader.Read("3月底前", new(2023, null))).Using<LimitRead>((a, b) => a.Limit == b.Limit && a.Trouble is null && b.Trouble is null));

    // 2023-03-10 is a Friday.
    [TestCase("本月底前", "2023-03-31")]
    [TestCase("本月20日前完成", "2023-03-20")]
    [TestCase("下月中旬", "2023-04-20")]
    [TestCase("下个月底", "2023-04-30")]
    [TestCase("本季度末", "2023-03-31")]
    [TestCase("下季度末前完成", "2023-06-30")]
    [TestCase("本周五前", "2023-03-10")]
    [TestCase("下周三前", "2023-03-15")]
    public void A_day_told_from_the_issue_is_reckoned_and_doubted(string words, string due)
    {
        var read = TimeLimitReader.Read(words, new Years(2023, new LocalDate(2023, 3, 10)))!;
        Assert.That((read.Limit.Kind, read.Limit.Due, read.Trouble), Is.EqualTo((TimeLimitKind.ByDate, Iso(due), "按成文日期推算")));
        Assert.That(TimeLimitReader.Read(words, Plan2018)!.Limit.Kind, Is.EqualTo(TimeLimitKind.Ambiguous));
    }

    [Test]
    public void In_a_plan_for_several_years_a_month_may_be_that_of_any()
    {
        var read = TimeLimitReader.Read("6月底前", new Years(null, new LocalDate(2023, 2, 1)) { Several = true })!;
        Assert.That((read.Limit.Due, read.Trouble is null), Is.EqualTo((Iso("2023-06-30"), false)));
        Assert.That(read.Readings.Select(r => r.Due), Is.EqualTo(new[] { Iso("2023-06-30"), Iso("2024-06-30"), Iso("2025-06-30") }));
    }

    static TimeLimit Sure(string words)
    {
        var read = TimeLimitReader.Read(words, Plan2018);
        Assert.That(read, Is.Not.Null);
        Assert.That((read!.Trouble, read.Readings.Count, read.Earlier.Count), Is.EqualTo(((string?)null, 0, 0)));
        return read.Limit;
    }

    static LocalDate? Iso(string day) => LocalDatePattern.Iso.Parse(day).Value;
}
