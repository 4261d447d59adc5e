using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Units that a sentence tells what they must do, for tasks that no bracket gives any.</summary>
public sealed class SentenceUnitsTests
{
    const string Letter = "某市人民政府办公室关于印发2023年重点工作分工方案的通知\n各县区人民政府，市政府各部门：\n现将方案印发给你们，请认真落实。\n某市人民政府办公室\n2023年3月1日\n一、校园安全\n";

    static ReadTask First(string text) => Paper.Read($"{Letter}1.{text}\n2.做好乙事。").Tasks[0];

    static string Said(ReadTask task) => $"{string.Join('、', task.Lead)}|{string.Join('、', task.Support)}|{task.Doubts.Count(d => d.Field is TaskField.Units)}";

    [TestCase("加强安保。市教育局、市公安局要联合开展整治。", "市教育局|市公安局|0")]
    [TestCase("开展检查。市市场监管局应会同市教育局每学期检查一次。", "市市场监管局|市教育局|0")]
    [TestCase("市财政局需保障经费。", "市财政局||0")]
    [TestCase("各县区人民政府应当加强领导，市教育局要密切配合。", "各县区人民政府|市教育局|0")]
    [TestCase("各县区要建立台账，落实包保责任。", "各县区||0")]
    [TestCase("市应急局要牵头组织演练，市消防救援支队要做好保障。", "市应急局|市消防救援支队|0")]
    [TestCase("开展培训。市应急局、市水利局于5月上旬组织培训。", "市应急局|市水利局|0")]
    [TestCase("修订预案。各乡镇、各成员单位要在4月20日前修订。", "各乡镇|各成员单位|1")]
    [TestCase("全面排查。由市资源局牵头排查；市交通运输局负责公路，市住建局负责城区。", "市资源局|市交通运输局、市住建局|1")]
    [TestCase("完善预案。组织演练。市应急局必须定期会商。推动共治。", "市应急局||1")]
    public void Who_must_act_is_responsible(string text, string said) => Assert.That(Said(First(text)), Is.EqualTo(said));

    [TestCase("加强领导。各级各部门要提高认识。")]
    [TestCase("加强培训。市教育局要求各校开展培训。")]
    [TestCase("加强值守。主要负责同志要亲自抓。")]
    [TestCase("加强保障。行业主管部门要履行职责。")]
    public void Where_no_units_are_given_what_everybody_must_do_is_nobodys_task(string text) => Assert.That(Said(First(text)), Is.EqualTo("||0"));

    [TestCase("省财政厅要加强指导。", "省财政厅||1")]
    [TestCase("推进改造，各县区要建立台账。", "各县区||1")]
    public void Where_other_tasks_bear_brackets_who_must_act_is_doubted(string text, string said) =>
        Assert.That(Said(Paper.Read($"{Letter}1.{text}\n2.做好乙事。（市教育局）\n3.做好丙事。（市公安局）").Tasks[0]), Is.EqualTo(said));

    [Test]
    public void Beside_the_units_that_are_given_others_who_must_act_are_another_reading()
    {
        var task = Paper.Read($"{Letter}1.由市公安局牵头组织巡查。各县区要落实属地责任。\n2.做好乙事。（市教育局）").Tasks[0];
        Assert.That(Said(task), Is.EqualTo("市公安局||1"));
        Assert.That(((UnitsReading)task.Doubts[0].Readings[1]).Support, Is.EqualTo(new[] { "各县区" }));
    }

    [Test]
    public void A_section_that_only_urges_everybody_is_no_task() =>
        Assert.That(Paper.Read($"{Letter}1.做好甲事。（市教育局）\n2.做好乙事。（市公安局）\n二、工作要求\n各单位要加强协同配合。").Tasks, Has.Count.EqualTo(2));
}
