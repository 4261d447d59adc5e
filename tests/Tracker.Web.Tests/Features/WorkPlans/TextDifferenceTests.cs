using Tracker.Web.Features.WorkPlans;

namespace Tracker.Web.Tests.Features.WorkPlans;

[TestFixture]
public sealed class TextDifferenceTests
{
    [TestCase("9月底前完成", "10月底前完成", "[9]月底前完成", "[10]月底前完成")]
    [TestCase("完成", "完成", "完成", "完成")]
    [TestCase("", "新的", "", "[新的]")]
    [TestCase("公布清单。", "向社会公布目录清单。", "公布清单。", "[向社会]公布[目录]清单。")]
    [TestCase("甲负责乙办理", "丙落实乙推进", "[甲负责乙办理]", "[丙落实乙推进]")]
    public void What_differs_is_marked_in_both(string before, string after, string left, string right)
    {
        var difference = TextDifference.Of(before, after);
        Assert.That((Marked(difference.Before), Marked(difference.After)), Is.EqualTo((left, right)));
    }

    static string Marked(IEnumerable<TextDifference.Piece> pieces) => string.Concat(pieces.Select(p => p.Differs ? $"[{p.Text}]" : p.Text));
}
