using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using static Tracker.Domain.Tests.Notices.PlanLetter;

namespace Tracker.Domain.Tests.Notices;

public sealed class LayoutTests
{
    [TestCase("由省财政厅牵头，省教育厅配合", "省财政厅", "省教育厅", "")]
    [TestCase("由省财政厅牵头，省教育厅参与，各市县落实", "省财政厅", "省教育厅|各市县", "")]
    [TestCase("由省财政厅会同省教育厅负责", "省财政厅", "省教育厅", "")]
    [TestCase("由省财政厅负责", "省财政厅", "", "")]
    [TestCase("省财政厅、省教育厅按职责分工负责", "", "", "省财政厅|省教育厅")]
    [TestCase("2021年底前由省财政厅牵头组织实施", "省财政厅", "", "")]
    [TestCase("由省财政厅牵头制定办法", "省财政厅", "", "")]
    [TestCase("责任单位为省财政厅、省教育厅", "省财政厅", "省教育厅", "")]
    [TestCase("牵头单位是省财政厅，配合单位是省教育厅", "省财政厅", "省教育厅", "")]
    public void Units_inside_a_sentence_are_the_tasks_and_stay_in_its_text(string clauses, string lead, string support, string sharing)
    {
        var task = Read($"一、加强公开\n1.做好甲事，{clauses}。\n2.做好乙事。").Tasks[0];
        Assert.That((string.Join('|', task.Lead), string.Join('|', task.Support), string.Join('|', task.Units)), Is.EqualTo((lead, support, sharing)));
        Assert.That((task.Text, task.UnitsRaw, Doubted(task)), Is.EqualTo(($"做好甲事，{clauses}。", clauses, Array.Empty<TaskField>())));
    }

    [TestCase("省林业厅会同省应急厅、省公安厅开展排查，5月底前完成。", "省林业厅", "省应急厅|省公安厅")]
    [TestCase("省市场监管局负责食品抽检，全年不少于4000批次。", "省市场监管局", "")]
    public void Who_acts_in_the_only_sentence_is_the_unit_of_the_task_also_where_no_unit_stands_elsewhere(string sentence, string lead, string support)
    {
        var task = Read($"一、安全\n1.做好甲事。{sentence}\n2.做好乙事。").Tasks[0];
        Assert.That((string.Join('|', task.Lead), string.Join('|', task.Support), Doubted(task)), Is.EqualTo((lead, support, Array.Empty<TaskField>())));
    }

    [TestCase("（省城市管理，9月底前）", "省城市管理")]
    [TestCase("（省城市管理?，9月底前）", "省城市管理?")]
    public void A_bracket_with_a_limit_and_a_cut_name_is_one_of_units(string bracket, string lead)
    {
        var task = Read($"一、城建\n1.新建公园10个。{bracket}\n2.做好乙事。（省教育厅，6月底前）").Tasks[0];
        Assert.That((task.Text, task.Lead.Single(), task.TimeLimit.Raw, Doubted(task).Single()), Is.EqualTo(("新建公园10个。", lead, "9月底前", TaskField.Units)));
    }

    [TestCase("做好甲事，由省财政厅牵头制定办法。加强宣传。抓好落实。")]
    [TestCase("由省财政厅负责预算。由省教育厅负责学校。")]
    public void Units_of_a_part_of_the_task_may_be_the_tasks_and_are_doubted(string text)
    {
        var task = Read($"一、加强公开\n1.{text}\n2.做好乙事。").Tasks[0];
        Assert.That((task.Lead[0], Doubted(task).Single(), Readings(task, TaskField.Units)[1]), Is.EqualTo(("省财政厅", TaskField.Units, "||")));
    }

    [TestCase("各部门要高度重视，落实责任。")]
    [TestCase("由政府负责投入，由市场决定价格。")]
    [TestCase("本方案由省财政厅负责解释。")]
    public void Who_is_only_admonished_is_no_unit_of_the_task(string text) =>
        Assert.That(Read($"一、加强公开\n1.{text}\n2.做好乙事。（审计厅）\n3.做好丙事。（审计厅）").Tasks[0].UnitsRaw, Is.Null);

    [Test]
    public void Units_in_a_bracket_inside_a_sentence_part_it_and_are_doubted()
    {
        var read = Read("一、加强公开\n1.完善甲机制（省财政厅牵头），推进乙工作（省教育厅负责）。\n2.做好丙事。（审计厅）");
        Assert.That(Said(read)[..2], Is.EqualTo(new[] { "一.1|完善甲机制|省财政厅|", "一.1(2)|推进乙工作。|省教育厅|" }));
        Assert.That(Doubted(read.Tasks[0]), Does.Contain(TaskField.Units));
    }

    [TestCase("\n牵头单位：财政厅\n责任单位：教育厅")]
    [TestCase("\n**牵头单位：**财政厅\n**配合单位：**教育厅")]
    [TestCase("\n牵头单位：\n财政厅\n配合单位：\n教育厅")]
    [TestCase("\n责任单位：财政厅、\n教育厅")]
    [TestCase("\n◆责任单位：财政厅、教育厅。")]
    [TestCase("\n【责任单位】财政厅、教育厅")]
    [TestCase("\n责任领导：张三\n责任单位：财政厅、教育厅\n责任人：李四")]
    [TestCase("\n（牵头单位：财政厅）\n（配合单位：教育厅）")]
    [TestCase("责任单位：财政厅、教育厅。")]
    [TestCase("（财政厅牵头）（教育厅配合）")]
    [TestCase("〔财政厅、教育厅〕"), TestCase("[财政厅、教育厅]"), TestCase("〖财政厅、教育厅〗"), TestCase("【财政厅、教育厅）")]
    public void Units_close_a_paragraph_in_every_way_that_offices_have(string closing)
    {
        var read = Read($"一、加强公开\n（一）做好甲事。认真推进。{closing}\n（二）做好乙事。（审计厅）");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|做好甲事。认真推进。|财政厅、教育厅|", "一.2|做好乙事。|审计厅|" }));
        Assert.That(read.Tasks.SelectMany(t => t.Doubts), Is.Empty);
    }

    [TestCase("\n责任单位：财政厅\n完成时限：2021年6月底前")]
    [TestCase("（财政厅）（2021年6月底前）")]
    [TestCase("（财政厅；2021年6月底前）")]
    [TestCase("（2021年6月底前）\n责任单位：财政厅")]
    public void A_limit_beside_the_units_is_the_tasks(string closing) =>
        Assert.That(Said(Read($"一、加强公开\n1.做好甲事。{closing}\n2.做好乙事。（审计厅）"))[0], Is.EqualTo("一.1|做好甲事。|财政厅|2021年6月底前"));

    [TestCase("实施三年行动计划（2018—2020年）。")]
    [TestCase("推进信息公开（含公共企事业单位）。")]
    [TestCase("印发办法（试行）。")]
    [TestCase("推动各县（市、区）人民政府（以下简称各县）公开。")]
    public void Brackets_with_a_gloss_stay_in_the_text(string text) =>
        Assert.That(Said(Read($"一、加强公开\n1.{text}（财政厅）\n2.{text}\n3.做好丙事。（审计厅）"))[..2], Is.EqualTo(new[] { $"一.1|{text}|财政厅|", $"一.2|{text}||" }));

    [Test]
    public void A_person_in_charge_is_no_unit() =>
        Assert.That(Said(Read("一、加强公开\n1.做好甲事。（责任单位：财政厅；责任人：张三；联系电话：12345）\n2.做好乙事。（审计厅）"))[0], Is.EqualTo("一.1|做好甲事。|财政厅|"));

    [Test]
    public void Units_behind_a_heading_are_those_of_the_text_below_it() =>
        Assert.That(Said(Read("（一）加强公开（财政厅）\n做好甲事，认真推进。\n（二）优化服务（教育厅）\n做好乙事，认真推进。")),
            Is.EqualTo(new[] { "1|加强公开做好甲事，认真推进。|财政厅|", "2|优化服务做好乙事，认真推进。|教育厅|" }));

    [Test]
    public void Unnumbered_paragraphs_that_each_name_units_are_the_tasks_of_their_heading()
    {
        var read = Read("一、加强公开\n做好甲事，认真推进。（财政厅）\n做好乙事，认真推进。（教育厅）\n二、优化服务\n做好丙事，认真推进。（审计厅）\n做好丁事，认真推进。（民政厅）");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|做好甲事，认真推进。|财政厅|", "一.2|做好乙事，认真推进。|教育厅|", "二.1|做好丙事，认真推进。|审计厅|", "二.2|做好丁事，认真推进。|民政厅|" }));
        Assert.That(read.Tasks.Select(t => t.No), Is.All.Null);
    }

    [Test]
    public void Paragraphs_without_any_numbers_are_tasks_where_they_name_units() =>
        Assert.That(Said(Read("为做好工作，制定本方案。\n做好甲事，认真推进。（财政厅）\n做好乙事，认真推进。（教育厅）")), Is.EqualTo(new[] { "1|做好甲事，认真推进。|财政厅|", "2|做好乙事，认真推进。|教育厅|" }));

    [Test]
    public void An_item_without_units_above_one_with_them_has_both_readings()
    {
        var task = Read("一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事。\n3.做好丙事。（教育厅）").Tasks[1];
        Assert.That((task.UnitsRaw, string.Join(' ', Readings(task, TaskField.Units))), Is.EqualTo(((string?)null, "|| 教育厅||")));
    }

    [Test]
    public void Units_behind_the_last_item_of_each_heading_are_those_of_all_its_items()
    {
        var read = Read("一、加强公开\n1.做好甲事。\n2.做好乙事。（财政厅）\n二、优化服务\n1.做好丙事。\n2.做好丁事。（教育厅）");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|做好甲事。|财政厅|", "一.2|做好乙事。|财政厅|", "二.1|做好丙事。|教育厅|", "二.2|做好丁事。|教育厅|" }));
    }

    [Test]
    public void Parts_of_one_sentence_are_the_text_of_their_item() =>
        Assert.That(Said(Read("一、加强公开\n1.做好下列工作：\n（1）甲事；\n（2）乙事；\n（3）丙事。（财政厅）\n2.做好丁事。（教育厅）"))[0], Is.EqualTo("一.1|做好下列工作：（1）甲事；（2）乙事；（3）丙事。|财政厅|"));

    [Test]
    public void The_list_of_what_is_attached_numbers_no_tasks() =>
        Assert.That(Said(Read("一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事。（教育厅）\n附件：1.任务清单\n2.联络员名单")), Is.EqualTo(new[] { "一.1|做好甲事。|财政厅|", "一.2|做好乙事。|教育厅|" }));

    [Test]
    public void An_attachment_counts_from_one_again()
    {
        var read = Read("附件1\n重点任务分工\n一、加强公开\n1.做好甲事。（财政厅）\n附件2\n民生实事分工\n一、优化服务\n1.做好乙事。（教育厅）\n附件3\n联络员登记表\n1.姓名\n2.电话");
        Assert.That(read.Tasks.Select(t => $"{t.Category}.{t.No} {read.Categories.Single(c => c.No == t.Category).Title}"), Is.EqualTo(new[] { "一.1 加强公开", "一(2).1 优化服务" }));
    }

    [Test]
    public void Numbers_that_run_through_the_whole_notice_make_tasks_of_the_last_too() =>
        Assert.That(Read("一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事。（教育厅）\n二、保障措施\n3.加强领导，落实责任。").Tasks, Has.Count.EqualTo(3));

    [Test]
    public void Articles_below_chapters_may_have_parts() =>
        Assert.That(Said(Read("第一章 公开\n第一条 做好甲事。（财政厅）\n第二条 做好下列工作：\n（一）做好乙事。（教育厅）\n（二）做好丙事。（审计厅）")),
            Is.EqualTo(new[] { "一.1|做好甲事。|财政厅|", "一.2.1|做好乙事。|教育厅|", "一.2.2|做好丙事。|审计厅|" }));

    [Test]
    public void Numbers_that_go_back_are_a_doubt() =>
        Assert.That(Read("一、加强公开\n1.做好甲事。（财政厅）\n3.做好乙事。（教育厅）\n2.做好丙事。（审计厅）").Doubts.Select(d => d.Reason), Is.EqualTo(new[] { "编号缺第2项", "编号在第3项之后又出现第2项" }));

    [Test]
    public void A_gap_in_the_numbers_is_a_doubt() =>
        Assert.That(Read("工作任务 具体要求 责任单位 时限要求\n一、加强公开 1.做好甲事。 财政厅 全年\n3.做好乙事。 教育厅 全年").Doubts.Single().Reason, Is.EqualTo("编号缺第2项"));

    [TestCase("（财政厅、教育厅）")]
    [TestCase("(财政厅、教育厅)")]
    [TestCase("（财政厅、教育厅)")]
    [TestCase("【财政厅、教育厅】")]
    [TestCase("（牵头单位：财政厅；责任单位：教育厅）")]
    [TestCase("（财政厅牵头，教育厅配合）")]
    [TestCase("\n牵头单位：财政厅；配合单位：教育厅")]
    public void Units_close_a_numbered_paragraph(string closing)
    {
        var read = Read($"一、加强公开\n（一）做好甲事。认真推进。{closing}\n（二）做好乙事。（审计厅）");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|做好甲事。认真推进。|财政厅、教育厅|", "一.2|做好乙事。|审计厅|" }));
        Assert.That(read.Tasks.SelectMany(t => t.Doubts), Is.Empty);
    }

    [TestCase("做好甲事（市本级）。")]
    [TestCase("公开政府和社会资本合作项目（PPP）。")]
    [TestCase("按照有关要求办理（详见附件）。")]
    [TestCase("落实通知要求（国办发〔2018〕22号）。")]
    public void Brackets_that_hold_no_units_stay_in_the_text(string text)
    {
        var task = Read($"一、加强公开\n1.{text}\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That((task.Text, task.UnitsRaw, Doubted(task).Single()), Is.EqualTo((text, (string?)null, TaskField.Units)));
    }

    [Test]
    public void Several_brackets_in_a_paragraph_close_a_task_each() =>
        Assert.That(Said(Read("一、加强公开\n1.做好甲事。（财政厅）做好乙事。（教育厅）\n2.做好丙事。（审计厅）")),
            Is.EqualTo(new[] { "一.1|做好甲事。|财政厅|", "一.1(2)|做好乙事。|教育厅|", "一.2|做好丙事。|审计厅|" }));

    [Test]
    public void A_list_that_says_and_others_is_doubted()
    {
        var task = Read("一、加强公开\n1.做好甲事。（财政厅、教育厅等部门）\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That((task.Lead.Single(), task.Support.Single(), Doubted(task).Single()), Is.EqualTo(("财政厅", "教育厅", TaskField.Units)));
    }

    static string[] Readings(ReadTask task, TaskField field) =>
        [.. task.Doubts.Where(d => d.Field == field).SelectMany(d => d.Readings).Select(r => r switch
        {
            UnitsReading units => $"{string.Join('、', units.Lead)}|{string.Join('、', units.Support)}|{string.Join('、', units.Units)}",
            WordsReading words => words.Words,
            _ => "",
        })];

    [Test]
    public void Where_one_name_may_be_two_both_readings_are_offered() =>
        Assert.That(Readings(Read("一、加强公开\n1.做好甲事。（市教育局市财政局）\n2.做好乙事。（审计厅）").Tasks[0], TaskField.Units), Is.EqualTo(new[] { "市教育局市财政局||", "市教育局|市财政局|" }));

    [Test]
    public void Where_support_is_named_and_no_lead_both_readings_are_offered() =>
        Assert.That(Readings(Read("一、加强公开\n1.做好甲事。（责任单位：教育厅、财政厅；配合单位：公安厅）\n2.做好乙事。（审计厅）").Tasks[0], TaskField.Roles), Is.EqualTo(new[] { "教育厅、财政厅|公安厅|", "教育厅|财政厅、公安厅|" }));

    [Test]
    public void A_limit_inside_the_unit_bracket_is_the_tasks_limit()
    {
        var task = Read("一、加强公开\n1.做好甲事。（责任单位：财政厅；完成时限：2021年6月底前）\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That((task.Lead.Single(), task.TimeLimit.Raw, task.TimeLimit.Due), Is.EqualTo(("财政厅", "2021年6月底前", (NodaTime.LocalDate?)new NodaTime.LocalDate(2021, 6, 30))));
    }

    [Test]
    public void A_heading_that_alone_names_units_is_the_task_and_its_items_are_its_text() =>
        Assert.That(Said(Read("一、加强公开（财政厅、教育厅）\n1.做好甲事。\n2.做好乙事。")), Is.EqualTo(new[] { "1|加强公开1.做好甲事。2.做好乙事。|财政厅、教育厅|" }));

    [Test]
    public void A_heading_and_items_that_both_name_units_are_all_tasks() =>
        Assert.That(Said(Read("一、加强公开（财政厅）\n1.做好甲事。（教育厅）\n2.做好乙事。（审计厅）")),
            Is.EqualTo(new[] { "1|加强公开|财政厅|", "一.1|做好甲事。|教育厅|", "一.2|做好乙事。|审计厅|" }));

    [TestCase("（财政厅、教育厅）")]
    [TestCase("责任单位：财政厅、教育厅")]
    public void Units_in_a_paragraph_of_their_own_behind_several_items_are_those_of_all(string closing)
    {
        var read = Read($"一、加强公开\n1.做好甲事。\n2.做好乙事。\n{closing}\n二、优化服务\n1.做好丙事。（审计厅）");
        Assert.That(Said(read), Is.EqualTo(new[] { "一.1|做好甲事。|财政厅、教育厅|", "一.2|做好乙事。|财政厅、教育厅|", "二.1|做好丙事。|审计厅|" }));
        Assert.That(read.Tasks.Select(t => t.Inherited.Units), Is.EqualTo(new[] { true, false, false }));
    }

    [Test]
    public void A_plan_without_line_breaks_is_cut_at_its_numbers() =>
        Assert.That(Said(Read("一、加强公开（一）做好甲事。（财政厅）（二）做好乙事。（教育厅）二、优化服务（一）做好丙事。（审计厅）")),
            Is.EqualTo(new[] { "一.1|做好甲事。|财政厅|", "一.2|做好乙事。|教育厅|", "二.1|做好丙事。|审计厅|" }));

    [Test]
    public void A_sentence_broken_by_a_page_goes_on() =>
        Assert.That(Read("一、加强公开\n（一）做好甲事。认真推\n\n— 2 —\n\n进落实。（财政厅）\n（二）做好乙事。（教育厅）").Tasks[0].Text, Is.EqualTo("做好甲事。认真推进落实。"));

    [Test]
    public void A_closing_paragraph_belongs_to_no_task()
    {
        var read = Read("一、加强公开\n（一）做好甲事。（财政厅）\n（二）做好乙事。（教育厅）\n各部门于2021年11月底前报送落实情况。");
        Assert.That(read.Tasks[1].Text, Is.EqualTo("做好乙事。"));
        Assert.That(read.NoticeDeadlines.Single().Raw, Is.EqualTo("2021年11月底前"));
    }

    [Test]
    public void Without_any_units_the_numbered_items_are_the_tasks_and_aims_are_not()
    {
        var read = Read("一、总体要求\n1.指导思想。以新思想为指导。\n2.工作目标。到2025年底，全面建成。\n二、主要任务\n3.做好甲事。认真推进。\n4.做好乙事。认真推进。");
        Assert.That(read.Tasks.Select(t => (t.No, t.Role)), Is.EqualTo(new (int?, TaskRole)[] { (1, TaskRole.Preamble), (2, TaskRole.Preamble), (3, TaskRole.Task), (4, TaskRole.Task) }));
        Assert.That(read.Goals.Select(g => (g.Raw, g.Text)), Is.EqualTo(new[] { ("到2025年底", "全面建成。") }));
    }

    [Test]
    public void A_bracket_that_lost_its_end_is_read_and_doubted()
    {
        var task = Read("一、加强公开\n（一）做好甲事。（牵头单位：财政厅；责任单位：教育厅\n（二）做好乙事。（审计厅）").Tasks[0];
        Assert.That((task.Lead.Single(), task.Support.Single(), Doubted(task)), Is.EqualTo(("财政厅", "教育厅", new[] { TaskField.Units })));
    }

    [Test]
    public void A_letter_whose_plan_is_another_file_has_no_task_and_says_so()
    {
        var read = Paper.Read(Letter + "附件：2021年重点工作分工方案\n");
        Assert.That(read.Tasks, Is.Empty);
        Assert.That(read.Doubts.Select(d => d.Field), Is.EqualTo(new[] { "tasks" }));
    }

    [TestCase("")]
    [TestCase("\n \n")]
    [TestCase("今天天气很好。")]
    public void A_text_without_any_task_says_so(string text) => Assert.That(Paper.Read(text).Doubts.Select(d => d.Field), Is.EqualTo(new[] { "tasks" }));

    [Test]
    public void Others_concerned_behind_shared_duty_are_said_once_for_the_notice()
    {
        var read = Read("一、加强公开\n1.做好甲事。（省财政厅、省教育厅等省有关部门按职责分工负责）\n2.做好乙事。（省审计厅、省教育厅等有关部门按职责分工负责）\n3.做好丙事。（省审计厅牵头，省教育厅等有关部门配合）");
        Assert.That(read.Tasks.Select(t => t.Doubts.Count), Is.EqualTo(new[] { 0, 0, 1 }));
        Assert.That(read.Doubts.Select(d => d.Reason), Is.EqualTo(new[] { "有2项的责任单位写到“等有关部门”为止，没有列全" }));
    }

    [Test]
    public void A_paragraph_below_an_item_that_is_a_sentence_with_its_units_is_none_of_its_text()
    {
        static ReadNotice With(string paragraph) => Read($"一、加强公开\n1.做好甲事。（省财政厅）\n2.做好乙事。（省审计厅）\n{paragraph}\n二、优化服务\n3.做好丙事。（省教育厅）");
        var (ofAll, perhaps) = (With("以上任务由省审计厅每月5日前汇总进度。"), With("形成一批可复制的经验。"));
        foreach (var read in new[] { ofAll, perhaps })
            Assert.That(read.Tasks.Select(t => t.Text).ToArray(), Is.EqualTo(new[] { "做好甲事。", "做好乙事。", "做好丙事。" }));
        Assert.That((Doubted(ofAll.Tasks[1]).Length, Doubted(perhaps.Tasks[1]).Single()), Is.EqualTo((0, TaskField.Text)));
    }

    [TestCase("｛省财政厅、省教育厅｝")]
    [TestCase("{省财政厅、省教育厅}")]
    [TestCase("（省财政厅、省教育厅〕")]
    public void Units_stand_in_brackets_of_any_kind(string bracket) =>
        Assert.That(Said(Read($"一、加强公开\n1.做好甲事。{bracket}\n2.做好乙事。（省审计厅）"))[0], Is.EqualTo("一.1|做好甲事。|省财政厅、省教育厅|"));

    [Test]
    public void A_documents_number_at_the_head_of_a_page_is_no_word_of_the_sentence() =>
        Assert.That(Read("一、加强公开\n1.建立走访制度，\n— 2 —\n某政办发〔2021〕5号\n定期走访企业。（省财政厅）\n2.做好乙事。（省审计厅）").Tasks[0].Text, Is.EqualTo("建立走访制度，定期走访企业。"));
}
