using Tracker.Domain.Notices;
using static Tracker.Domain.Tests.Notices.TablePaper;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Tables flattened to lines whose cells lie in each other's way.</summary>
public sealed class FlatTableTests
{
    const string Letter = "某省人民政府办公厅关于印发2021年重点工作分工方案的通知\n各市人民政府，省各部门：\n现将方案印发给你们，请认真落实。\n某省人民政府办公厅\n2021年3月1日\n";

    static ReadNotice Read(string plan) => Paper.Read(Letter + plan + "\n某省人民政府办公厅秘书处 2021年3月8日印发\n");

    [TestCase("序号 工作任务 责任单位 完成时限\n1 做好甲事，认真推进各 财政厅、教育 6月底\n项工作。 厅 前\n2 做好乙事。 审计厅 全年")]
    [TestCase("序号 工作任务 责任单位 完成时限 备注\n1 做好甲事，认真推进各 财政厅、教育 6月底前 续建\n项工作。 厅\n2 做好乙事。 审计厅 全年 新增")]
    [TestCase("序号 工作任务 责任领导 责任单位 完成时限\n1 做好甲事，认真推进各 张三 财政厅、教育 6月底前\n项工作。 厅\n2 做好乙事。 李四 审计厅 全年")]
    [TestCase("序号 工作任务 责任单位 责任人 完成时限\n1 做好甲事，认真推进各 财政厅、教育厅 张三 6月底前\n项工作。\n2 做好乙事。 审计厅 李四 全年")]
    [TestCase("序号 工作任务 完成时限 责任单位\n1 做好甲事，认真推进各 6月底前 财政厅、教育\n项工作。 厅\n2 做好乙事。 全年 审计厅")]
    [TestCase("工作 责任 完成\n任务 单位 时限\n1.做好甲事，认真推进各 财政厅、教育 6月底前\n项工作。 厅\n2.做好乙事。 审计厅 全年")]
    [TestCase("序 号 工作任务 责任单位 完成时限\n1 做好甲事，认真推进各 财政厅、教育 6月底前\n项工作。 厅\n— 2 —\n序 号 工作任务 责任单位 完成时限\n2 做好乙事。 审计厅 全年")]
    public void Columns_stand_in_any_order_and_words_go_over_lines(string table) =>
        Assert.That(Said(Read(table)), Is.EqualTo(new[] { "1||做好甲事，认真推进各项工作。|财政厅|教育厅|6月底前", "2||做好乙事。|审计厅||全年" }));

    [Test]
    public void Two_columns_of_units_may_both_go_over_lines() =>
        Assert.That(Said(Read("序号 工作任务 牵头单位 配合单位 完成时限\n1 做好甲事，认真推进各 发展改 教育厅、审 全年\n项工作。 革委 计厅\n2 做好乙事。 审计厅 财政厅 长期")),
            Is.EqualTo(new[] { "1||做好甲事，认真推进各项工作。|发展改革委|教育厅、审计厅|全年", "2||做好乙事。|审计厅|财政厅|长期" }));

    [Test]
    public void Heads_of_two_lines_name_the_columns_below_a_common_one() =>
        Assert.That(Said(Read("序号 工作任务 责任分工 完成时限\n牵头单位 配合单位\n1 做好甲事，认真推进各 财政厅 教育厅 全年\n项工作。\n2 做好乙事。 审计厅 财政厅 长期")),
            Is.EqualTo(new[] { "1||做好甲事，认真推进各项工作。|财政厅|教育厅|全年", "2||做好乙事。|审计厅|财政厅|长期" }));

    [Test]
    public void A_number_beside_a_category_counts_it_where_its_rows_have_their_own()
    {
        var read = Read("序号 工作任务 具体要求 责任单位\n1 加强公开 1.做好甲事，认真推进各 财政厅\n项工作。\n2.做好乙事。 教育厅\n2 优化服务 1.做好丙事。 审计厅");
        Assert.That(Said(read), Is.EqualTo(new[] { "1.1|加强公开|做好甲事，认真推进各项工作。|财政厅||", "1.2|加强公开|做好乙事。|教育厅||", "2.1|优化服务|做好丙事。|审计厅||" }));
    }

    [Test]
    public void Headings_between_the_rows_are_categories() =>
        Assert.That(Said(Read("序号 工作任务 责任单位\n一、加强公开\n1 做好甲事，认真推进各 财政厅\n项工作。\n二、优化服务\n2 做好乙事。 教育厅")),
            Is.EqualTo(new[] { "一.1|加强公开|做好甲事，认真推进各项工作。|财政厅||", "二.2|优化服务|做好乙事。|教育厅||" }));

    [Test]
    public void A_number_printed_beside_the_middle_of_its_row_is_taken_and_doubted()
    {
        var read = Read("序号 工作任务 责任单位 完成时限\n做好甲事，认真推进各\n1 项工作，确保取 财政厅 全年\n得实效。\n做好乙事，\n2 加强检查。 教育厅 长期");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事，认真推进各项工作，确保取得实效。|财政厅||全年", "2||做好乙事，加强检查。|教育厅||长期" }));
        Assert.That(Doubted(read), Is.EqualTo(new[] { "Text Units TimeLimit", "Text Units TimeLimit" }));
    }

    [Test]
    public void What_follows_a_remark_below_the_table_is_no_row()
    {
        var read = Read("序号 工作任务 责任单位\n1 做好甲事，认真推进各 财政厅\n项工作。\n2 做好乙事。 教育厅\n注：列第一位的为牵头单位。\n请于2021年11月底前报送情况。");
        Assert.That((read.Tasks.Count, read.Tasks[1].Text, read.NoticeDeadlines.Single().Raw), Is.EqualTo((2, "做好乙事。", "2021年11月底前")));
    }

    // Damage that leaves a trace carries a doubt.
    [TestCase("2 做好乙事。 育厅、审 全年", "Units")]
    [TestCase("2 做好乙事。 教育厅 月底", "Text Units TimeLimit")]
    [TestCase("2 做好乙事（含 教育厅 全年", "Text Units TimeLimit")]
    [TestCase("2 做好乙事。 全年", "Units")]
    [TestCase("2 做好乙事。 教育厅", "TimeLimit")]
    public void Damage_that_leaves_a_trace_is_doubted(string row, string fields) =>
        Assert.That(Doubted(Read($"序号 工作任务 责任单位 完成时限\n1 做好甲事，认真推进各 财政厅 全年\n项工作。\n{row}\n3 做好丙事。 审计厅 全年"))[1].Split(' '), Is.SupersetOf(fields.Split(' ')));

    [Test]
    public void Limits_of_several_rows_on_one_line_are_told_apart() =>
        Assert.That(Read("序号 工作任务 责任单位 完成时限\n1 做好甲事，认真推进各 财政厅 2021年11月30日前完成 2021年12月15日前完成 2021年12月31日前完成\n项工作。\n2 做好乙事。 审计厅 全年").Tasks[0].TimeLimit.Raw, Is.EqualTo("2021年11月30日前完成"));

    [Test]
    public void A_gap_in_the_numbers_is_a_doubt() =>
        Assert.That(Read("序号 工作任务 责任单位\n1 做好甲事，认真推进各 财政厅\n项工作。\n3 做好乙事。 教育厅").Doubts.Select(d => d.Reason), Has.Some.Contains("缺第2项"));
}
