using Microsoft.Extensions.Configuration;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Digests;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Features.Digests;

/// <summary>工作提示 in which everything happens at once: no section of a template may name what its day does not have.</summary>
[TestFixture]
public sealed class DigestTemplatesTests
{
    const int Many = 13;

    static readonly LocalDate today = new(2018, 9, 20);
    static readonly LocalDate earlier = new(2018, 9, 14);
    static readonly LetterDay day = new(today, WorkingCalendar.FromCsv(SeedData.Text("calendar/cn-working-days.csv")));
    static readonly LetterTemplates templates = new(new(new Settings(
        new ConfigurationBuilder().AddInMemoryCollection([new("TRACKER_PUBLIC_URL", "https://duban.example/")]).Build())));

    static IReadOnlyList<T> Each<T>(Func<int, T> one) => [.. Enumerable.Range(1, Many).Select(one)];

    static Letter Together(params IReadOnlyList<DigestPart> parts) => DigestPart.Together(parts, templates);

    static IEnumerable<string> Headings(Letter letter) => letter.Parts.Select(p => p.Heading);

    [Test]
    public void A_coordinators_day()
    {
        var letter = Together(new CoordinatorDay(today, day.Calendar, true, new(2, 3),
            Each(n => new CoordinatorQueries.Draft($"方案{n}", earlier, true, 57, 4)), Each(n => new CoordinatorQueries.Unsigned($"单位{n}", earlier, true)),
            Each(n => new CoordinatorQueries.Undelivered($"单位{n}", "没有联系人", earlier)),
            Each(n => new CoordinatorQueries.Waiting(n, $"一.{n}", "任务", "教育厅", earlier, true)),
            Each(n => new CoordinatorQueries.Request(n, $"一.{n}", "任务", "教育厅", RequestKind.Extension, earlier, true)),
            Each(n => new CoordinatorQueries.Changed(Lamp.Red, false, n)),
            Each(n => new CoordinatorQueries.NewRed(n, $"一.{n}", "任务", $"单位{n}", "未提交办结", earlier)),
            Each(n => new CoordinatorQueries.Order($"单位{n}", earlier, true, 2)), Each(n => new CoordinatorQueries.Failed("张三", "a@b.example", "催办", null)),
            Each(n => new CoordinatorQueries.Untransferred($"单位{n}", earlier, true, 2)),
            Each(n => new CoordinatorQueries.Suspended(n, $"一.{n}", "任务", "资金", earlier, true)),
            Each(n => new CoordinatorQueries.Triggered(n, $"一.{n}", "任务", earlier, today, true)),
            Each(n => new CoordinatorQueries.Instructed(n, $"一.{n}", "王主席", "抓紧", earlier, n > 1, true)),
            Each(n => new CoordinatorQueries.Chase(n, $"一.{n}", "任务", "教育厅", "财政厅", earlier, true)),
            Each(n => new CoordinatorQueries.Naming(n, $"一.{n}", "任务", "有关部门", "财政厅", earlier, true))).ToPart(templates));
        Assert.Multiple(() =>
        {
            Assert.That(letter.Subject, Is.EqualTo("【分工方案】2红 3黄 13待审核 39待答复 13家待签收 13督办待发 13条批示 13待校核 26未移交 13发送失败"));
            Assert.That(letter.Lead, Is.EqualTo("2018年9月20日的督办工作提示（本周全部事项）："));
            Assert.That(Headings(letter), Is.EqualTo(new[]
            {
                "待校核", "待审核办结 13 项（先到在前）", "待答复申请 13 项（先到在前）", "牵头单位请催报 13 项（先到在前）", "点名建议待确认 13 项（先到在前）", "未签收 13 家",
                "批示待转办、待报领导 13 条", "亮灯变化（承办）", "新转红", "督办通知单已拟好，待人工发出", "未移交 26 项", "暂缓到期 13 项，请决定恢复、继续暂缓或撤销",
                "条件具备待定时限 13 项", "无人接收", "邮件发送失败",
            }));
            Assert.That(letter.Parts[2].Lines[0], Is.EqualTo(new LetterLine("一.1 任务", "教育厅申请延期，已等4个工作日", "https://duban.example/items/1")));
            Assert.That(letter.Parts[2].Lines[^1].Text, Is.EqualTo("另有 1 条，请登录系统查看"));
            Assert.That(letter.Parts[5].Lines[0].Text, Does.EndWith("、单位12等 13 家"));
            Assert.That(letter.Parts[6].Lines.Take(2).Select(l => l.Note), Is.EqualTo(new[] { "任务 一.1，2018年9月14日批示，待转办", "任务 一.2，2018年9月14日批示，待报领导" }));
            Assert.That(letter.Parts[7].Lines.Single().Text, Does.StartWith("转为 ■ 逾期 1，转为 ■ 逾期 2，"));
        });
    }

    [Test]
    public void A_liaisons_day_in_two_units()
    {
        LiaisonPart Unit(string name) => new(name, 1, 2, [new(1, "方案", earlier, 5)], [new(1, "由协办改为牵头单位", "一.1 改变角色", 4, earlier)],
            [new(1, 2, "一.2", "任务", earlier, today)], [new(1, 3, "一.3", "王主席", "抓紧", today)],
            [new(1, 5, "一.5", "任务", "逾期未报送", ReminderCause.Report, earlier, earlier)],
            [new(1, 6, "一.6", "任务", "三季度进展待报送", ReminderCause.Report, today, earlier), new(1, 7, "一.7", "任务", "时限临近", ReminderCause.Limit, today, earlier)],
            [new(1, 8, "一.8", "任务", Lamp.Red, "未提交办结", earlier), new(1, 9, "一.9", "任务", Lamp.Yellow, "未提交办结", today)]);
        var letter = Together(new LiaisonDay(1, today, true, [Unit("教育厅"), Unit("财政厅")]).ToParts(templates, day));
        Assert.Multiple(() =>
        {
            Assert.That(letter.Subject, Is.EqualTo("【分工方案】2红 4黄 12待签收 2条批示 2退回 2待报送 2临期"));
            Assert.That(letter.Lead, Is.EqualTo("教育厅、财政厅2018年9月20日的工作提示（本周全部事项）："));
            Assert.That(Headings(letter).Where(h => h.StartsWith("教育厅", StringComparison.Ordinal)), Is.EqualTo(new[]
            {
                "教育厅：待签收", "教育厅：待签收的调整", "教育厅：退回补办", "教育厅：领导批示", "教育厅：待报送", "教育厅：催办（本周催办邮件已达上限，并入此处）",
                "教育厅：临近时限", "教育厅：■ 逾期", "教育厅：▲ 预警",
            }));
            Assert.That(letter.Parts[4].Lines.Single().Note, Is.EqualTo("三季度进展待报送，今日到期"));
            Assert.That(letter.Optional, Is.Empty);
        });
    }

    [Test]
    public void A_leaders_day()
    {
        var items = Each(n => new LeaderQueries.Item(n, $"一.{n}", "任务", "未提交办结", earlier, "教育厅"));
        var letter = Together(new LeaderDay(today, [new(Lamp.Red, false, 5), new(Lamp.Yellow, false, 2), new(Lamp.Green, true, 3)],
            [new(Lamp.Red, false, 3), new(Lamp.Yellow, false, 4), new(Lamp.Green, true, 3)], items, items, items)
            .With([new(1, 2, "一.2", "抓紧", earlier)]).ToParts(true, templates, day));
        Assert.Multiple(() =>
        {
            Assert.That(letter.Subject, Is.EqualTo("【分工方案】5红 2黄 13新转红 1条批示已报"));
            Assert.That(letter.Parts[0].Lines.Select(l => (l.Text, l.Note)), Is.EqualTo(new[] { ("■ 逾期 5 项", "比上次多 2"), ("▲ 预警 2 项", "比上次少 2"), ("✔ 完成 3 项", "与上次相同") }));
            Assert.That(Headings(letter).Skip(1), Is.EqualTo(new[] { "新转红 13 项", "逾期超过30天 13 项", "好转 13 项", "批示办理结果" }));
            Assert.That(letter.Parts[1].Lines[0].Note, Is.EqualTo("教育厅，逾期4个工作日，未提交办结"));
            Assert.That(letter.Parts[1].Lines[^1].Text, Is.EqualTo("另有 3 项，请登录系统查看"));
        });
    }

    [Test]
    public void Nothing_to_count_is_called_a_hint() =>
        Assert.That(Together(new LeaderDay(today, [], [], [], [], []).ToParts(true, templates, day)).Subject, Is.EqualTo("【分工方案】工作提示"));
}
