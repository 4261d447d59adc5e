using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>How items are told apart by their numbers, in the styles and disorders that offices print.</summary>
public sealed class NumberingTests
{
    static ReadNotice Read(string plan) => Paper.Read("某市人民政府办公室关于印发2023年重点工作分工方案的通知\n各县（区）人民政府：\n现将方案印发给你们。\n某市人民政府办公室\n2023年3月1日\n" + plan);

    static string[] Said(string plan) => [.. Read(plan).Tasks.Select(t => $"{t.Id}|{t.Text}|{string.Join('、', t.Lead)}")];

    [Test]
    public void Numbers_in_parts_are_headings_and_items() =>
        Assert.That(Said("第一章 优化服务\n1.1 提升效率\n1.1.1 推行容缺受理。（市审批局）\n1.1.2 压减环节。（市数据局）\n第二章 招商\n2.1 引进项目20个。（市商务局）"),
            Is.EqualTo(new[] { "一.1.1|推行容缺受理。|市审批局", "一.1.2|压减环节。|市数据局", "二.1|引进项目20个。|市商务局" }));

    [Test]
    public void A_quantity_at_the_head_of_a_line_is_no_number() =>
        Assert.That(Said("一、农业\n1.建设高标准农田\n1.5万亩，改造灌渠。（市水利局）\n2.新建茶园。（市林业局）"), Is.EqualTo(new[] { "一.1|建设高标准农田1.5万亩，改造灌渠。|市水利局", "一.2|新建茶园。|市林业局" }));

    [Test]
    public void Headings_and_labels_run_into_their_first_item() =>
        Assert.That(Said("一、简政（一）清理事项，一律公开。（市司法局牵头）具体措施：1.公布清单。（市审批局）2.减少环节。（市数据局）（二）压减时间。（市商务局牵头）主要任务：1.并联办理。（市住建局）二、放管结合，公正监管（三）统一标准。（市场监管局牵头）1.制定目录。（市统计局）"),
            Is.EqualTo(new[] { "一.1|清理事项，一律公开。|市司法局", "一.(一).1|公布清单。|市审批局", "一.(一).2|减少环节。|市数据局", "一.2|压减时间。|市商务局", "一.(二).1|并联办理。|市住建局", "二.3|统一标准。|市场监管局", "二.(三).1|制定目录。|市统计局" }));

    [Test]
    public void Numbers_cited_in_a_sentence_open_no_item() =>
        Assert.That(Said("一、简政\n（一）落实条例第（一）（二）项。（市司法局）\n（二）按照第（三）项推进。（市审批局）"), Is.EqualTo(new[] { "一.1|落实条例第（一）（二）项。|市司法局", "一.2|按照第（三）项推进。|市审批局" }));

    [Test]
    public void Items_numbered_among_tasks_are_tasks_though_they_name_no_units()
    {
        var read = Read("一、产业\n1.新增企业30家。\n2.建设产业园。\n二、城建\n3.打通断头路。（市住建局）\n4.新增车位。（市城管局）\n三、保障\n5.加强督查。");
        Assert.That(read.Tasks.Select(t => (t.No, t.Doubts.Count)), Is.EqualTo(new (int?, int)[] { (1, 1), (2, 1), (3, 0), (4, 0), (5, 1) }));
    }

    [Test]
    public void Items_without_numbers_are_not_doubted_for_theirs() =>
        Assert.That(Read("一、实体经济\n力争工业增加值增长9%。（市工信局）\n新增上规企业25家。（市统计局）\n二、投资\n完成投资380亿元。（市发改委）").Doubts.Where(d => d.Field == "tasks"), Is.Empty);

    [Test]
    public void Items_printed_twice_in_a_row_are_read_once_and_doubted()
    {
        var read = Read("一、城建\n1.新建公园10个。（市城管局，9月底前）\n2.改造市场4个。（市商务局）\n2.改造市场4个。（市商务局）\n3.修路。\n责任单位：市交通局\n4.架桥10座。\n责任单位：市交通局\n4.架桥10座。\n责任单位：市交通局");
        Assert.That(read.Tasks.Select(t => (t.No, t.Doubts.Count)), Is.EqualTo(new (int?, int)[] { (1, 0), (2, 1), (3, 0), (4, 1) }));
        Assert.That(read.Doubts.Where(d => d.Field == "tasks"), Is.Empty);
    }

    [Test]
    public void A_paragraph_printed_twice_in_a_row_is_read_once_and_doubted()
    {
        var task = Read("一、城建\n1.新建公园。\n完善公园周边的道路和绿化设施。\n完善公园周边的道路和绿化设施。\n（市城管局）\n2.改造市场4个。（市商务局）").Tasks[0];
        Assert.That((task.Text, task.Doubts.Single().Field), Is.EqualTo(("新建公园。完善公园周边的道路和绿化设施。", TaskField.Text)));
    }

    [Test]
    public void The_same_words_under_another_number_are_another_item() =>
        Assert.That(Said("一、城建\n1.做好日常管理。（市城管局）\n2.做好日常管理。（市城管局）"), Has.Length.EqualTo(2));

    [Test]
    public void A_whole_list_of_units_does_not_run_into_the_next_paragraph_however_long_it_is() =>
        Assert.That(Said("一、转型升级\n突出工业主体地位。投资200亿元，改造提升五大传统产业。\n责任领导：张三\n牵头单位：市经信委\n责任单位：市发改委、市财政局、市科技局、各县区政府\n大力发展现代农业。新建高标准农田10万亩，培育龙头企业。\n责任领导：李四\n牵头单位：市农业局\n责任单位：市水务局、市自然资源局、市林业局、各县区政府"),
            Is.EqualTo(new[] { "一.1|突出工业主体地位。投资200亿元，改造提升五大传统产业。|市经信委", "一.2|大力发展现代农业。新建高标准农田10万亩，培育龙头企业。|市农业局" }));

    [Test]
    public void A_paragraph_between_a_heading_and_its_first_task_may_belong_to_it()
    {
        var read = Read("一、转型升级\n坚持高端化，构筑产业高地。\n突出工业主体地位。（市经信委）\n发展现代农业。（市农业局）");
        Assert.That(read.Tasks.Select(t => (t.Text, t.Doubts.Count)), Is.EqualTo(new[] { ("突出工业主体地位。", 1), ("发展现代农业。", 0) }));
        Assert.That(read.Categories.Single().Title, Is.EqualTo("转型升级"));
    }

    [Test]
    public void The_only_item_of_a_heading_is_a_task_in_whatever_style_it_is_numbered() =>
        Assert.That(Said("一、优化环境\n（1）清理证明。（市司法局）\n（2）压减材料。（市审批局）\n二、强化监管\n（3）双随机抽查。（市场监管局）"),
            Is.EqualTo(new[] { "一.1|清理证明。|市司法局", "一.2|压减材料。|市审批局", "二.3|双随机抽查。|市场监管局" }));

    [Test]
    public void A_frame_of_works_beside_the_text_is_a_heading_and_the_numbers_go_on_behind_it()
    {
        var read = Read("一、环保\n1.淘汰老旧车。（市公安局）\n2.改造锅炉。（市环保局）\n专栏1 重点工程\n（1）扩建污水厂。（市住建局）\n（2）环湖截污。（市水务局）\n3.治理扬尘。（市城管局）");
        Assert.That(read.Tasks.Select(t => $"{t.Category}|{t.Text}|{t.Lead[0]}"), Is.EqualTo(new[] { "一|淘汰老旧车。|市公安局", "一|改造锅炉。|市环保局", "一.1|扩建污水厂。|市住建局", "一.1|环湖截污。|市水务局", "一|治理扬尘。|市城管局" }));
        Assert.That(read.Categories.Select(c => c.Title), Is.EqualTo(new[] { "环保", "重点工程" }));
    }

    [Test]
    public void Paragraphs_that_end_with_a_bracket_and_a_semicolon_are_told_apart_too() =>
        Assert.That(Said("一、重点工作（共2项）\n一是改造老旧小区15个（市住建局）；\n二是创建示范村20个（市农业农村局）。"),
            Is.EqualTo(new[] { "一.1|一是改造老旧小区15个；|市住建局", "一.2|二是创建示范村20个。|市农业农村局" }));

    [Test]
    public void Items_that_run_together_with_the_units_beside_them_are_doubted()
    {
        var read = Read("一、工业\n市工信局  1.培育企业20家，推动\n市财政局  企业转型。\n市科技局  2.建设平台3个。");
        Assert.That(read.Tasks.Select(t => string.Join(' ', t.Doubts.Select(d => d.Field).Distinct())), Is.All.Contains("Text Units TimeLimit"));
        Assert.That(read.Doubts.Select(d => d.Field), Does.Contain("tasks"));
    }
}
