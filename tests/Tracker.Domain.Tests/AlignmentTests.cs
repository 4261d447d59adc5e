namespace Tracker.Domain.Tests;

sealed class AlignmentTests
{
    [TestCase("", "", "")]
    [TestCase("同样的话", "同样的话", "同样的话")]
    [TestCase("9月底前完成", "10月底前完成", "月底前完成")]
    [TestCase("财政厅、审计厅", "审计厅、财政厅", "审计厅")]
    [TestCase("全年", "", "")]
    public void What_two_texts_have_in_common_stands_in_both(string left, string right, string common)
    {
        var runs = Alignment.Of(left, right);
        Assert.That(string.Concat(runs.Select(r => left.Substring(r.Left, r.Length))), Is.EqualTo(common));
        Assert.That(string.Concat(runs.Select(r => right.Substring(r.Right, r.Length))), Is.EqualTo(common));
    }

    [TestCase("", "", 1.0)]
    [TestCase("发改委", "发展改革委", 0.75)]
    [TestCase("财政厅", "气象", 0.0)]
    public void Likeness_counts_the_common_characters_of_both(string left, string right, double likeness) =>
        Assert.That(Alignment.Likeness(left, right), Is.EqualTo(likeness));

    [Test]
    public void Two_long_texts_are_aligned_at_their_ends_only_and_at_once()
    {
        var (left, right) = ("头" + new string('甲', 5000) + "尾", "头" + new string('乙', 5000) + "甲尾");
        Assert.That(Alignment.Of(left, right).Sum(r => r.Length), Is.EqualTo(3));
    }
}
