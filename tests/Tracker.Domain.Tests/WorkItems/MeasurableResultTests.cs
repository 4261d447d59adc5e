using System.Text.Json;
using Tracker.Domain.WorkItems;

namespace Tracker.Domain.Tests.WorkItems;

sealed class MeasurableResultTests
{
    [TestCase("制定自治区政府债务信息公开办法，明确公开内容。", "制定自治区政府债务信息公开办法")]
    [TestCase("加强统筹，年内办结率达到95%。", "95%")]
    [TestCase("新建3个便民服务点。", "3个")]
    [TestCase("压减行政许可事项，压减比例不低于百分之三十。", "百分之三十")]
    [TestCase("深入推进改革；于9月底前形成调研报告。", "形成调研报告")]
    [TestCase("每年召开不少于2次新闻发布会。", "2次")]
    [TestCase("健全通报制度。", "健全通报制度")]
    [TestCase("建设问答知识库，方便查询。", "建设问答知识库")]
    public void A_figure_or_a_thing_that_is_made_can_be_measured(string text, string words) =>
        Assert.That(MeasurableResult.In(text), Is.EqualTo(words));

    [TestCase("承办单位原则上要公开答复全文。", "公开答复全文")]
    [TestCase("把有关信息纳入主动公开基本目录，持续推进。", "纳入主动公开基本目录")]
    [TestCase("做好权责清单调整和公开工作。", "清单调整")]
    [TestCase("推进公报数据库建设。", "数据库建设")]
    [TestCase("开展办事信息专项检查，发现问题及时整改。", "开展办事信息专项检查")]
    [TestCase("没有依据的证明一律取消。", "一律取消")]
    [TestCase("其他热线原则上要整合到统一的热线平台，集中受理。", "整合到统一的热线平台")]
    [TestCase("推动系统互联互通。", "互联互通")]
    [TestCase("推动更多事项网上办理，实现材料目录化。", "实现材料目录化")]
    [TestCase("年底前全线建成。", "建成")]
    [TestCase("查询服务9月上线。", "上线")]
    public void So_can_what_is_looked_up_recorded_or_reached(string text, string words) => Assert.That(MeasurableResult.In(text), Is.EqualTo(words));

    [TestCase("进一步加强组织领导，提高思想认识。")]
    [TestCase("按照国办发〔2018〕23号文件和2018年12月会议精神，抓好贯彻落实。")]
    [TestCase("依照办法规定，推进阳光用权。")]               // the thing is there already: nothing is made of it
    [TestCase("落实第3次全会部署，持续优化营商环境。")]
    [TestCase("严格落实新出台的条例，注重实效。")]
    [TestCase("推进重大建设项目信息公开。")]                  // 建设项目 is what it is called
    [TestCase("进一步健全、机制进一步完善。")]
    [TestCase("提高标准化水平。")]
    [TestCase("推进执行公开、服务公开和结果公开。")]
    [TestCase("通报完成情况。")]
    [TestCase("推动线上线下融合。")]
    [TestCase("维护能力差的可关停整合。")]
    [TestCase("")]
    public void Good_intentions_cannot(string text) => Assert.That(MeasurableResult.In(text), Is.Null);

    // Each that remains was looked at: it says how to work, and nothing that is there afterwards.
    [TestCase("xizang-2018", 57, 24)]
    [TestCase("xizang-2016", 21, 3)]
    [TestCase("xizang-2020", 11, 2)]
    [TestCase("bozhou-2018", 27, 9)]
    [TestCase("youxian-2018", 18, 2)]
    public void Of_a_real_notice_those_remain_that_are_truly_vague(string notice, int all, int vague)
    {
        using var gold = JsonDocument.Parse(SeedData.Text($"notices/{notice}.gold.json"));
        var texts = gold.RootElement.GetProperty("tasks").EnumerateArray().Where(t => !t.TryGetProperty("milestones", out var m) || m.GetArrayLength() == 0)
            .Select(t => t.GetProperty("text").GetString()!).ToList();
        var left = texts.Where(text => MeasurableResult.In(text) is null).ToList();
        foreach (var text in texts)
            TestContext.Out.WriteLine($"{MeasurableResult.In(text) ?? "VAGUE"}\t{text[..Math.Min(60, text.Length)]}");
        Assert.That((gold.RootElement.GetProperty("tasks").GetArrayLength(), left.Count), Is.EqualTo((all, vague)));
    }
}
