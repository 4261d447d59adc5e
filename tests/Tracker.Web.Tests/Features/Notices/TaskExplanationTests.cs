using Tracker.Domain.Notices;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Notices;

/// <summary><c>tracker read FILE --explain ID</c>: the words, their place, the rule and the doubts behind each value of a task.</summary>
public sealed class TaskExplanationTests
{
    const string Head = "某县人民政府办公室关于印发2023年重点工作分工方案的通知\n各镇人民政府：\n现印发给你们，请认真落实。\n某县人民政府办公室\n2023年3月1日\n";

    static string Seed(string name) => Checkout.File($"seed-data/notices/{name}.txt");

    static string Explain(FileInfo file, string id)
    {
        var blocks = NoticeFile.Read(file);
        var output = new StringWriter();
        new TaskExplanation(NoticeReader.Read(blocks, EmbeddedAids.Alone), blocks).Write(id, output);
        return output.ToString();
    }

    static string Explain(string plan, string id)
    {
        var folder = Directory.CreateTempSubdirectory("tracker-explain-");
        try
        {
            var path = Path.Combine(folder.FullName, "通知.txt");
            File.WriteAllText(path, Head + plan);
            return Explain(new FileInfo(path), id);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("一.3", "沿用上面的（合并单元格）")]
    [TestCase("一.3", "没有写明谁牵头，按惯例排在第一的牵头，其余配合")]
    [TestCase("一.3", "存疑：本行与下一行印在一起，没有单独的时限，按合并单元格读")]
    [TestCase("一.2", "第19行“政府办公厅，政”，第20行“府各部门，各地（市）”，第21行“行署（人民政府）”")]
    [TestCase("一.4", "本行自己的单元格")]
    [TestCase("一.4", "“12月底”没有写年份，取计划年度2018年")]
    [TestCase("一.4", "只有一个单位，由它牵头")]
    public void The_rows_of_a_flattened_table_are_explained(string id, string says) => Assert.That(Explain(new FileInfo(Seed("xizang-2018")), id), Does.Contain(says));

    [TestCase("1.做好甲事。（牵头单位：县财政局；配合单位：县教育局；完成时限：6月底前）\n2.做好乙事。（县审计局）", "一.1", "任务末尾的括号", "原文写明了谁牵头、谁配合", "与责任单位写在一起")]
    [TestCase("1.做好甲事。（县财政局、县教育局按职责分工负责）\n2.做好乙事。（县审计局）", "一.1", "不分牵头和配合")]
    [TestCase("1.做好甲事。\n责任单位：县财政局\n完成时限：长期坚持\n2.做好乙事。（县审计局）", "一.1", "单独写的一行", "第7行“做好甲事。”", "长期坚持（长期）")]
    [TestCase("1.做好甲事。（县财政局）\n2.做好乙事。（县审计局）\n以上任务9月底前完成。", "一.1", "有一句话规定了这一部分各项的时限", "第9行“9月底前”")]
    [TestCase("1.做好甲事。（县财政局）\n2.做好乙事。（县审计局）\n二、有关要求\n各项任务年底前完成。", "一.2", "有一句话规定了全部任务的时限")]
    [TestCase("1.做好甲事。\n2.做好乙事。\n责任单位：县财政局", "一.1", "写在几项之后，为这几项共有")]
    [TestCase("1.做好甲事，10月前见效，每季度通报1次。（县财政局）\n2.做好乙事。（县审计局）", "一.1", "可能的读法：1. 10月前（2023年9月30日） / 2. 10月前（2023年10月31日）", "每季度1次")]
    [TestCase("1.做好甲事。\n2.做好乙事。（县审计局）", "一.1", "单位  （没有读到）", "存疑：本项没有责任单位", "1. 没有单位 / 2. 牵头：县审计局")]
    public void Each_value_has_its_rule(string items, string id, params string[] says) => Assert.Multiple(() =>
    {
        var explained = Explain("一、加强公开\n" + items, id);
        foreach (var words in says)
            Assert.That(explained, Does.Contain(words));
    });

    [Test]
    public void A_shell_gets_it_in_Chinese()
    {
        using var shell = new Shell();
        var ran = shell.Run(["read", Seed("youxian-2018"), "--explain", "一.3"]).GetAwaiter().GetResult();
        Assert.That((ran.Status, ran.Error), Is.EqualTo((ExitStatus.Done, "")));
        Assert.That(ran.Output, Does.StartWith("任务 一.3").And.Contain("2018年年底前（2018年12月31日）").And.Contain("写在任务的句子里"));
    }

    [Test]
    public void An_unknown_number_is_refused_with_those_that_exist()
    {
        using var shell = new Shell();
        shell.Run(["read", Seed("xizang-2018"), "--explain", "九九"]).GetAwaiter().GetResult().RefusedWith(ExitStatus.Usage, "没有编号为“九九”的任务", "一.1", "等57个");
    }

    [Test]
    public void A_notice_without_tasks_has_nothing_to_explain() =>
        Assert.That(Assert.Catch<Stop>(() => Explain("", "一.1"))!.Message, Does.Contain("没有读到任务"));

    [Test]
    public void Json_and_an_explanation_are_asked_for_one_at_a_time()
    {
        using var shell = new Shell();
        Assert.That(shell.Run(["read", Seed("xizang-2018"), "--json", "--explain", "一.1"]).GetAwaiter().GetResult().Status, Is.EqualTo(ExitStatus.Usage));
    }
}
