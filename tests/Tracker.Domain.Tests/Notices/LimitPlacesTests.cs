using NodaTime;
using NodaTime.Text;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Where a limit may stand: in the bracket, on a line of its own, at the end of a section, at its head, at the head of all.</summary>
public sealed class LimitPlacesTests
{
    const string Letter = "某省人民政府办公厅关于印发2023年重点工作分工方案的通知\n各市人民政府，省各部门：\n现将方案印发给你们，请认真落实。\n某省人民政府办公厅\n2023年3月1日\n";

    static ReadNotice Read(string plan) => Paper.Read(Letter + plan);

    static string Said(ReadTask task) =>
        $"{task.Text}|{string.Join('、', task.Lead.Concat(task.Support).Concat(task.Units))}|{task.TimeLimit.Raw}|{task.TimeLimit.Kind}|{(task.TimeLimit.Due is { } due ? LocalDatePattern.Iso.Format(due) : "")}";

    [TestCase("1.做好甲事。（责任单位：财政厅；完成时限：6月底前）")]
    [TestCase("1.做好甲事。（责任单位：财政厅，完成时限：6月底前）")]
    [TestCase("1.做好甲事。（完成时限：6月底前；责任单位：财政厅）")]
    [TestCase("1.做好甲事。（财政厅；6月底前）")]
    [TestCase("1.做好甲事。（财政厅，6月底前）")]
    [TestCase("1.做好甲事。（6月底前，财政厅）")]
    [TestCase("1.做好甲事。（财政厅负责，6月底前）")]
    [TestCase("1.做好甲事。（财政厅牵头，6月底前）")]
    [TestCase("1.做好甲事。（财政厅）（6月底前）")]
    [TestCase("1.做好甲事。（责任单位：财政厅）（完成时限：6月底前）")]
    [TestCase("1.做好甲事。（完成时限：6月底前）（责任单位：财政厅）")]
    [TestCase("1.做好甲事（6月底前）。（财政厅）")]
    [TestCase("1.做好甲事。\n责任单位：财政厅\n完成时限：6月底前")]
    [TestCase("1.做好甲事。\n完成时限：6月底前\n责任单位：财政厅")]
    [TestCase("1.做好甲事。\n责任单位：财政厅；完成时限：6月底前。")]
    [TestCase("1.做好甲事。\n【责任单位】财政厅\n【完成时限】6月底前")]
    [TestCase("1.做好甲事。\n时限要求：6月底前。\n责任单位：财政厅")]
    [TestCase("1.做好甲事。\n责任单位：财政厅\n时间安排：6月底前")]
    [TestCase("1.做好甲事。完成时限：6月底前。\n责任单位：财政厅")]
    public void The_limit_beside_the_units_is_the_tasks_limit(string item)
    {
        var read = Read($"一、加强公开\n{item}\n2.做好乙事。（审计厅）");
        Assert.That(read.Tasks.Select(Said), Is.EqualTo(new[] { "做好甲事。|财政厅|6月底前|ByDate|2023-06-30", "做好乙事。|审计厅||None|" }));
        Assert.That(read.Tasks.SelectMany(t => t.Doubts), Is.Empty);
    }

    [TestCase("（财政厅、教育厅，2023年6月底前完成）", "2023年6月底前完成", TimeLimitKind.ByDate)]
    [TestCase("（财政厅牵头，教育厅配合，长期坚持）", "长期坚持", TimeLimitKind.LongTerm)]
    [TestCase("（财政厅、教育厅，持续推进）", "持续推进", TimeLimitKind.LongTerm)]
    [TestCase("（财政厅、教育厅按职责分工负责；2023年底前）", "2023年底前", TimeLimitKind.ByDate)]
    [TestCase("（财政厅、教育厅，6月底、12月底前）", "6月底、12月底前", TimeLimitKind.ByDate)]
    [TestCase("（财政厅、教育厅2023年6月底前完成）", "2023年6月底前完成", TimeLimitKind.ByDate)]
    [TestCase("（财政厅牵头、教育厅长期坚持）", "长期坚持", TimeLimitKind.LongTerm)]
    [TestCase("（财政厅、教育厅，每季度末）", "每季度末", TimeLimitKind.Periodic)]
    [TestCase("（财政厅、教育厅，印发后20个工作日内）", "印发后20个工作日内", TimeLimitKind.Relative)]
    public void A_limit_among_the_units_needs_no_label(string bracket, string raw, TimeLimitKind kind)
    {
        var task = Read($"一、加强公开\n1.做好甲事。{bracket}\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That((task.TimeLimit.Raw, task.TimeLimit.Kind, task.Lead.Count + task.Support.Count + task.Units.Count), Is.EqualTo((raw, kind, 2)));
        Assert.That(task.Doubts.Where(d => d.Field is TaskField.Units), Is.Empty);
    }

    [Test]
    public void Limits_of_single_units_are_the_dates_of_one_limit()
    {
        var task = Read("一、加强公开\n1.做好甲事。（财政厅，6月底前；教育厅，9月底前）\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That((string.Join('、', task.Lead.Concat(task.Support)), task.TimeLimit.Due, task.Milestones.Single().Due), Is.EqualTo(("财政厅、教育厅", (LocalDate?)new LocalDate(2023, 9, 30), (LocalDate?)new LocalDate(2023, 6, 30))));
        Assert.That(task.Doubts.Select(d => d.Field), Is.EqualTo(new[] { TaskField.Milestones }));
    }

    [TestCase("1.做好甲事。（6月底前）\n2.做好乙事。（长期坚持）")]
    [TestCase("1.做好甲事（6月底前）。\n2.做好乙事（长期坚持）。")]
    [TestCase("1.做好甲事。\n完成时限：6月底前\n2.做好乙事。\n完成时限：长期坚持")]
    public void Without_units_the_limit_closes_the_task(string items) =>
        Assert.That(Read("一、加强公开\n" + items).Tasks.Select(Said), Is.EqualTo(new[] { "做好甲事。||6月底前|ByDate|2023-06-30", "做好乙事。||长期坚持|LongTerm|" }));

    [Test]
    public void A_limit_line_may_say_what_is_done_by_when()
    {
        var task = Read("一、加强公开\n1.做好甲事。\n进度安排：6月底前完成方案编制，12月底前全面推开。\n责任单位：财政厅\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That(Said(task), Is.EqualTo("做好甲事。|财政厅|6月底前完成方案编制，12月底前全面推开|ByDate|2023-12-31"));
        Assert.That(task.Milestones, Is.EqualTo(new[] { new Milestone("6月底前", new LocalDate(2023, 6, 30)) }));
        Assert.That(task.Doubts.Single(d => d.Field is TaskField.Milestones).Readings, Has.Count.EqualTo(2));
    }

    [TestCase("以上任务9月底前完成。", "9月底前")]
    [TestCase("以上各项任务于9月底前完成。", "9月底前")]
    [TestCase("上述工作9月底前全部完成。", "9月底前")]
    [TestCase("本部分工作于9月底前完成。", "9月底前")]
    [TestCase("本部分各项工作原则上9月底前完成。", "9月底前")]
    public void A_closing_sentence_sets_the_limit_of_its_section(string sentence, string raw)
    {
        var read = Read($"一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事。（审计厅；长期坚持）\n3.做好丙事。（教育厅）\n{sentence}\n二、优化服务\n1.做好丁事。（审计厅）\n2.做好戊事。（教育厅）");
        Assert.That(read.Tasks.Select(Said), Is.EqualTo(new[]
        {
            $"做好甲事。|财政厅|{raw}|ByDate|2023-09-30", "做好乙事。|审计厅|长期坚持|LongTerm|", $"做好丙事。|教育厅|{raw}|ByDate|2023-09-30", "做好丁事。|审计厅||None|", "做好戊事。|教育厅||None|",
        }));
        Assert.That(read.Tasks.Select(t => t.Inherited.TimeLimit), Is.EqualTo(new[] { true, false, true, false, false }));
        Assert.That(read.NoticeDeadlines, Is.Empty);
    }

    [TestCase("本部分任务9月底前完成。")]
    [TestCase("以下任务9月底前完成。")]
    [TestCase("下列工作于9月底前完成：")]
    public void A_sentence_at_the_head_of_a_section_sets_the_limit_of_what_follows(string sentence)
    {
        var read = Read($"一、加强公开\n1.做好甲事。（财政厅）\n二、优化服务\n{sentence}\n1.做好丁事。（审计厅）\n2.做好戊事。（教育厅）\n三、加强保障\n1.做好己事。（财政厅）");
        Assert.That(read.Tasks.Select(t => t.TimeLimit.Raw), Is.EqualTo(new[] { null, "9月底前", "9月底前", null }));
    }

    [TestCase("各项任务原则上于2023年底前完成。")]
    [TestCase("本方案所列任务应于2023年底前完成。")]
    [TestCase("所有任务务必于2023年底前完成。")]
    [TestCase("确保2023年底前完成各项任务。")]
    [TestCase("各责任单位要倒排工期，确保2023年12月31日前全部完成。")]
    public void A_sentence_before_or_behind_all_tasks_sets_the_limit_of_all(string sentence)
    {
        const string Tasks = "一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事。（审计厅）\n二、优化服务\n1.做好丁事。（审计厅）";
        foreach (var read in new[] { Read($"为做好工作，制定本方案。{sentence}\n{Tasks}"), Read($"{Tasks}\n三、有关要求\n{sentence}各部门要加强领导。"), Paper.Read(Letter.Replace("请认真落实。", $"请认真落实。{sentence}") + Tasks) })
        {
            Assert.That(read.Tasks.Select(t => (t.TimeLimit.Kind, t.TimeLimit.Due, t.Inherited.TimeLimit)), Is.All.EqualTo((TimeLimitKind.ByDate, (LocalDate?)new LocalDate(2023, 12, 31), true)));
            Assert.That(read.NoticeDeadlines, Is.Empty);
        }
    }

    [TestCase("本方案所列任务除注明外均应于年底前完成。", "年底前", null)]
    [TestCase("未注明完成时限的任务，均于年底前完成。", "年底前", null)]
    [TestCase("除明确时限的外，其他任务年底前完成。", "年底前", null)]
    [TestCase("其余任务长期坚持。", "长期坚持", null)]
    public void Tasks_that_note_a_date_of_their_own_may_be_spared(string sentence, params string?[] limits) =>
        Assert.That(Read($"制定本方案。{sentence}\n一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事，6月底前见效。（审计厅）").Tasks.Select(t => t.TimeLimit.Raw), Is.EqualTo(limits));

    [Test]
    public void A_section_s_own_limit_stands_before_that_of_all()
    {
        var read = Read("各项任务于年底前完成。\n一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事。（审计厅）\n以上任务9月底前完成。\n二、优化服务\n1.做好丁事。（审计厅）");
        Assert.That(read.Tasks.Select(t => t.TimeLimit.Raw), Is.EqualTo(new[] { "9月底前", "9月底前", "年底前" }));
    }

    [TestCase("（一）动员部署阶段（2023年3月底前）")]
    [TestCase("（一）动员部署阶段（2023年3月—3月底）")]
    [TestCase("（一）动员部署阶段\n完成时限：2023年3月底前")]
    public void A_limit_at_a_heading_is_that_of_its_tasks(string heading)
    {
        var read = Read($"一、工作安排\n{heading}\n1.做好甲事。（财政厅）\n2.做好乙事。（审计厅，2月底前）\n（二）推进阶段\n3.做好丁事。（审计厅）");
        Assert.That(read.Tasks.Select(t => t.TimeLimit.Due?.Month), Is.EqualTo(new int?[] { 3, 2, null }));
    }

    [Test]
    public void A_date_beside_units_that_became_no_limit_is_not_passed_over_in_silence()
    {
        var task = Read("一、加强公开\n1.做好甲事。（责任单位：财政厅；年度目标：2023年底前完成一半）\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That(task.Doubts.Select(d => d.Field), Does.Contain(TaskField.TimeLimit));
    }

    [Test]
    public void A_section_among_categories_is_no_task_and_its_dates_are_the_notices()
    {
        var read = Read("一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事。（审计厅）\n二、工作要求\n各单位于6月底前报送联络员名单。");
        Assert.That((read.Tasks.Count, read.NoticeDeadlines.Single().Raw), Is.EqualTo((2, "6月底前")));
    }

    [TestCase("各项任务进展情况于6月底前报送。")]
    [TestCase("各部门要抓好自查工作，6月底前完成整改。")]
    [TestCase("上述工作已于2023年2月完成。")]
    [TestCase("《各项任务2023年底前完成情况表》另行印发。")]
    [TestCase("以上单位6月底前明确一名联络员。")]
    public void Other_sentences_with_a_date_set_no_limit_for_many(string sentence) =>
        Assert.That(Read($"一、加强公开\n1.做好甲事。（财政厅）\n2.做好乙事。（审计厅）\n二、有关要求\n{sentence}").Tasks.Select(t => t.TimeLimit.Kind), Is.All.EqualTo(TimeLimitKind.None));

    [TestCase("做好甲事（办理时限压减至8个工作日）。")]
    [TestCase("做好甲事（2022年已完成30个）。")]
    [TestCase("做好甲事（2023年版）。")]
    [TestCase("做好甲事（3月12日植树节）。")]
    public void Brackets_with_other_times_stay_in_the_text(string text)
    {
        var task = Read($"一、加强公开\n1.{text}（财政厅）\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That((task.Text, task.TimeLimit.Kind), Is.EqualTo((text, TimeLimitKind.None)));
    }

    [TestCase("健全机制，长期坚持。", "长期坚持", TimeLimitKind.LongTerm)]
    [TestCase("抓好源头治理，常抓不懈。", "常抓不懈", TimeLimitKind.LongTerm)]
    [TestCase("巩固成果，长期推进。", "长期推进", TimeLimitKind.LongTerm)]
    [TestCase("健全值守制度，并常态化开展。", "常态化开展", TimeLimitKind.LongTerm)]
    [TestCase("压实责任，持续推进。", "持续推进", TimeLimitKind.LongTerm)]
    [TestCase("加强宣传，做到长期坚持、常抓不懈。", "长期坚持、常抓不懈", TimeLimitKind.LongTerm)]
    [TestCase("推动数据共享，全年推进。", "全年推进", TimeLimitKind.WholeYear)]
    [TestCase("建设平台，1—12月持续推进。", "1—12月持续推进", TimeLimitKind.WholeYear)]
    [TestCase("对查出的问题，立行立改。", "立行立改", TimeLimitKind.Immediate)]
    public void A_limit_without_a_date_may_be_the_last_clause_and_is_doubted(string text, string raw, TimeLimitKind kind)
    {
        var task = Read($"一、加强公开\n1.{text}（财政厅）\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That((task.Text, task.TimeLimit.Raw, task.TimeLimit.Kind), Is.EqualTo((text, raw, kind)));
        Assert.That(task.Doubts.Single().Readings.Cast<LimitReading>().Select(r => r.Limit.Kind), Is.EqualTo(new[] { kind, TimeLimitKind.None }));
    }

    [TestCase("健全机制，长期坚持。（财政厅；6月底前）", "6月底前")]
    [TestCase("完善目录，动态更新。（财政厅）", null)]
    [TestCase("做好服务，持续优化。（财政厅）", null)]
    [TestCase("长期坚持的做法，要形成制度。（财政厅）", null)]
    [TestCase("深入整治，巩固长期坚持的成果。（财政厅）", null)]
    [TestCase("持续推进改革，建立台账。（财政厅）", null)]
    public void Words_of_duration_are_no_limit_beside_the_tasks_own_or_inside_a_sentence(string text, string? raw)
    {
        var task = Read($"一、加强公开\n1.{text}\n2.做好乙事。（审计厅）").Tasks[0];
        Assert.That((task.TimeLimit.Raw, task.Doubts.Count), Is.EqualTo((raw, 0)));
    }

    [Test]
    public void A_last_clause_that_speaks_against_the_limit_of_the_section_is_doubted()
    {
        var tasks = Read("一、加强公开\n1.做好甲事，长期坚持。（财政厅）\n2.做好乙事。（审计厅）\n以上任务9月底前完成。").Tasks;
        Assert.That(tasks.Select(t => (t.TimeLimit.Raw, t.Doubts.Count)), Is.EqualTo(new[] { ("9月底前", 1), ("9月底前", 0) }));
    }

    [TestCase("5月12日前后"), TestCase("6月中旬左右")]
    public void About_a_day_is_no_day(string limit) =>
        Assert.That(Read($"一、加强公开\n1.做好甲事。\n责任单位：财政厅\n完成时限：{limit}\n2.做好乙事。\n责任单位：审计厅").Tasks[0].Doubts.Select(d => d.Field), Is.EqualTo(new[] { TaskField.TimeLimit }));
}
