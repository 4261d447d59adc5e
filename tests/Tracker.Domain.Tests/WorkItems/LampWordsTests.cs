using Tracker.Domain.WorkItems;

namespace Tracker.Domain.Tests.WorkItems;

sealed class LampWordsTests
{
    [TestCase(Lamp.Red, false, "■逾期")]
    [TestCase(Lamp.Yellow, false, "▲预警")]
    [TestCase(Lamp.Blue, false, "◆待审核/待答复")]
    [TestCase(Lamp.Green, false, "●正常")]
    [TestCase(Lamp.Green, true, "✔完成")]
    [TestCase(Lamp.Grey, false, "○不计时")]
    public void Each_lamp_has_a_shape_and_a_word(Lamp lamp, bool ended, string mark) =>
        Assert.That(lamp.Mark(ended) is var (shape, word) ? shape + word : "", Is.EqualTo(mark));

    [TestCase("已提交，待审核", "◆待审核")]
    [TestCase("逾期3个工作日提交，待审核", "◆待审核")]
    [TestCase("申请延期，待答复", "◆待答复")]
    [TestCase("办公厅未答复（申请延期）", "◆待答复")]
    public void One_blue_lamp_says_what_it_waits_for(string reason, string mark) =>
        Assert.That(Lamp.Blue.Mark(ended: false, reason) is var (shape, word) ? shape + word : "", Is.EqualTo(mark));

    [TestCase("2018-12-07", "2018-12-15", "剩余5个工作日")]
    [TestCase("2018-12-15", "2018-12-15", "今日到期")]
    [TestCase("2026-12-21", "2026-12-28", "剩余5个工作日")]
    [TestCase("2026-12-21", "2027-01-08", "剩余14个工作日（暂定）")]   // no notice has arranged 2027
    public void Days_over_a_year_that_no_notice_has_arranged_are_told_as_provisional(string today, string date, string words) =>
        Assert.That(LampWords.DaysInWords(Dates.Day(date), Dates.Day(today), Dates.Calendar), Is.EqualTo(words));

    [Test]
    public void No_two_lamps_share_a_shape_or_a_word_or_a_colour()
    {
        var lamps = Enum.GetValues<Lamp>();
        Assert.That(lamps.Select(l => l.Mark().Shape), Is.Unique);
        Assert.That(lamps.Select(l => l.Mark().Word), Is.Unique);
        Assert.That(lamps.Select(l => l.Colour()), Is.Unique);
    }
}
