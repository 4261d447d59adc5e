using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>A head that lacks its title, number or day, or has them damaged, is doubted.</summary>
public sealed class HeadDoubtsTests
{
    const string Title = "某市人民政府办公室关于印发2023年重点工作分工方案的通知";

    static string[] Doubted(string head) =>
        [.. Paper.Read(head + "\n一、民生\n1.修路。（市交通局）\n2.架桥。（市交通局）").Doubts.Select(d => $"{d.Field}：{d.Reason}")];

    static string Head(string title = Title, string number = "某政办发〔2023〕12号", string day = "2023年3月10日") =>
        $"{title}\n{number}\n各县人民政府：\n现将方案印发给你们。\n某市人民政府办公室\n{day}";

    [Test]
    public void A_whole_head_is_not_doubted() => Assert.That(Doubted(Head()), Is.Empty);

    [TestCase("某政办发2023〕12号"), TestCase("某政办发〔2023〕号"), TestCase("某政办发〔202?〕12号"), TestCase("某政办发〔2023〕12"), TestCase("〔2023〕12号"), TestCase("某政办发（2023 12号")]
    public void A_broken_number_is_not_taken_and_shown(string number) =>
        Assert.That(Doubted(Head(number: number)), Is.EqualTo(new[] { $"documentNumber：文号“{Paper.WithoutBlanks(number)}”不完整，没有采用" }));

    [TestCase("2023年月10日"), TestCase("2023年3月日"), TestCase("20?3年3月10日"), TestCase("2023年2月30日")]
    public void A_broken_day_is_not_taken_and_shown(string day) =>
        Assert.That(Doubted(Head(day: day)), Is.EqualTo(new[] { $"issuedOn：成文日期“{day}”不完整，没有采用" }));

    [Test]
    public void What_is_missing_is_said() =>
        Assert.That(Doubted(""), Is.EqualTo(new[] { "title：没有找到通知的标题", "documentNumber：没有找到文号", "issuedOn：没有找到成文日期" }));

    [Test]
    public void A_title_with_lost_characters_is_doubted() =>
        Assert.That(Doubted(Head(title: "某市人民政府办公室关于印发2023年重点?作分工方案的通知")), Is.EqualTo(new[] { "title：标题里有无法辨认的字符" }));

    [Test]
    public void A_heading_with_lost_characters_makes_the_category_of_its_tasks_doubted() =>
        Assert.That(Paper.Read(Head() + "\n一、民?工程\n1.修路。（市交通局）\n二、交通\n2.架桥。（市交通局）").Tasks.Select(t => string.Join('、', t.Doubts.Select(d => d.Field))), Is.EqualTo(new[] { "Category", "" }));
}
