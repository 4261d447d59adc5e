using Tracker.Domain.WorkItems;

namespace Tracker.Domain.Tests.WorkItems;

[TestFixture]
public sealed class EqualSentencesTests
{
    const string Task = "压减行政许可事项，优化审批流程。年底前完成清理工作任务。";

    static SaidText Said(long id, long speaker, string text, params long[] takenFrom) => new(id, speaker, $"单位{speaker}", text, takenFrom);

    static string[] Found(string text, params string[] others) =>
        [.. EqualSentences.Among(Task, [.. others.Select((other, i) => Said(i + 1, i + 1, other)), Said(99, 99, text)])[99].Select(e => $"{text.Substring(e.Start, e.Length)}|{e.InWords}")];

    [TestCase("压减行政许可事项，优化审批流程。", TestName = "as it stands")]
    [TestCase("压减行政许可事项,优化审批流程;", TestName = "with other punctuation")]
    [TestCase("　压减 行政许可事项、优化审批流程", TestName = "with blanks and no end")]
    [TestCase("（一）压减行政许可事项，优化审批流程。", TestName = "numbered in brackets")]
    [TestCase("1.压减行政许可事项，优化审批流程。", TestName = "numbered with a dot")]
    [TestCase("一是压减行政许可事项，优化审批流程；", TestName = "counted up")]
    public void The_tasks_own_sentence_is_pointed_out(string text) => Assert.That(Found(text), Is.EqualTo(new[] { $"{text.Trim()}|与任务原文相同" }));

    [TestCase("已压减行政许可事项，优化审批流程。", TestName = "a word more")]
    [TestCase("压减行政许可事项。", TestName = "half of it")]
    [TestCase("无新进展", TestName = "the word for nothing new")]
    [TestCase("", TestName = "nothing")]
    [TestCase("。。；！", TestName = "punctuation only")]
    public void Other_words_are_not(string text) => Assert.That(Found(text), Is.Empty);

    [TestCase("正在按计划推进。", false, TestName = "seven letters are said by chance")]
    [TestCase("正在按计划推进中了。", false, TestName = "nine too")]
    [TestCase("正在按计划推进各工作。", true, TestName = "ten are not")]
    public void Short_sentences_are_left_out(string text, bool found) => Assert.That(Found(text, text), found ? Has.Length.EqualTo(1) : Is.Empty);

    [TestCase("全年新增城镇就业1.5万人次", "全年新增城镇就业15万人次", false, TestName = "the point in a number")]
    [TestCase("全年新增城镇就业1,200人次", "全年新增城镇就业1200人次", true, TestName = "thousands")]
    [TestCase("全年新增城镇就业１２００人次", "全年新增城镇就业1200人次", true, TestName = "full width")]
    [TestCase("累计完成投资计划的80%以上", "累计完成投资计划的80以上", false, TestName = "percent")]
    [TestCase("累计完成第1-2批改革任务", "累计完成第12批改革任务", false, TestName = "a span")]
    [TestCase("1.5万人次参加了全区培训", "2.5万人次参加了全区培训", false, TestName = "a number is no list number")]
    public void Numbers_make_the_difference(string text, string other, bool equal) => Assert.That(Found(text, other), equal ? Has.Length.EqualTo(1) : Is.Empty);

    [Test]
    public void Each_sentence_of_a_text_stands_in_its_place()
    {
        var text = "已印发方案。\n  我厅召开动员大会作出部署。 年底前完成清理工作任务。";
        Assert.That(Found(text, "我厅召开动员大会作出部署；"), Is.EqualTo(new[] { "我厅召开动员大会作出部署。|与单位1相同", "年底前完成清理工作任务。|与任务原文相同" }));
    }

    [Test]
    public void Many_speakers_are_counted() => Assert.That(Found("组织召开全区工作推进会议。", [.. Enumerable.Repeat("组织召开全区工作推进会议", 5)]),
        Is.EqualTo(new[] { "组织召开全区工作推进会议。|与单位1、单位2、单位3等5处相同" }));

    [Test]
    public void Only_the_text_before_counts_as_last_period()
    {
        const string old = "已经召开工作推进会议部署。", other = "已经出台实施方案并印发。";
        var found = EqualSentences.Among("", [Said(1, 7, old), Said(2, 7, other), Said(3, 7, old), Said(4, 7, old + other)]);
        Assert.That((found[1].Count(), found[2].Count(), found[3].Count()), Is.EqualTo((0, 0, 0)), "two reports ago is not last period");
        Assert.That(found[4].Select(e => (e.Start, e.InWords)), Is.EqualTo(new[] { (0, "与上次报送相同") }));
    }

    [Test]
    public void What_was_openly_taken_over_is_not_pointed_out()
    {
        const string text = "组织召开全区工作推进会议。";
        var found = EqualSentences.Among("", [Said(1, 1, text), Said(2, 2, text), Said(3, 3, text, takenFrom: 1)]);
        Assert.That((found[1].Single().InWords, found[2].Single().InWords, found[3].Single().InWords),
            Is.EqualTo(("与单位2相同", "与单位1、单位3相同", "与单位2相同")));
    }
}
