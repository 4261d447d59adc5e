using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using static Tracker.Domain.Tests.Notices.PlanLetter;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Plans that are tables, drawn in text, and lists beside them.</summary>
public sealed class TableLayoutTests
{
    [Test]
    public void A_merged_cell_covers_the_rows_below_it()
    {
        var read = Read("工作任务 具体要求 责任单位 时限要求\n一、加强公开 1.做好甲事。 财政厅，各市人民政府 全年\n2.做好乙事。\n二、优化服务 1.做好丙事。 教育厅 12月底");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|做好甲事。|财政厅、各市人民政府|全年", "一.2|做好乙事。|财政厅、各市人民政府|全年", "二.1|做好丙事。|教育厅|12月底" }));
        Assert.That(read.Tasks.Select(t => t.Inherited), Is.EqualTo(new[] { new Inherited(false, false), new(true, true), new(false, false) }));
    }

    [Test]
    public void Cells_broken_over_lines_are_joined()
    {
        var read = Read("工作任务 具体要求 责任单位 时限要求\n1.要把公开透明作为政府工作的基本要求，充 发展改革委、财\n一、加强公开 分保障人民群众的知情权。 政厅 全年\n2.做好乙事。 教育厅 长期");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|要把公开透明作为政府工作的基本要求，充分保障人民群众的知情权。|发展改革委、财政厅|全年", "一.2|做好乙事。|教育厅|长期" }));
    }

    const string Table = "类别|任务|责任单位|完成时限|\n一、加强公开|做好甲事。|财政厅|全年|\n|做好乙事。|教育厅|12月底|";
    const string List = "二、优化服务\n（一）推进丙事。（牵头单位：审计厅；完成时限：9月底前）\n（二）推进丁事。（民政厅负责，长期坚持）";

    [Test]
    public void A_list_of_paragraphs_below_a_table_gives_its_tasks_too() => Assert.That(Said(Read(Table + "\n" + List)),
        Is.EqualTo(new[] { "一.1|做好甲事。|财政厅|全年", "一.2|做好乙事。|教育厅|12月底", "二.1|推进丙事。|审计厅|9月底前", "二.2|推进丁事。|民政厅|长期坚持" }));

    [Test]
    public void A_table_below_a_list_of_paragraphs_gives_its_tasks_too() => Assert.That(
        Said(Read(List.Replace("二、", "一、") + "\n" + Table.Replace("一、", "二、"))),
        Is.EqualTo(new[] { "一.1|推进丙事。|审计厅|9月底前", "一.2|推进丁事。|民政厅|长期坚持", "二.1|做好甲事。|财政厅|全年", "二.2|做好乙事。|教育厅|12月底" }));

    [Test]
    public void Titles_of_categories_broken_around_rows_are_joined()
    {
        var read = Read("工作任务 具体要求 责任单位 时限要求\n一、加强 1.做好甲事。 财政厅 全年\n公开工作 2.做好乙事。 教育厅 全年");
        Assert.That(read.Categories.Single().Title, Is.EqualTo("加强公开工作"));
    }

    [Test]
    public void Limits_in_the_wrong_order_are_put_right_and_doubted()
    {
        var task = Read("工作任务 具体要求 责任单位 时限要求\n一、加强公开 1.做好甲事。 财政厅 底  12月\n2.做好乙事。 教育厅 长期").Tasks[0];
        Assert.That((task.TimeLimit.Raw, task.TimeLimit.Kind, Doubted(task).Single()), Is.EqualTo(("12月底", TimeLimitKind.ByDate, TaskField.TimeLimit)));
    }

    [Test]
    public void Units_may_stand_to_the_left_of_the_words()
    {
        var read = Read("责任单位 工作任务 完成时限\n省财政厅 1.做好甲事。 12月底\n省教育厅 2.做好乙事。 全年\n省审计厅 3.做好丙事。 10月底");
        Assert.That(Said(read), Is.EqualTo(new[] { "1|做好甲事。|省财政厅|12月底", "2|做好乙事。|省教育厅|全年", "3|做好丙事。|省审计厅|10月底" }));
    }

    [Test]
    public void A_row_above_the_first_cell_is_doubted()
    {
        var task = Read("工作任务 具体要求 责任单位 时限要求\n一、加强公开 1.做好甲事。\n2.做好乙事。 教育厅 长期").Tasks[0];
        Assert.That(Doubted(task), Is.EqualTo(new[] { TaskField.Units, TaskField.TimeLimit }));
    }

    [Test]
    public void Column_heads_repeated_on_each_page_and_page_numbers_are_no_rows()
    {
        var read = Read("工作任务 具体要求 责任单位 时限要求\n一、加强公开 1.做好甲事。 财政厅 全年\n— 3 —\n工作任务 具体要求 责任单位 时限要求\n2.做好乙事。 教育厅 全年");
        Assert.That(read.Tasks, Has.Count.EqualTo(2));
    }

    [Test]
    public void Two_columns_of_units_tell_lead_and_support()
    {
        var task = Read("工作任务 具体要求 牵头单位 配合单位 完成时限\n一、加强公开 1.做好甲事。 财政厅 教育厅、审计厅 全年\n2.做好乙事。 教育厅 财政厅 全年").Tasks[0];
        Assert.That((task.Lead, task.Support, task.Doubts.Count), Is.EqualTo((new[] { "财政厅" }, new[] { "教育厅", "审计厅" }, 0)));
    }

    [Test]
    public void Units_parted_by_white_space_alone_are_told_apart_and_doubted()
    {
        var task = Read("工作任务 具体要求 责任单位 完成时限\n一、加强公开 1.做好甲事。 财政厅 教育厅 全年\n2.做好乙事。 审计厅 全年").Tasks[0];
        Assert.That((task.Lead.Single(), task.Support.Single(), Doubted(task).Single()), Is.EqualTo(("财政厅", "教育厅", TaskField.Units)));
    }

    [TestCase("|", "|---|---|---|---|")]
    [TestCase("│", "├──┼──┼──┼──┤")]
    public void Drawn_borders_part_cells_too(string border, string rule)
    {
        string Row(params string[] cells) => border + string.Join(border, cells) + border;
        var read = Read(string.Join('\n', Row("工作任务", "具体要求", "责任单位", "时限要求"), rule, Row("一、加强公开", "1.做好甲事。", "财政厅", "全年"), rule, Row("", "2.做好乙事。", "教育厅", "12月底")));
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|做好甲事。|财政厅|全年", "一.2|做好乙事。|教育厅|12月底" }));
    }

    [Test]
    public void A_cell_that_nobody_knows_is_kept_in_the_text_and_doubted()
    {
        var task = Read("工作任务 具体要求 责任单位 时限要求\n一、加强公开 1.做好甲事。 财政厅 全年\n2.做好乙事。 教育厅 待商\n3.做好丙事。 审计厅 全年").Tasks[1];
        Assert.That(Doubted(task), Is.SupersetOf(new[] { TaskField.Text, TaskField.Units, TaskField.TimeLimit }));
    }
}
