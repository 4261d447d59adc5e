using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>The names of the region's units help wherever a notice names some; without them the same is read or doubted.</summary>
public sealed class RegistryHintTests
{
    const string Letter = "某县人民政府办公室关于印发2023年重点工作分工方案的通知\n某政办发〔2023〕5号\n各乡镇人民政府，县政府各部门：\n现将方案印发给你们，请认真落实。\n某县人民政府办公室\n2023年3月1日\n";

    static readonly HashSet<string> Registry = ["县城投", "县水投", "县教育局", "开发区", "高新区", "县文旅投"];

    static ReadTask First(string plan, bool hinted) =>
        NoticeReader.Read(Paper.Blocks(Letter + plan), hinted ? new(null, Registry) : ReadingAids.None).Tasks[0];

    static string Said(ReadTask task) => $"{task.Text}|{string.Join('、', task.Lead)}|{string.Join('、', task.Support)}|{task.Doubts.Count(d => d.Field is TaskField.Units or TaskField.Text)}";

    [TestCase("一、建设\n1.改造管网。（县城投、县水投）\n2.修路。（县教育局）", "改造管网。|县城投|县水投|0")]
    [TestCase("一、建设\n1.改造管网。（县城投牵头，县水投配合）\n2.修路。（县教育局）", "改造管网。|县城投|县水投|0")]
    [TestCase("一、建设\n1.改造管网。\n责任单位：县城投、县水投\n2.修路。\n责任单位：县教育局", "改造管网。|县城投|县水投|0")]
    [TestCase("一、建设\n1.由县城投牵头，县水投配合，改造管网。\n2.修路。", "由县城投牵头，县水投配合，改造管网。|县城投|县水投|0")]
    [TestCase("一、建设\n1.县城投、县水投要改造管网。\n2.修路。", "县城投、县水投要改造管网。|县城投|县水投|0")]
    [TestCase("一、建设\n1.招引项目。（开发区和高新区）\n2.修路。（县教育局）", "招引项目。|开发区|高新区|0")]
    [TestCase("序号|任务|责任单位|时限|\n1|改造管网。|县城投、县水投|6月底|\n2|修路。|县教育局|全年|", "改造管网。|县城投|县水投|0")]
    public void Registered_names_are_units_in_every_layout(string plan, string said) => Assert.That(Said(First(plan, hinted: true)), Is.EqualTo(said));

    [TestCase("一、建设\n1.改造管网。（县城投、县水投）\n2.修路。（县教育局）")]
    [TestCase("一、建设\n1.改造管网。\n责任单位：县城投、县水投\n2.修路。\n责任单位：县教育局")]
    [TestCase("一、建设\n1.招引项目。（开发区和高新区）\n2.修路。（县教育局）")]
    [TestCase("序号|任务|责任单位|时限|\n1|改造管网。|县城投、县水投|6月底|\n2|修路。|县教育局|全年|")]
    public void Without_the_registry_they_are_doubted(string plan) => Assert.That(First(plan, hinted: false).Doubts.Select(d => d.Field), Does.Contain(TaskField.Units));

    [Test]
    public void A_registered_name_is_only_a_hint() =>
        Assert.That(Said(First("一、建设\n1.支持县城投做大做强。（县教育局）\n2.修路。（县教育局）", hinted: true)), Is.EqualTo("支持县城投做大做强。|县教育局||0"));
}
