using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Tests.Platform;

[TestFixture]
public sealed class TitleLinesTests
{
    [TestCase("关于工作的汇总", "关于工作的汇总")]
    [TestCase("关于《2018年重点工作分工方案》落实情况的汇总", "关于《2018年重点工作分工方案》|落实情况的汇总")]
    [TestCase("关于《西藏自治区贯彻落实国务院办公厅2018年政务公开工作要点分工方案》落实情况的汇总",
        "关于《西藏自治区贯彻落实国务院办公厅|2018年政务公开工作要点分工方案》|落实情况的汇总")]
    public void A_title_is_cut_where_a_word_ends(string title, string lines) =>
        Assert.That(string.Join('|', TitleLines.Of(title)), Is.EqualTo(lines));

    [Test]
    public void A_title_that_offers_no_place_is_cut_all_the_same() =>
        Assert.That(TitleLines.Of(new string('甲', 90)), Has.All.Length.InRange(1, 20));
}
