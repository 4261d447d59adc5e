using System.Diagnostics;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Four times the text takes four times as long, and not sixteen times. <c>./run bench reader</c> goes on to 10 MB.</summary>
public sealed class GrowthTests
{
    const int Short = 100_000, Times = 4, Rounds = 7;
    // Between 4 and 16; what is too short to be measured is not judged.
    const double Most = 8;
    static readonly TimeSpan TooShort = TimeSpan.FromMilliseconds(4);

    static readonly string Letter = "某省人民政府办公厅关于印发2018年重点工作分工方案的通知\n各市人民政府，省各部门：\n现将方案印发给你们，请认真落实。\n某省人民政府办公厅\n2018年3月1日\n";

    static IEnumerable<string> Layouts => LongPlan.Layouts;

    [TestCaseSource(nameof(Layouts))]
    public void A_plan_of_many_tasks(string layout)
    {
        var tasks = Paper.Read(SeedData.Text("notices/xizang-2018.txt")).Tasks;
        var (one, four) = (LongPlan.Of(tasks, layout, Short), LongPlan.Of(tasks, layout, Short * Times));
        Assert.That(Paper.Read(four.Text).Tasks, Has.Count.EqualTo(four.Items));
        GrowsWithTheText((one.Text, four.Text));
    }

    [TestCase("xizang-2018")]
    [TestCase("bozhou-2018")]
    [TestCase("youxian-2018")]
    [TestCase("xizang-2016")]
    [TestCase("xizang-2020")]
    public void A_notice_again_and_again(string name) => GrowsWithTheText("", SeedData.Text($"notices/{name}.txt") + "\n");

    // What speaks of many tasks, or is compared with all that came before, stands in every one of them.
    [TestCase("1.做好甲事。（财政厅、教育厅）\n以上任务6月底前完成。\n")]
    [TestCase("1.做好甲事。（财政厅、教育厅，列第一位者为牵头单位，下同）\n")]
    [TestCase("1.做好甲事。（财政厅、教育厅。以下均需各县区落实，不再列出）\n")]
    [TestCase("各项任务由各县区落实，不再列出。\n1.做好甲事。（财政厅）\n")]
    [TestCase("一、加强公开\n1.做好甲事。（财政厅）\n")]
    [TestCase("附件1\n一、加强公开\n（一）做好乙事（6月底前）\n1.做好甲事。（财政厅）\n")]
    [TestCase("做好甲事。\n")]
    [TestCase("序号\n工作任务\n责任单位\n")]
    public void The_same_lines_again_and_again(string lines) => GrowsWithTheText(Letter, lines);

    // On one line that never ends.
    [TestCase("1.做好甲事", "。（财政厅、教育厅）2.做好乙事")]
    [TestCase("责任单位：", "财政厅、教育厅、")]
    [TestCase("1.做好甲事。", "完成时限：尽快。")]
    [TestCase("1.做好甲事。", "财政厅 ")]
    [TestCase("1.做好甲事，", "6月、")]
    [TestCase("1.做好甲事，", "每月至少")]
    [TestCase("责任单位：财政厅", "按职责分工负责")]
    [TestCase("责任单位：财政厅", "和财政厅")]
    [TestCase("1.做好甲事", "（")]
    [TestCase("1.", "1")]
    [TestCase("|序号|工作任务|责任单位|\n", "|财政厅")]
    public void The_same_words_on_one_line(string opening, string words) => GrowsWithTheText(Letter + opening, words);

    static void GrowsWithTheText(string opening, string piece) => GrowsWithTheText(
        (opening + string.Concat(Enumerable.Repeat(piece, Short / 3 / piece.Length)), opening + string.Concat(Enumerable.Repeat(piece, Times * Short / 3 / piece.Length))));

    static void GrowsWithTheText((string One, string Four) texts)
    {
        var (one, four) = (TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        // The least of several, taken in turn: a busy machine only ever adds.
        for (var round = 0; round < Rounds && !(four < one * Most); round++)
            (one, four) = (Min(one, TimeFor(texts.One)), Min(four, TimeFor(texts.Four)));
        Assert.That(four, Is.LessThan(one * Most).Or.LessThan(TooShort));
    }

    static TimeSpan TimeFor(string text)
    {
        var watch = Stopwatch.StartNew();
        Paper.Read(text);
        return watch.Elapsed;
    }

    static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
