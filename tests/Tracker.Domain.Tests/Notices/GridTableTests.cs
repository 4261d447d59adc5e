using Tracker.Domain.Notices;
using static Tracker.Domain.Tests.Notices.TablePaper;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Tables that the format of a document has itself, with merged cells.</summary>
public sealed class GridTableTests
{
    [TestCase("序号|工作任务|牵头单位|配合单位|完成时限\n1|做好甲事。|财政厅|教育厅|全年")]
    [TestCase("工作任务|完成时限|配合单位|牵头单位|序号\n做好甲事。|全年|教育厅|财政厅|1")]
    [TestCase("牵头单位|序号|重点事项|备注|配合单位|时间要求\n财政厅|1|做好甲事。||教育厅|全年")]
    [TestCase("序号|任务内容|分管领导|主办部门|协办部门|时间节点\n1|做好甲事。|张三副省长|财政厅|教育厅|全年")]
    [TestCase("编号|工作项目|进展情况|主责单位|参与单位|推进时间\n1.|做好甲事。|已启动|财政厅|教育厅|全年")]
    public void Columns_are_known_by_their_heads_in_any_order(string table)
    {
        var read = Read(table);
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅|教育厅|全年" }));
        Assert.That(Doubted(read), Is.EqualTo(new[] { "" }));
    }

    [TestCase("类别|任务|责任单位\n加强公开|做好甲事。|财政厅")]
    [TestCase("工作任务|具体要求|责任单位\n一、加强公开|1.做好甲事。|财政厅")]
    [TestCase("重点工作|工作任务|责任部门\n加强公开|做好甲事。|财政厅")]
    [TestCase("项目名称|建设内容|责任主体\n加强公开|做好甲事。|财政厅")]
    [TestCase("指标|工作措施|责任单位\n一、加强公开|（一）做好甲事。|财政厅")]
    public void The_broader_column_is_the_category(string table) =>
        Assert.That(Said(Read(table)), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。|财政厅||" }));

    [Test]
    public void Merged_cells_cover_their_rows_and_say_so()
    {
        var read = Read("工作任务|具体要求|责任单位|时限要求\n一、加强公开|1.做好甲事。|财政厅|全年\n^|2.做好乙事。|^|12月底\n^|3.做好丙事。|教育厅|^\n二、优化服务|1.做好丁事。|审计厅|长期");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。|财政厅||全年", "一.2|加强公开|做好乙事。|财政厅||12月底", "一.3|加强公开|做好丙事。|教育厅||12月底", "二.1|优化服务|做好丁事。|审计厅||长期" }));
        Assert.That(read.Tasks.Select(t => t.Inherited), Is.EqualTo(new[] { new Inherited(false, false), new(true, false), new(false, true), new(false, false) }));
        Assert.That(Doubted(read), Is.All.Empty);
    }

    [TestCase("一、项目建设", "二、生态环保")]
    [TestCase("项目建设", "生态环保")]
    [TestCase("项目建设\n2021年重点工作台账（项目建设）", "生态环保\n2021年重点工作台账（生态环保）")]
    public void Headings_above_each_of_several_tables_are_their_categories(string first, string second) =>
        Assert.That(Said(Read($"{first}\n工作任务|责任单位\n做好甲事。|财政厅\n{second}\n工作任务|责任单位\n做好乙事。|教育厅\n")),
            Is.EqualTo(new[] { "一.1|项目建设|做好甲事。|财政厅||", "二.1|生态环保|做好乙事。|教育厅||" }));

    [Test]
    public void What_stands_above_one_of_two_tables_only_is_no_category() =>
        Assert.That(Said(Read("项目建设\n工作任务|责任单位\n做好甲事。|财政厅\n有关情况说明如下。\n工作任务|责任单位\n做好乙事。|教育厅\n")).Select(s => s.Split('|')[1]), Is.All.Empty);

    [Test]
    public void Heads_of_two_rows_are_read_together()
    {
        var read = Read("序号|重点任务|责任分工|<|完成时限\n^|^|牵头单位|配合单位|^\n1|做好甲事。|财政厅|教育厅、审计厅|全年");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅|教育厅、审计厅|全年" }));
    }

    [TestCase("（一）民生实事", "民生实事")]
    [TestCase("一、年度重点任务", "年度重点任务")]
    [TestCase("重点项目", "重点项目")]
    public void A_heading_across_the_table_right_below_the_heads_is_none_of_them(string heading, string title) =>
        Assert.That(Said(Read($"序号|工作任务|责任单位|完成时限\n{heading}|<|<|<\n1|做好甲事。|财政厅|全年\n2|做好乙事。|教育厅|全年")).Select(s => s.Split('|', 2)[1]),
            Is.EqualTo(new[] { $"{title}|做好甲事。|财政厅||全年", $"{title}|做好乙事。|教育厅||全年" }));

    [Test]
    public void A_heading_across_the_table_ends_the_category_that_is_merged_above_it()
    {
        var read = Read("类别|序号|工作任务|责任单位|完成时限\n政务公开|1|做好甲事。|财政厅|全年\n^|2|做好乙事。|教育厅|全年\n二、优化服务|<|<|<|<\n|3|做好丙事。|审计厅|全年\n|4|做好丁事。|审计厅|全年");
        Assert.That(Said(read).Select(s => string.Join('|', s.Split('|')[1..3])), Is.EqualTo(new[] { "政务公开|做好甲事。", "政务公开|做好乙事。", "优化服务|做好丙事。", "优化服务|做好丁事。" }));
    }

    [TestCase("责任|<\n^|^|领导|单位")]
    [TestCase("责任落实|<\n^|^|责任领导|责任单位")]
    public void A_leader_is_a_person_and_no_unit(string heads)
    {
        var read = Read($"序号|重点任务|{heads}\n1|做好甲事。|李四|财政厅");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅||" }));
        Assert.That(Doubted(read), Is.EqualTo(new[] { "" }));
    }

    [TestCase("责任单位及责任人|财政厅/张三")]
    [TestCase("责任单位及责任人|财政厅 张三")]
    [TestCase("责任单位（责任人）|财政厅（张三）")]
    [TestCase("责任单位|财政厅（张三）")]
    public void Persons_among_the_units_are_left_out(string column)
    {
        var (head, cell) = (column.Split('|')[0], column.Split('|')[1]);
        Assert.That(Read($"序号|重点任务|{head}\n1|做好甲事。|{cell}").Tasks.Single().Lead, Is.EqualTo(new[] { "财政厅" }));
    }

    [TestCase("财政厅/教育厅")]
    [TestCase("财政厅 教育厅")]
    [TestCase("财政厅、/教育厅")]
    [TestCase("财政/厅、教育厅")]
    [TestCase("牵头单位：财政厅/配合单位：教育厅")]
    public void Names_on_lines_of_their_own_are_told_apart(string cell)
    {
        var read = Read($"序号|重点任务|责任单位\n1|做好甲事。|{cell}");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅|教育厅|" }));
        Assert.That(Doubted(read), Is.EqualTo(new[] { "" }));
    }

    [Test]
    public void A_row_across_the_table_is_the_category_of_the_rows_below()
    {
        var read = Read("序号|工作任务|责任单位|完成时限\n一、加强公开|<|<|<\n1|做好甲事。|财政厅|全年\n2|做好乙事。|教育厅|全年\n（一）优化服务|<|<|<\n3|做好丙事。|审计厅|全年\n二、其他|<|<|<\n4|做好丁事。|审计厅|全年");
        Assert.That(Said(read).Select(s => string.Join('|', s.Split('|')[..3])), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。", "一.2|加强公开|做好乙事。", "一.(一).3|优化服务|做好丙事。", "二.4|其他|做好丁事。" }));
        Assert.That(Doubted(read), Is.All.Empty);
    }

    [Test]
    public void A_category_may_have_its_number_in_a_cell_of_its_own()
    {
        var read = Read("序号|工作任务|责任单位|完成时限\n一|加强公开|<|<\n1|做好甲事。|财政厅|全年\n二|优化服务|<|<\n2|做好乙事。|教育厅|全年");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。|财政厅||全年", "二.2|优化服务|做好乙事。|教育厅||全年" }));
    }

    [Test]
    public void Numbers_that_count_the_categories_are_theirs()
    {
        var read = Read("序号|工作任务|具体要求|责任单位\n1|加强公开|做好甲事。|财政厅\n^|^|做好乙事。|教育厅\n2|优化服务|做好丙事。|审计厅");
        Assert.That(Said(read), Is.EqualTo(new[] { "1.1|加强公开|做好甲事。|财政厅||", "1.2|加强公开|做好乙事。|教育厅||", "2.1|优化服务|做好丙事。|审计厅||" }));
        Assert.That(read.Doubts, Is.Empty);
    }

    [Test]
    public void A_lead_sentence_of_its_own_opens_the_text_where_something_broader_stands_above()
    {
        var task = Read("类别|重点任务|具体措施|责任单位\n加强公开|甲类事项|做好甲事。|财政厅\n^|乙类事项|做好乙事。|教育厅").Tasks[1];
        Assert.That((task.Category, task.Title, task.Text), Is.EqualTo(("一", "乙类事项", "乙类事项做好乙事。")));
    }

    [Test]
    public void Heads_repeated_on_each_page_notes_sums_and_empty_rows_are_no_tasks()
    {
        var read = Read("附表|<|<|<\n序号|工作任务|责任单位|完成时限\n1|做好甲事。|财政厅|全年\n|||\n序号|工作任务|责任单位|完成时限\n2|做好乙事。|教育厅|全年\n合计|2项||\n注：列第一位的为牵头单位。|<|<|<\n填表人：|张三|联系电话：|12345");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅||全年", "2||做好乙事。|教育厅||全年" }));
    }

    [Test]
    public void A_table_goes_on_over_pages_without_a_head()
    {
        var read = Read("类别|任务|责任单位|完成时限\n加强公开|做好甲事。|财政厅|全年\n\n— 2 —\n\n|做好乙事。|教育厅|全年\n优化服务|做好丙事。|审计厅|长期");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。|财政厅||全年", "一.2|加强公开|做好乙事。|教育厅||全年", "二.1|优化服务|做好丙事。|审计厅||长期" }));
    }

    [TestCase("同上")]
    [TestCase("〃")]
    [TestCase("\"")]
    public void Ditto_marks_repeat_the_cell_above(string mark)
    {
        var read = Read($"序号|任务|责任单位|完成时限\n1|做好甲事。|财政厅|全年\n2|做好乙事。|{mark}|{mark}");
        Assert.That(Said(read)[1], Is.EqualTo("2||做好乙事。|财政厅||全年"));
        Assert.That((read.Tasks[1].Inherited, Doubted(read)[1]), Is.EqualTo((new Inherited(true, true), "")));
    }

    [TestCase("—")]
    [TestCase("／")]
    [TestCase("无")]
    public void A_stroke_names_nobody(string mark)
    {
        var read = Read($"序号|任务|牵头单位|配合单位|完成时限\n1|做好甲事。|财政厅|教育厅|全年\n2|做好乙事。|审计厅|{mark}|{mark}");
        Assert.That(Said(read)[1], Is.EqualTo("2||做好乙事。|审计厅||"));
        Assert.That(Doubted(read)[1], Is.Empty);
    }

    [Test]
    public void A_blank_support_is_nobody_and_other_blank_cells_are_doubted()
    {
        var read = Read("序号|任务|牵头单位|配合单位|完成时限\n1|做好甲事。|财政厅|教育厅|全年\n2|做好乙事。|审计厅||\n3|做好丙事。|||长期");
        Assert.That(Said(read)[1..], Is.EqualTo(new[] { "2||做好乙事。|审计厅||", "3||做好丙事。|审计厅||长期" }));
        Assert.That(Doubted(read), Is.EqualTo(new[] { "", "TimeLimit", "Units" }));
    }

    [Test]
    public void Several_items_in_a_cell_are_one_task_unless_they_have_units_of_their_own()
    {
        Assert.That(Said(Read("序号|任务|责任单位\n5|1.做好甲事。/2.做好乙事。|财政厅")), Is.EqualTo(new[] { "5||1.做好甲事。2.做好乙事。|财政厅||" }));
        Assert.That(Said(Read("任务|责任单位\n1.做好甲事（教育厅）。/2.做好乙事。|财政厅")), Is.EqualTo(new[] { "1||做好甲事。|教育厅||", "2||做好乙事。|财政厅||" }));
        Assert.That(Said(Read("任务|责任单位\n1.做好甲事。/2.做好乙事。|1.财政厅/2.教育厅、审计厅")), Is.EqualTo(new[] { "1||做好甲事。|财政厅||", "2||做好乙事。|教育厅|审计厅|" }));
        Assert.That(Said(Read("任务|责任单位|完成时限\n1.做好甲事（6月底前）；/2.做好乙事。|财政厅|全年")), Is.EqualTo(new[] { "1||做好甲事；|财政厅||6月底前", "2||做好乙事。|财政厅||全年" }));
    }

    [Test]
    public void Units_in_rows_below_a_merged_requirement_are_all_its_own()
    {
        var read = Read("序号|任务|责任单位\n1|做好甲事。|财政厅\n^|^|教育厅\n2|做好乙事。|审计厅");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅|教育厅|", "2||做好乙事。|审计厅||" }));
    }

    [Test]
    public void A_unit_beside_a_supporting_one_leads_and_beside_a_leading_one_supports()
    {
        var (lead, support) = (Read("任务|责任单位|配合单位\n做好甲事。|财政厅、审计厅|教育厅").Tasks[0], Read("任务|牵头单位|责任单位\n做好甲事。|财政厅|教育厅、审计厅").Tasks[0]);
        Assert.That((lead.Lead, lead.Support), Is.EqualTo((new[] { "财政厅", "审计厅" }, new[] { "教育厅" })));
        Assert.That((support.Lead, support.Support), Is.EqualTo((new[] { "财政厅" }, new[] { "教育厅", "审计厅" })));
    }

    [Test]
    public void Two_columns_of_words_are_both_the_text_and_doubted()
    {
        var task = Read("序号|工作任务|工作目标|责任单位\n1|做好甲事。|实现全覆盖。|财政厅").Tasks.Single();
        Assert.That(task.Text, Is.EqualTo("做好甲事。实现全覆盖。"));
        Assert.That(task.Doubts.Single().Readings, Is.EqualTo(new Reading[] { new WordsReading("做好甲事。实现全覆盖。"), new WordsReading("做好甲事。") }));
    }

    [Test]
    public void Tables_of_figures_and_contacts_are_left_alone()
    {
        var read = Read("指标|2020年|2021年\n生产总值|100|120\n\n序号|任务|责任单位\n1|做好甲事。|财政厅\n\n单位|姓名|职务|电话\n财政厅|张三|处长|12345");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅||" }));
        Assert.That(read.Doubts, Is.Empty);
    }

    [Test]
    public void A_table_without_a_usable_head_is_not_passed_over_in_silence() =>
        Assert.That(Read("一、加强公开\n1.做好甲事。（财政厅）\n甲|乙|丙\n1|组织开展丙类事项检查工作。|财政厅\n2|组织开展丁类事项检查工作。|教育厅").Doubts.Select(d => d.Reason), Has.Some.Contains("表头"));

    [Test]
    public void A_column_whose_head_nobody_knows_is_told_by_its_cells()
    {
        var read = Read("序号|督查点|谁来办|完成时限\n1|组织开展丙类事项检查工作。|财政厅|全年\n2|组织开展丁类事项检查工作。|教育厅、审计厅|全年");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||组织开展丙类事项检查工作。|财政厅||全年", "2||组织开展丁类事项检查工作。|教育厅|审计厅|全年" }));
        Assert.That(read.Doubts.Select(d => d.Field), Does.Contain("tasks"));
    }

    [Test]
    public void Units_stand_in_brackets_where_the_table_has_no_column_for_them() =>
        Assert.That(Said(Read("序号|任务|完成时限\n1|做好甲事。（财政厅、教育厅）|全年\n2|做好乙事。（审计厅）|全年")), Is.EqualTo(new[] { "1||做好甲事。|财政厅|教育厅|全年", "2||做好乙事。|审计厅||全年" }));

    [Test]
    public void A_page_laid_out_as_a_table_is_read_as_paragraphs()
    {
        var read = Read("导航|一、加强公开/1.做好甲事。认真推进各项工作落实。（财政厅）/2.做好乙事。认真推进各项工作落实。（教育厅）/二、优化服务/1.做好丙事。（审计厅）/2.做好丁事。（审计厅）");
        Assert.That(read.Tasks.Select(t => t.Id), Is.EqualTo(new[] { "一.1", "一.2", "二.1", "二.2" }));
    }
}
