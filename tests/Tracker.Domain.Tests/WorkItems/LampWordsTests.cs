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

    [Test]
    public void No_two_lamps_share_a_shape_or_a_word_or_a_colour()
    {
        var lamps = Enum.GetValues<Lamp>();
        Assert.That(lamps.Select(l => l.Mark().Shape), Is.Unique);
        Assert.That(lamps.Select(l => l.Mark().Word), Is.Unique);
        Assert.That(lamps.Select(l => l.Colour()), Is.Unique);
    }
}
