using NodaTime;

namespace Tracker.Domain.Tests.Notices;

public sealed class CoverTests
{
    [Test]
    public void A_head_broken_over_lines_is_read_whole()
    {
        var head = Paper.Read("某市人民政府办公室文件\n\n某政办发〔2021〕12号\n\n某市人民政府办公室\n关于印发某市2021年政务公开\n工作要点的通知\n\n各县（区）人民政府，市政府各部门、直属事业单位：\n\n现印发给你们，请认真贯彻执行。\n\n某市人民政府办公室\n2021年4月20日\n\n一、加强公开\n（一）做好甲事，认真推进各项工作，确保年底前取得实效。（市财政局、市教育局）\n（二）做好乙事，认真推进各项工作，确保年底前取得实效。（市审计局）\n抄送：市委办公室。\n某市人民政府办公室 2021年4月21日印发").Notice;
        Assert.That((head.Title, head.DocumentNumber, head.Issuer, head.PlanYear), Is.EqualTo(("某市人民政府办公室关于印发某市2021年政务公开工作要点的通知", "某政办发〔2021〕12号", "某市人民政府办公室", (int?)2021)));
        Assert.That((head.IssuedOn, head.PrintedOn, head.PublishedOn), Is.EqualTo(((LocalDate?)new LocalDate(2021, 4, 20), (LocalDate?)new LocalDate(2021, 4, 21), (LocalDate?)null)));
        Assert.That(head.Addressees, Is.EqualTo(new[] { "各县（区）人民政府", "市政府各部门、直属事业单位" }));
    }

    [TestCase("发布日期：2021-04-22")]
    [TestCase("发布时间:2021年04月22日")]
    [TestCase("索引号：K-1 发布日期： 2021年4月22日")]
    public void The_day_of_publishing_stands_on_the_page(string line) =>
        Assert.That(Paper.Read($"某市人民政府办公室关于印发工作要点的通知\n{line}\n各县：\n现印发给你们。\n某市人民政府办公室\n2021年4月20日").Notice.PublishedOn, Is.EqualTo(new LocalDate(2021, 4, 22)));

    [Test]
    public void The_day_of_sending_counts_as_that_of_publishing_only_where_no_other_is_printed() =>
        Assert.That(Paper.Read("某市人民政府办公室关于印发工作要点的通知\n发文日期 2021-04-20\n发布日期 2021-04-22\n各县：\n现印发给你们。\n某市人民政府办公室\n2021年4月20日").Notice.PublishedOn, Is.EqualTo(new LocalDate(2021, 4, 22)));

    [TestCase("浏览次数："), TestCase("字体："), TestCase("• 访问次数：")]
    public void A_label_of_the_page_is_no_addressee(string line) =>
        Assert.That(Paper.Read($"某市人民政府办公室关于印发工作要点的通知\n{line}\n各县人民政府：\n现印发给你们。\n某市人民政府办公室\n2021年4月20日").Notice.Addressees, Is.EqualTo(new[] { "各县人民政府" }));

    [Test]
    public void A_letter_that_only_sends_a_list_along_sets_no_task()
    {
        var read = Paper.Read("各镇人民政府：\n区政府决定将工作任务逐项分解下达。现将有关事项通知如下：\n一、各单位要细化方案，于4月20日前报区督查组（办公室设在区政府督查室，联系电话：12345）。\n二、各单位要按季报送进展。\n附件：2007年工作任务分解表\n2007年4月13日");
        Assert.That((read.Tasks.Count, read.Doubts.Single().Field, read.NoticeDeadlines[0].Raw), Is.EqualTo((0, "tasks", "4月20日前")));
    }

    [Test]
    public void Where_no_day_is_printed_the_number_tells_the_year() =>
        Assert.That(Paper.Read("某政办发〔2021〕12号\n各县人民政府：\n一、民生\n1.修路。（市交通局，6月底前）\n2.架桥。（市交通局，9月底前）").Tasks.Select(t => t.TimeLimit.Due), Is.EqualTo(new LocalDate?[] { new(2021, 6, 30), new(2021, 9, 30) }));

    [TestCase("关于印发2018年政务公开工作要点的通知", 2018)]
    [TestCase("关于印发2018—2020年三年行动计划的通知", null)]
    [TestCase("关于印发全面推进政务公开实施方案的通知", null)]
    public void The_plan_year_is_the_one_year_of_the_title(string title, int? year) => Assert.That(Paper.Read($"{title}\n各县：\n现印发给你们。").Notice.PlanYear, Is.EqualTo(year));

    [TestCase("某县2023年重点任务清单", "某县2023年重点任务清单", 2023)]
    [TestCase("某市人民政府关于加强供水安全的实施意见任务分解", "某市人民政府关于加强供水安全的实施意见任务分解", null)]
    [TestCase("附件\n2023年民生实事项目责任分解表（送审稿）", "2023年民生实事项目责任分解表", 2023)]
    [TestCase("一、2023年重点任务清单", null, null)]
    public void A_plan_without_a_letter_has_a_title_of_its_own(string text, string? title, int? year)
    {
        var head = Paper.Read(text + "\n1.做好甲事。（财政厅）").Notice;
        Assert.That((head.Title, head.PlanYear), Is.EqualTo((title, year)));
    }

    [TestCase("文号：某政办发〔2021〕12号")]
    [TestCase("发文字号：某政办发〔2021〕12号")]
    [TestCase("发布机构 某市人民政府办公室 文    号 某政办发〔2021〕12号")]
    public void The_portals_record_of_a_paper_names_its_number(string line) =>
        Assert.That(Paper.Read($"{line}\n某市人民政府办公室关于印发工作要点的通知\n各县：\n现印发给你们。\n某市人民政府办公室\n2021年4月20日").Notice.DocumentNumber, Is.EqualTo("某政办发〔2021〕12号"));

    [Test]
    public void A_cited_number_is_not_the_notices_own() =>
        Assert.That(Paper.Read("某厅关于印发方案的通知\n各县：\n根据《通知》（国办发〔2018〕22号）要求，现印发给你们。\n某厅\n2021年4月20日").Notice.DocumentNumber, Is.Null);

    [Test]
    public void A_date_in_numerals_of_the_old_style_is_a_date() =>
        Assert.That(Paper.Read("某厅关于印发方案的通知\n各县：\n现印发给你们。\n某某县教育局\n二〇二一年四月二十日").Notice.IssuedOn, Is.EqualTo(new LocalDate(2021, 4, 20)));

    [TestCase("某市教育局    某市财政局\n2021年4月20日")]
    [TestCase("某市教育局\n某市财政局\n2021年4月20日")]
    public void Offices_that_sign_together_are_all_issuers(string signature) =>
        Assert.That(Paper.Read($"某市教育局 某市财政局关于印发方案的通知\n各县：\n现印发给你们。\n{signature}").Notice.Issuer, Is.EqualTo("某市教育局、某市财政局"));

    [Test]
    public void A_notice_that_is_the_plan_itself_keeps_its_tasks_when_a_form_is_attached()
    {
        var read = Paper.Read("某市教育局关于做好2021年资助工作的通知\n各县：\n现将有关事项通知如下：\n一、加强排查，做到不漏一人。（责任单位：市教育局）\n二、规范发放，做到及时足额。（责任单位：市财政局）\n附件：1.资助汇总表\n2.联络员名单\n某市教育局\n2021年4月20日\n附件1\n资助汇总表\n附件2\n联络员名单\n1.姓名\n2.电话");
        Assert.That(read.Tasks.Select(t => $"{t.Text}{t.Lead.Single()}"), Is.EqualTo(new[] { "加强排查，做到不漏一人。市教育局", "规范发放，做到及时足额。市财政局" }));
    }

    [TestCase("关于召开全市安全生产工作会议的通知\n各县：\n现将有关事项通知如下：\n一、会议时间\n3月5日上午。\n二、会议地点\n市会议中心。\n某市人民政府办公室\n2021年3月1日", "这是会议或培训的通知")]
    [TestCase("《某市2021年重点工作分工方案》政策解读\n一、起草背景\n为做好工作，制定方案。\n二、主要内容\n方案分为五个方面。", "这是政策解读")]
    public void A_paper_that_sets_no_task_has_none_and_says_why(string text, string why)
    {
        var read = Paper.Read(text);
        Assert.That((read.Tasks.Count, read.Doubts.Single().Field, read.Doubts.Single().Reason.StartsWith(why, StringComparison.Ordinal)), Is.EqualTo((0, "tasks", true)));
    }

    [Test]
    public void A_notice_of_an_interpretation_with_units_is_read_all_the_same() =>
        Assert.That(Paper.Read("某市2021年分工方案\n附：政策解读\n一、加强公开\n1.做好甲事，认真推进。（市财政局）\n2.做好乙事，认真推进。（市教育局）").Tasks, Has.Count.EqualTo(2));

    [Test]
    public void A_paper_copied_onto_one_line_is_broken_where_its_lines_ended()
    {
        var read = Paper.Read("某市人民政府办公室关于印发某市2021年政务公开工作要点的通知 某政办发〔2021〕9号 各县区人民政府，市政府各部门： 现将《某市2021年政务公开工作要点》印发给你们，请认真落实。 某市人民政府办公室 2021年4月2日 某市2021年政务公开工作要点 一、优化服务 （一）压减材料。全面清理证明事项，做到应减尽减。（市审批局牵头，市直各部门配合） （二）一网通办。推进全程网办，做到能办尽办。（市大数据局） 二、加强监管 （一）信用监管。完善信用修复。（市发展改革委）");
        Assert.That((read.Notice.DocumentNumber, read.Notice.Issuer, read.Notice.IssuedOn), Is.EqualTo(("某政办发〔2021〕9号", "某市人民政府办公室", (LocalDate?)new LocalDate(2021, 4, 2))));
        Assert.That(read.Tasks.Select(t => $"{t.Id} {t.Title} {t.Lead[0]}"), Is.EqualTo(new[] { "一.1 压减材料 市审批局", "一.2 一网通办 市大数据局", "二.1 信用监管 市发展改革委" }));
        Assert.That(read.Categories.Select(c => c.Title), Is.EqualTo(new[] { "优化服务", "加强监管" }));
    }

    [Test]
    public void A_paper_on_a_single_line_keeps_its_addressees_and_loses_its_page_numbers()
    {
        var read = Paper.Read("某县人民政府办公室关于印发2023年政务诚信工作方案的通知 某政办发〔2023〕21号 各乡镇人民政府，县政府各部门：《2023年政务诚信工作方案》已经县政府同意，现印发给你们，请认真贯彻执行。 某县人民政府办公室 2023年4月6日 一、健全制度（一）建立承诺台账，逐项登记，及时更新，按月通报，接受监督。（县商务局）（二）完善合同管理，政府合同须经合法性审查。（县司法局）二、加强监督（三）公开失信案例，每半年公布一次，接受社会监督。（县发展改革局） - 2 - （四）开展专项督查，通报典型问题，督促整改到位，形成长效机制。（县政府督查室）");
        Assert.That(read.Notice.Addressees, Is.EqualTo(new[] { "各乡镇人民政府", "县政府各部门" }));
        Assert.That(read.Tasks.Select(t => (t.Text[^2..], t.Doubts.Count)), Is.EqualTo(new[] { ("督。", 0), ("查。", 0), ("督。", 0), ("制。", 0) }));
    }
}
