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

    [TestCase("关于印发2018年政务公开工作要点的通知", 2018)]
    [TestCase("关于印发2018—2020年三年行动计划的通知", null)]
    [TestCase("关于印发全面推进政务公开实施方案的通知", null)]
    public void The_plan_year_is_the_one_year_of_the_title(string title, int? year) => Assert.That(Paper.Read($"{title}\n各县：\n现印发给你们。").Notice.PlanYear, Is.EqualTo(year));

    [TestCase("某县2023年重点任务清单", "某县2023年重点任务清单", 2023)]
    [TestCase("附件\n2023年民生实事项目责任分解表（送审稿）", "2023年民生实事项目责任分解表", 2023)]
    [TestCase("一、2023年重点任务清单", null, null)]
    public void A_plan_without_a_letter_has_a_title_of_its_own(string text, string? title, int? year)
    {
        var head = Paper.Read(text + "\n1.做好甲事。（财政厅）").Notice;
        Assert.That((head.Title, head.PlanYear), Is.EqualTo((title, year)));
    }

    [TestCase("文号：某政办发〔2021〕12号")]
    [TestCase("发文字号：某政办发〔2021〕12号")]
    public void The_portals_record_of_a_paper_names_its_number(string line) =>
        Assert.That(Paper.Read($"{line}\n某市人民政府办公室关于印发工作要点的通知\n各县：\n现印发给你们。\n某市人民政府办公室\n2021年4月20日").Notice.DocumentNumber, Is.EqualTo("某政办发〔2021〕12号"));

    [Test]
    public void A_cited_number_is_not_the_notices_own() =>
        Assert.That(Paper.Read("某厅关于印发方案的通知\n各县：\n根据《通知》（国办发〔2018〕22号）要求，现印发给你们。\n某厅\n2021年4月20日").Notice.DocumentNumber, Is.Null);

    [Test]
    public void A_date_in_numerals_of_the_old_style_is_a_date() =>
        Assert.That(Paper.Read("某厅关于印发方案的通知\n各县：\n现印发给你们。\n某某县教育局\n二〇二一年四月二十日").Notice.IssuedOn, Is.EqualTo(new LocalDate(2021, 4, 20)));
}
