using System.Text.Json;
using Tracker.Domain.WorkItems;

namespace Tracker.Domain.Tests.WorkItems;

sealed class AskedFigureTests
{
    [TestCase("加强统筹，年内办结率达到95%。", "办结率|达到95%|%")]
    [TestCase("新建3个便民服务点。", "新建便民服务点|3个|个")]
    [TestCase("每年召开不少于2次新闻发布会。", "召开新闻发布会|不少于2次|次")]
    [TestCase("压减行政许可事项，压减比例不低于百分之三十。", "压减比例|不低于百分之三十|%")]
    [TestCase("到2020年底，森林覆盖率提高到12.3%以上。", "森林覆盖率|提高到12.3%以上|%")]
    [TestCase("全年新增就业5.2万人，城镇登记失业率控制在4%以内。", "新增就业|5.2万人|万人", "城镇登记失业率|控制在4%以内|%")]
    [TestCase("新开工保障房不少于1200套，建成800套。", "新开工保障房|不少于1200套|套", "建成|800套|套")]
    [TestCase("新闻发布会每年不少于2次。", "新闻发布会|不少于2次|次")]
    [TestCase("解读重要政策应不少于2次。", "解读重要政策|不少于2次|次")]
    public void A_figure_of_the_sentence_is_asked_for_by_its_name(string text, params string[] asked) =>
        Assert.That(AskedFigure.In(text).Select(f => $"{f.Name}|{f.Asked}|{f.Measure}"), Is.EqualTo(asked));

    [TestCase("3个工作日内公开。")]
    [TestCase("2个月内完成整改。")]
    [TestCase("按照国办发〔2018〕23号文件，抓好落实。")]
    [TestCase("2018年12月底前完成。")]
    [TestCase("公布第3批清单。")]
    [TestCase("推进12345热线整合。")]
    [TestCase("参照26个试点领域做法，编制目录。")]
    [TestCase("落实国务院部门制定的26个标准指引。")]
    [TestCase("进一步加强组织领导。")]
    [TestCase("")]
    public void Times_numbers_of_documents_and_words_are_none(string text) => Assert.That(AskedFigure.In(text), Is.Empty);

    // Looked at one by one: what stands there is what a unit would be asked at the end of the quarter.
    [TestCase("xizang-2018")]
    [TestCase("xizang-2016")]
    [TestCase("xizang-2020")]
    [TestCase("bozhou-2018")]
    [TestCase("youxian-2018")]
    public void Names_of_a_real_notice_are_short_and_have_their_words(string notice)
    {
        using var gold = JsonDocument.Parse(SeedData.Text($"notices/{notice}.gold.json"));
        foreach (var text in gold.RootElement.GetProperty("tasks").EnumerateArray().Select(t => t.GetProperty("text").GetString()!))
            foreach (var figure in AskedFigure.In(text))
            {
                TestContext.Out.WriteLine($"{figure.Sentence}\t{figure.Measure}");
                Assert.That(figure.Name, Has.Length.InRange(2, 16));
                Assert.That(text, Does.Contain(figure.Asked));
            }
    }
}
