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
    public void A_figure_or_a_thing_that_is_made_can_be_measured(string text, string words) =>
        Assert.That(MeasurableResult.In(text), Is.EqualTo(words));

    [TestCase("进一步加强组织领导，提高思想认识。")]
    [TestCase("按照国办发〔2018〕23号文件和2018年12月会议精神，抓好贯彻落实。")]
    [TestCase("依照办法规定，推进阳光用权。")]               // the thing is there already: nothing is made of it
    [TestCase("落实第3次全会部署，持续优化营商环境。")]
    [TestCase("")]
    public void Good_intentions_cannot(string text) => Assert.That(MeasurableResult.In(text), Is.Null);
}
