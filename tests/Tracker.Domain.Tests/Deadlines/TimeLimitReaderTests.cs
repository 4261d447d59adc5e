using NodaTime.Text;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.Tests.Deadlines;

public sealed class TimeLimitReaderTests
{
    [TestCase("12月底", "2018-12-31")]
    [TestCase("12月底前", "2018-12-31")]
    [TestCase("12月底前完成", "2018-12-31")]
    [TestCase("12月", "2018-12-31")]
    [TestCase("十二月底前", "2018-12-31")]
    [TestCase("２月底", "2018-02-28")]
    [TestCase("2020年2月底前", "2020-02-29")]
    [TestCase("年底前", "2018-12-31")]
    [TestCase("年末", "2018-12-31")]
    [TestCase("2018年年底前", "2018-12-31")]
    [TestCase("2018年12月15日前", "2018-12-15")]
    [TestCase("10月31日之前", "2018-10-31")]
    [TestCase("6月中旬", "2018-06-20")]
    [TestCase("9月下旬前", "2018-09-30")]
    [TestCase("上半年", "2018-06-30")]
    [TestCase("下半年", "2018-12-31")]
    [TestCase("一季度末", "2018-03-31")]
    [TestCase("第三季度", "2018-09-30")]
    [TestCase("到2020年底", "2020-12-31")]
    [TestCase("2019年", "2019-12-31")]
    [TestCase("明年3月底前", "2019-03-31")]
    public void A_date_is_due_on_the_last_day_meant(string words, string due) =>
        Assert.That(TimeLimitReader.Read(words, 2018), Is.EqualTo(new TimeLimit(words, TimeLimitKind.ByDate, LocalDatePattern.Iso.Parse(due).Value)));

    [TestCase("2018—2020年", "2020-12-31")]
    [TestCase("2018-2020年", "2020-12-31")]
    [TestCase("2018年至2019年6月底", "2019-06-30")]
    [TestCase("3—6月", "2018-06-30")]
    public void A_range_is_due_on_its_last_day(string words, string due) =>
        Assert.That(TimeLimitReader.Read(words, 2018), Is.EqualTo(new TimeLimit(words, TimeLimitKind.Range, LocalDatePattern.Iso.Parse(due).Value)));

    [TestCase("全年", TimeLimitKind.WholeYear)]
    [TestCase("年内", TimeLimitKind.WholeYear)]
    [TestCase("年内完成", TimeLimitKind.WholeYear)]
    [TestCase("1—12月", TimeLimitKind.WholeYear)]
    [TestCase("1月-12月", TimeLimitKind.WholeYear)]
    [TestCase("长期", TimeLimitKind.LongTerm)]
    [TestCase("长期坚持", TimeLimitKind.LongTerm)]
    [TestCase("持续推进", TimeLimitKind.LongTerm)]
    [TestCase("常态化", TimeLimitKind.LongTerm)]
    [TestCase("适时", TimeLimitKind.WhenAppropriate)]
    [TestCase("视情", TimeLimitKind.WhenAppropriate)]
    [TestCase("每月", TimeLimitKind.Periodic)]
    [TestCase("每季度", TimeLimitKind.Periodic)]
    [TestCase("每季度末前", TimeLimitKind.Periodic)]
    [TestCase("每年1月底前", TimeLimitKind.Periodic)]
    [TestCase("每月5日前", TimeLimitKind.Periodic)]
    [TestCase("印发后30日内", TimeLimitKind.Relative)]
    [TestCase("公布之日起20个工作日内", TimeLimitKind.Relative)]
    [TestCase("会后7日内", TimeLimitKind.Relative)]
    [TestCase("3年内", TimeLimitKind.Relative)]
    [TestCase("六个月内", TimeLimitKind.Relative)]
    [TestCase("立行立改", TimeLimitKind.Immediate)]
    [TestCase("10月前", TimeLimitKind.Ambiguous)]
    public void Words_without_a_date_say_how_the_limit_behaves(string words, TimeLimitKind kind) =>
        Assert.That(TimeLimitReader.Read(words, 2018), Is.EqualTo(new TimeLimit(words, kind, null)));

    [TestCase("2018年13月底前")]
    [TestCase("2018年2月30日前")]
    [TestCase("见附件")]
    [TestCase("限期整改")]
    [TestCase("年度报告")]
    [TestCase("按要求")]
    [TestCase("发展改革委")]
    [TestCase("110")]
    [TestCase("")]
    public void Words_that_are_no_limit_are_left_to_a_person(string words) => Assert.That(TimeLimitReader.Read(words, 2018), Is.Null);

    [TestCase("12月底前")]
    [TestCase("年底前")]
    public void A_date_without_any_year_is_ambiguous(string words) =>
        Assert.That(TimeLimitReader.Read(words, null)?.Kind, Is.EqualTo(TimeLimitKind.Ambiguous));
}
