namespace Tracker.Domain.Tests.Notices;

/// <summary>What a printer or a web site puts around a notice is no word of its tasks.</summary>
public sealed class PageEndTests
{
    const string Plan = "某市人民政府办公室关于印发2021年重点工作分工方案的通知\n某政办发〔2021〕5号\n各县：\n现印发给你们，请认真落实。\n某市人民政府办公室\n2021年3月1日\n一、加强公开\n1.做好甲事，认真推进。（市财政局）\n2.做好乙事，认真推进。\n责任单位：市教育局\n";

    [TestCase("抄送：市委办公室，市人大常委会办公室，\n市中级人民法院，市人民检察院。\n某市人民政府办公室 2021年3月8日印发")]
    [TestCase("上一篇：某市召开会议\n下一篇：关于表彰的决定")]
    [TestCase("扫一扫在手机打开当前页\n【打印本页】【关闭窗口】\n主办单位：某市人民政府办公室 承办单位：某市大数据中心\n版权所有：某市人民政府 ICP备05001234号")]
    [TestCase("（此件公开发布）\n签发人：张三\n（共印50份）")]
    [TestCase("相关解读\n一图读懂分工方案\n网站标识码：1234567890")]
    public void The_end_of_the_page_is_no_text_of_the_last_task(string end)
    {
        var read = Paper.Read(Plan + end);
        Assert.That(read.Tasks.Select(t => $"{t.Text}{t.Lead.Single()}"), Is.EqualTo(new[] { "做好甲事，认真推进。市财政局", "做好乙事，认真推进。市教育局" }));
        Assert.That(read.Tasks.SelectMany(t => t.Doubts).Concat<object>(read.Doubts), Is.Empty);
    }

    [Test]
    public void A_unit_line_is_no_foot_of_a_page() =>
        Assert.That(Paper.Read(Plan + "3.做好丙事，认真推进。\n主办单位：市民政局\n协办单位：市水务局").Tasks[2].Lead, Is.EqualTo(new[] { "市民政局" }));

    [TestCase("— 3 —"), TestCase("第3页共9页"), TestCase("3/9")]
    public void A_page_number_and_a_running_head_inside_a_sentence_are_not_its_words(string page)
    {
        var items = string.Concat(Enumerable.Range(1, 4).Select(i => $"{i}.做好甲事。认真\n{page}\n某市公报 2021年第5期\n推进落实。（市财政局）\n"));
        Assert.That(Paper.Read("一、加强公开\n" + items).Tasks.Select(t => t.Text), Is.EqualTo(Enumerable.Repeat("做好甲事。认真推进落实。", 4)));
    }
}
