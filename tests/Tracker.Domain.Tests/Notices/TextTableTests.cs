using Tracker.Domain.Notices;
using static Tracker.Domain.Tests.Notices.TablePaper;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Tables that lines of text draw: with |, with tabs, with borders, with a line for each cell.</summary>
public sealed class TextTableTests
{
    const string Letter = "某省人民政府办公厅关于印发2021年重点工作分工方案的通知\n各市人民政府，省各部门：\n现将方案印发给你们，请认真落实。\n某省人民政府办公厅\n2021年3月1日\n";

    static ReadNotice Read(string plan) => Paper.Read(Letter + plan + "\n某省人民政府办公厅秘书处 2021年3月8日印发\n");

    static readonly string[] Whole = ["一.1|加强公开|做好甲事，推进落实。|财政厅|教育厅|全年", "一.2|加强公开|做好乙事。|审计厅||12月底", "二.3|优化服务|做好丙事。|教育厅|财政厅|长期"];

    [TestCase("类别|序号|重点任务|牵头单位|配合单位|完成时限|\n一、加强公开|1|做好甲事，推进落实。|财政厅|教育厅|全年|\n|2|做好乙事。|审计厅||12月底|\n二、优化服务|3|做好丙事。|教育厅|财政厅|长期|")]
    [TestCase("| 类别 | 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |\n|---|:-:|---|---|---|---|\n| **一、加强公开** | 1 | 做好甲事，<br>推进落实。 | 财政厅 | 教育厅 | 全年 |\n| | 2 | 做好乙事。 | 审计厅 | | 12月底 |\n| 二、优化服务 | 3 | 做好丙事。 | 教育厅 | 财政厅 | 长期 |")]
    [TestCase("类别\t序号\t重点任务\t牵头单位\t配合单位\t完成时限\n一、加强公开\t1\t做好甲事，推进落实。\t财政厅\t教育厅\t全年\n\t2\t做好乙事。\t审计厅\t\t12月底\n二、优化服务\t3\t做好丙事。\t教育厅\t财政厅\t长期")]
    [TestCase("┌────┬──┬────┬────┬────┬────┐\n│类别│序号│重点任务│牵头单位│配合单位│完成时限│\n├────┼──┼────┼────┼────┼────┤\n│一、加│ 1│做好甲事，│财政厅│教育厅│全年│\n│强公开│  │推进落实。│      │      │    │\n├────┼──┼────┼────┼────┼────┤\n│    │ 2│做好乙事。│审计厅│      │12月底│\n├────┼──┼────┼────┼────┼────┤\n│二、优化服务│ 3│做好丙事。│教育厅│财政厅│长期│\n└────┴──┴────┴────┴────┴────┘")]
    [TestCase("+----+--+----+----+----+----+\n|类别|序号|重点任务|牵头单位|配合单位|完成时限|\n+----+--+----+----+----+----+\n|一、加强公开|1|做好甲事，|财政厅|教育厅|全年|\n|    |  |推进落实。|      |      |    |\n+----+--+----+----+----+----+\n|    |2|做好乙事。|审计厅|      |12月底|\n+----+--+----+----+----+----+\n|二、优化服务|3|做好丙事。|教育厅|财政厅|长期|\n+----+--+----+----+----+----+")]
    [TestCase("类别 |\n序号 |\n重点任务\n|\n牵头单位 | 配合单位 |\n完成时限\n|\n一、加强公开 | 1 |\n做好甲事，\n推进落实。\n|\n财政厅 | 教育厅 | 全年 |\n| 2 | 做好乙事。 | 审计厅 | | 12月底 |\n二、优化服务 | 3 |\n做好丙事。\n|\n教育厅 | 财政厅 | 长期 |")]
    [TestCase("类别 序号 重点任务 牵头单位 配合单位 完成时限\n一、加强公开 1 做好甲事，推进落实。 财政厅 教育厅 全年\n2 做好乙事。 审计厅 12月底\n二、优化服务 3 做好丙事。 教育厅 财政厅 长期")]
    [TestCase("类别 |\n序号 |\n重点任务 |\n牵头单位 |\n配合单位 |\n完成时限 |\n一、加强公开 |\n1 |\n做好甲事，推进落实。 |\n财政厅 |\n教育厅 |\n全年 |\n2 |\n做好乙事。 |\n审计厅 |\n12月底 |\n二、优化服务 |\n3 |\n做好丙事。 |\n教育厅 |\n财政厅 |\n长期 |")]
    [TestCase("类别\n\n序号\n\n重点任务\n\n牵头单位\n\n配合单位\n\n完成时限\n\n一、加强公开\n\n1\n\n做好甲事，推进落实。\n\n财政厅\n\n教育厅\n\n全年\n\n2\n\n做好乙事。\n\n审计厅\n\n12月底\n\n二、优化服务\n\n3\n\n做好丙事。\n\n教育厅\n\n财政厅\n\n长期")]
    public void Every_way_of_drawing_gives_the_same_tasks(string table) => Assert.That(Said(Read(table)), Is.EqualTo(Whole));

    [Test]
    public void Cells_that_a_site_dropped_with_the_merges_are_told_by_what_is_left()
    {
        var read = Read("工作任务 | 具体要求 | 责任单位 | 时限要求 |\n一、加强公开 | 1.做好甲事。 | 财政厅 | 全年 |\n2.做好乙事。 |\n3.做好丙事。 | 教育厅 | 长期 |\n二、优化服务 | 1.做好丁事。 | 审计厅 | 12月底 |\n2.做好戊事。 |");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。|财政厅||全年", "一.2|加强公开|做好乙事。|财政厅||全年", "一.3|加强公开|做好丙事。|教育厅||长期", "二.1|优化服务|做好丁事。|审计厅||12月底", "二.2|优化服务|做好戊事。|审计厅||12月底" }));
        Assert.That(Doubted(read), Is.All.Empty);
    }

    [TestCase("2|做好乙事。|12月底|", "Units")]
    [TestCase("2|做好乙事。|教育厅|", "TimeLimit")]
    [TestCase("2|教育厅|12月底|", "Text Units TimeLimit")]
    [TestCase("2|做好|乙事。|教育厅|12月底|", "Text Units TimeLimit")]
    public void A_number_of_cells_that_does_not_fit_the_head_is_doubted(string row, string doubted)
    {
        var read = Read($"序号|任务|责任单位|完成时限|\n1|做好甲事。|财政厅|全年|\n{row}\n3|做好丙事。|审计厅|全年|\n4|做好丁事。|审计厅|全年|\n5|做好戊事。|审计厅|全年|\n6|做好己事。|审计厅|全年|");
        Assert.That(Doubted(read), Is.EqualTo(new[] { "", doubted, "", "", "", "" }), string.Join(' ', Said(read)));
    }

    [Test]
    public void Blank_cells_behind_a_row_stand_for_merged_ones_before_it()
    {
        var read = Read("项目 | 工作任务 | 完成时间 | 牵头单位 |\n1.城建项目 | 提升道路3条。 | 11月底前 | 省建设厅 |\n新建公园2处。 | 12月底前 | 省城投集团 | |\n2.民政项目 | 新建墓地15处。 | 10月底前 | 省民政厅 |\n3.交通项目 | 改造公路40公里。 | 10月底前 | 省交通厅 |");
        Assert.That(read.Tasks.Select(t => $"{t.Category}|{t.Text}|{t.Lead[0]}|{t.TimeLimit.Raw}|{(t.Doubts.Count > 0 ? "?" : "")}"),
            Is.EqualTo(new[] { "1|提升道路3条。|省建设厅|11月底前|", "1|新建公园2处。|省城投集团|12月底前|?", "2|新建墓地15处。|省民政厅|10月底前|", "3|改造公路40公里。|省交通厅|10月底前|" }));
    }

    [Test]
    public void A_task_that_reads_like_a_unit_or_a_limit_may_be_another_cell()
    {
        var read = Read("序号|任务|责任单位|完成时限|\n1|做好甲事。|财政厅|全年|\n2|省教育厅|财政厅|12月底|\n3|做好丙事。|审计厅|全年|");
        Assert.That(read.Tasks[1].Doubts.Select(d => d.Field), Is.SupersetOf(new[] { TaskField.Text, TaskField.Units, TaskField.TimeLimit }));
    }

    [Test]
    public void Columns_of_progress_are_no_words_of_tasks()
    {
        var read = Read("序号|任务|牵头单位|1-10月推进情况|\n1|做好甲事。|财政厅|已完成。|\n2|做好乙事。|教育厅|已开工。|");
        Assert.That(read.Tasks.Select(t => $"{t.Text}{t.Lead[0]}"), Is.EqualTo(new[] { "做好甲事。财政厅", "做好乙事。教育厅" }));
    }

    [Test]
    public void A_bar_inside_a_sentence_does_not_shift_the_cells()
    {
        var read = Read("序号|任务|责任单位|完成时限|\n1|做好甲事。|财政厅|全年|\n2|做好乙|丙事。|教育厅|12月底|");
        Assert.That((read.Tasks[1].Text, read.Tasks[1].Lead.Single(), read.Tasks[1].TimeLimit.Raw), Is.EqualTo(("做好乙丙事。", "教育厅", "12月底")));
    }

    [Test]
    public void Heads_of_two_rows_are_one()
    {
        string[] whole = ["1||做好甲事。|财政厅|教育厅|全年"];
        Assert.That(Said(Read("序号|任务|责任分工||时限|\n|||牵头单位|配合单位||\n".Replace("|||", "||") + "1|做好甲事。|财政厅|教育厅|全年|")), Is.EqualTo(whole));
        Assert.That(Said(Read("序号|任务|责任分工|时限|\n牵头单位|配合单位|\n1|做好甲事。|财政厅|教育厅|全年|")), Is.EqualTo(whole));
        Assert.That(Said(Read("序号\n任务\n责任分工\n时限\n牵头单位\n配合单位\n1\n做好甲事。\n财政厅\n教育厅\n全年")), Is.EqualTo(whole));
    }

    [Test]
    public void Merged_cells_show_where_a_rule_stops_short()
    {
        var read = Read("┌────────┬──────────┬──────┬────┐\n│工作任务│具体要求  │责任单位│时限│\n├────────┼──────────┼──────┼────┤\n│一、加强│1.做好甲事│财政厅│全年│\n│公开    │。        │      │    │\n│        ├──────────┤      ├────┤\n│        │2.做好乙事。│      │长期│\n├────────┼──────────┼──────┼────┤\n│二、优化│1.做好丙事。│教育厅│全年│\n└────────┴──────────┴──────┴────┘");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。|财政厅||全年", "一.2|加强公开|做好乙事。|财政厅||长期", "二.1|优化|做好丙事。|教育厅||全年" }));
        Assert.That(read.Tasks[1].Inherited, Is.EqualTo(new Inherited(true, false)));
    }

    [TestCase("┌──┬────┬────┬──┐\n│序号│重点任务│责任单位│时限│\n├──┴────┴────┴──┤\n│一、加强公开                │\n├──┬────┬────┬──┤\n│ 1│做好甲事。│财政厅  │全年│\n└──┴────┴────┴──┘")]
    [TestCase("┌────┬──────────┬────────┬────┐\n│序号│重点任务  │责任单位│时限│\n├────┴──────────┴────────┴────┤\n│一、加强公开                 │\n├────┬──────────┬────────┬────┤\n│ 1  │做好甲事。│财政厅  │全年│\n└────┴──────────┴────────┴────┘")]
    public void A_row_across_all_columns_is_a_category_whatever_the_width_of_a_stroke(string table) =>
        Assert.That(Said(Read(table)), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。|财政厅||全年" }));

    [Test]
    public void Without_rules_between_them_rows_begin_with_their_numbers()
    {
        var read = Read("│序号│任务│责任单位│时限│\n├──┼────┼────┼──┤\n│ 1│做好甲事，│财政厅、│全年│\n│  │推进落实。│教育厅│  │\n│ 2│做好乙事。│审计厅│长期│");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事，推进落实。|财政厅|教育厅|全年", "2||做好乙事。|审计厅||长期" }));
    }

    [TestCase("一、加强公开 | | | |")]
    [TestCase("一、加强公开 |")]
    [TestCase("一 | 加强公开 | | |")]
    public void A_row_with_nothing_but_a_heading_is_a_category(string section) =>
        Assert.That(Said(Read($"序号 | 任务 | 责任单位 | 时限 |\n{section}\n1 | 做好甲事。 | 财政厅 | 全年 |\n2 | 做好乙事。 | 教育厅 | 全年 |")), Is.EqualTo(new[] { "一.1|加强公开|做好甲事。|财政厅||全年", "一.2|加强公开|做好乙事。|教育厅||全年" }));

    [Test]
    public void Paragraphs_around_a_drawn_table_are_no_rows()
    {
        var read = Read("附件：\n\n重点任务分工表\n| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 做好甲事。 | 财政厅 |\n\n— 3 —\n\n| 序号 | 任务 | 责任单位 |\n| 2 | 做好乙事。 | 教育厅 |\n\n请各单位于2021年11月30日前报送情况。");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅||", "2||做好乙事。|教育厅||" }));
        Assert.That(read.NoticeDeadlines.Single().Raw, Is.EqualTo("2021年11月30日前"));
    }

    [Test]
    public void Cells_below_each_other_keep_their_paragraphs_and_headings()
    {
        var read = Read("序号\n项目内容\n当前进度\n牵头单位\n备注\n一、民生实事\n1\n做好甲事。认真推进。\n另做好丁事。\n80%\n财政厅\n2\n做好乙事。\n95%（尚未开工）\n教育厅\n续建\n二、其他\n3\n做好丙事。\n60%\n审计厅、\n教育厅");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|民生实事|做好甲事。认真推进。另做好丁事。|财政厅||", "一.2|民生实事|做好乙事。|教育厅||", "二.3|其他|做好丙事。|审计厅、教育厅||" }));
    }

    [Test]
    public void A_list_of_cells_that_can_be_rows_in_two_ways_is_doubted() =>
        Assert.That(Doubted(Read("任务\n责任单位\n配合单位\n完成时限\n做好甲事。\n财政厅\n全年\n做好乙事。\n教育厅\n审计厅\n全年"))[0], Does.Contain("Units"));

    [Test]
    public void A_text_between_bars_is_still_text() =>
        Assert.That(Read("| 一、加强公开 |\n| 1.做好甲事。认真推进各项工作，确保取得实效，让人民群众满意，形成良好氛围和长效机制，持续巩固提升。（财政厅） |\n2.做好乙事。（教育厅）").Tasks, Has.Count.GreaterThan(0));

    [TestCase("|")]
    [TestCase("||")]
    [TestCase("| | |\n|")]
    [TestCase("│")]
    [TestCase("├──┼──┤")]
    [TestCase("\t\t")]
    [TestCase("序号\n任务\n责任单位")]
    [TestCase("序号 | 任务 | 责任单位 |")]
    [TestCase("│序号│任务│责任单位│\n│1│")]
    public void Scraps_of_tables_are_no_fault(string scrap) => Assert.That(Read(scrap).Tasks, Is.Empty);

    [Test]
    public void Cells_parted_by_white_space_are_told_by_their_words()
    {
        var read = Read("序号 重点任务 责任领导 责任单位 备注 时限\n1 做好甲 事。 张三 财政厅、教育厅 续建 全年\n2 改造老旧小区20个 李四 审计厅 12月底\n— 2 —\n序号 重点任务 责任领导 责任单位 备注 时限\n3 做好丙事。 王五 教育厅 新增 长期\n联系人：赵六");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅|教育厅|全年", "2||改造老旧小区20个|审计厅||12月底", "3||做好丙事。|教育厅||长期" }));
        Assert.That(Doubted(read), Is.EqualTo(new[] { "", "Text", "" }));
    }

    [TestCase("├──┼──────┤", "Units TimeLimit", TestName = "A rule with a corner at its broken end leaves columns out, which are doubted")]
    [TestCase("├──┼──────┼──", "", TestName = "A rule that breaks off inside a cell parts the rows")]
    public void A_rule_that_breaks_off_still_parts_the_rows(string rule, string doubted)
    {
        var read = Read($"┌──┬──────┬──────┬────┐\n│序号│任务        │责任单位    │时限    │\n├──┼──────┼──────┼────┤\n│1   │做好甲事。  │财政厅      │全年    │\n{rule}\n│2   │做好乙事。  │教育厅      │长期    │\n├──┼──────┼──────┼────┤\n│3   │做好丙事。  │审计厅      │全年    │\n└──┴──────┴──────┴────┘");
        Assert.That(Said(read), Is.EqualTo(new[] { "1||做好甲事。|财政厅||全年", "2||做好乙事。|教育厅||长期", "3||做好丙事。|审计厅||全年" }));
        Assert.That(Doubted(read), Is.EqualTo(new[] { "", doubted, "" }));
    }

    const string Rule = "├──┼──────┼──────┼────┤";

    [TestCase("│2│教育厅│长期│", "Text")]
    [TestCase("│2│做好乙事。│长期│", "Units")]
    [TestCase("│2│做好乙事。│教育厅│", "TimeLimit")]
    [TestCase("│2│做好乙事。│教育厅│长期│续│", "Text")]
    public void A_row_of_a_drawing_that_is_not_aligned_is_told_by_its_words_where_it_lost_a_cell(string row, string doubted)
    {
        var read = Read($"┌──┬──────┬──────┬────┐\n│序号│任务│责任单位│时限│\n{Rule}\n│1│做好甲事，推进公开。│财政厅│全年│\n{Rule}\n{row}\n{Rule}\n│3│做好丙事。│审计厅、财政厅│6月底│\n└──┴──────┴──────┴────┘");
        Assert.That(Said(read), Has.Member("1||做好甲事，推进公开。|财政厅||全年").And.Member("3||做好丙事。|审计厅|财政厅|6月底"));
        Assert.That(Doubted(read)[1], Does.Contain(doubted));
        Assert.That(Doubted(read)[0] + Doubted(read)[2], Is.Empty);
    }

    [Test]
    public void A_line_of_a_drawing_that_lost_its_first_or_last_border_keeps_its_words() =>
        Assert.That(Said(Read($"┌──┬──────┬──────┬────┐\n│序号│任务│责任单位│时限│\n{Rule}\n1│做好甲事，推进公开。│财政厅│全年│\n{Rule}\n│2│做好乙事。│教育厅│长期\n└──┴──────┴──────┴────┘")),
            Is.EqualTo(new[] { "1||做好甲事，推进公开。|财政厅||全年", "2||做好乙事。|教育厅||长期" }));

    [TestCase("\t")]
    [TestCase("|")]
    public void A_row_that_a_line_break_inside_a_cell_cut_in_two_is_one(string mark)
    {
        var read = Read("时限|责任单位|工作任务|序号|类别\n全年|财政厅|做好甲事。|1|公开\n长期|教育厅|做好乙事，\n方便群众办事。|2|服务\n6月底|审计厅|做好丙事。|3|服务".Replace("|", mark, StringComparison.Ordinal));
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|公开|做好甲事。|财政厅||全年", "二.2|服务|做好乙事，方便群众办事。|教育厅||长期", "二.3|服务|做好丙事。|审计厅||6月底" }));
        Assert.That(Doubted(read), Is.All.Empty);
    }

    [Test]
    public void A_cell_of_a_drawing_that_is_not_aligned_may_go_on_below_without_borders()
    {
        var read = Read($"┌──┬──────┬──────┬────┐\n│序号│任务│责任单位│时限│\n{Rule}\n│1│做好甲事。│财政厅│全年│\n{Rule}\n│2│做好乙事，\n方便群众。│教育厅│长期│\n{Rule}\n│3│做好丙事。│6月底│\n└──┴──────┴──────┴────┘");
        Assert.That(Said(read)[..2], Is.EqualTo(new[] { "1||做好甲事。|财政厅||全年", "2||做好乙事，方便群众。|教育厅||长期" }));
        Assert.That(Doubted(read), Is.EqualTo(new[] { "", "", "Units" }));
    }
}
