using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Sentences that give units or a limit to several items above them.</summary>
public sealed class SharedClosingTests
{
    const string Letter = "某市人民政府办公室关于印发2023年重点工作分工方案的通知\n各县（区）人民政府：\n现将方案印发给你们。\n某市人民政府办公室\n2023年3月1日\n";

    static string[] Said(string plan) => [.. Paper.Read(Letter + plan).Tasks.Select(Say)];

    static string Say(ReadTask t) => $"{t.Id}|{t.Text}|{string.Join('、', t.Lead)}|{string.Join('、', t.Support)}|{string.Join('、', t.Units)}|{t.TimeLimit.Due:uuuu-MM-dd}|{(t.Doubts.Count > 0 ? "?" : "")}";

    [TestCase("以上两项由市民政局牵头，市财政局配合，11月底前完成。", "市民政局|市财政局||2023-11-30|")]
    [TestCase("以上2项工作，市民政局牵头，市财政局配合，11月底前完成。", "市民政局|市财政局||2023-11-30|")]
    [TestCase("（以上两项，市民政局牵头，市财政局配合，11月底前完成）", "市民政局|市财政局||2023-11-30|")]
    [TestCase("（以上两项由市民政局牵头，市财政局配合。于11月底前完成。）", "市民政局|市财政局||2023-11-30|")]
    [TestCase("上述任务由市民政局、市财政局按职责分工负责，11月底前完成。", "||市民政局、市财政局|2023-11-30|")]
    [TestCase("以上各项责任单位：市民政局、市财政局。", "市民政局|市财政局|||")]
    [TestCase("本条各项由市民政局牵头。", "市民政局||||")]
    [TestCase("第二至第三项由市民政局牵头，11月底前完成。", "市民政局|||2023-11-30|")]
    [TestCase("第2—3项任务于11月底前由市民政局落实。", "市民政局|||2023-11-30|")]
    public void A_closing_of_several_is_that_of_each(string closing, string each) =>
        Assert.That(Said($"一、交通\n1.修路。（市交通运输局）\n二、民生\n2.建设食堂。\n3.建设泳池。\n{closing}"), Is.EqualTo(new[] { "一.1|修路。|市交通运输局|||", $"二.2|建设食堂。|{each}", $"二.3|建设泳池。|{each}" }.Select((s, i) => i == 0 ? s + "|" : s)));

    [Test]
    public void It_may_end_the_paragraph_of_the_last_item() =>
        Assert.That(Said("一、民生\n1.建设食堂。\n2.建设泳池。以上两项由市民政局牵头，11月底前完成。\n3.修路。（市交通运输局）"),
            Is.EqualTo(new[] { "一.1|建设食堂。|市民政局|||2023-11-30|", "一.2|建设泳池。|市民政局|||2023-11-30|", "一.3|修路。|市交通运输局||||" }));

    [Test]
    public void Only_as_many_items_as_it_says_are_meant() =>
        Assert.That(Said("一、民生\n1.建设食堂。（市教育局）\n2.建设泳池。\n3.修路。\n以上两项由市民政局负责。").Select(s => s.Split('|')[2]), Is.EqualTo(new[] { "市教育局", "市民政局", "市民政局" }));

    [Test]
    public void A_limit_alone_leaves_the_units_of_each() =>
        Assert.That(Said("一、民生\n1.建设食堂。（市教育局）\n2.建设泳池。（市体育局）\n以上两项于9月底前完成。"), Is.EqualTo(new[] { "一.1|建设食堂。|市教育局|||2023-09-30|", "一.2|建设泳池。|市体育局|||2023-09-30|" }));

    [TestCase("以上两项由市民政局、市财政局分别牵头，9月底前完成。", TestName = "Each of two may lead one of two items")]
    [TestCase("以上三项由市民政局牵头。", TestName = "Three are said to be above and two are")]
    public void What_it_means_for_each_is_doubted(string closing) =>
        Assert.That(Paper.Read(Letter + $"一、民生\n1.建设食堂。\n2.建设泳池。\n{closing}").Tasks.Select(t => t.Doubts.Single().Field), Is.All.EqualTo(TaskField.Units));

    [Test]
    public void Units_of_an_item_beside_those_of_several_are_doubted()
    {
        var task = Paper.Read(Letter + "一、民生\n1.建设食堂。（市教育局）\n2.建设泳池。\n以上两项由市民政局牵头。").Tasks[0];
        Assert.That((task.Lead.Single(), task.Doubts.Single().Readings.Count), Is.EqualTo(("市教育局", 2)));
    }

    [TestCase("以上两项工作关系群众切身利益，各部门要高度重视。")]
    [TestCase("上述任务完成情况纳入年度考核。")]
    [TestCase("第一至第三产业协调发展，由市统计局监测。")]
    public void Other_sentences_about_several_items_name_no_units(string sentence) =>
        Assert.That(Paper.Read(Letter + $"一、民生\n1.建设食堂。（市教育局）\n2.建设泳池。（市体育局）\n{sentence}").Tasks.Select(t => t.Lead.Single()), Is.EqualTo(new[] { "市教育局", "市体育局" }));

    [Test]
    public void A_limit_beside_shared_units_is_shared_too() =>
        Assert.That(Said("一、甲\n1.建设食堂。\n2.建设泳池。（市民政局，9月底前）\n二、乙\n1.修路。\n2.架桥。（市交通运输局，6月底前）"),
            Is.EqualTo(new[] { "一.1|建设食堂。|市民政局|||2023-09-30|", "一.2|建设泳池。|市民政局|||2023-09-30|", "二.1|修路。|市交通运输局|||2023-06-30|", "二.2|架桥。|市交通运输局|||2023-06-30|" }));

    [Test]
    public void Lines_below_several_items_are_those_of_each_and_doubted_where_each_unit_has_its_own()
    {
        var read = Paper.Read(Letter + "一、抓项目。推进四大工程。\n二、抓招商。引进项目10个。\n责任单位：市发改委负责第一项，市商务局负责第二项。\n完成时限：全年\n");
        Assert.That(read.Tasks.Select(t => (t.TimeLimit.Raw, t.Lead[0], t.Doubts.Single().Field)), Is.All.EqualTo(("全年", "市发改委", TaskField.Units)));
    }
}
