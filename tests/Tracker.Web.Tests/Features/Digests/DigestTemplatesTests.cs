using Tracker.Web.Features.Mail;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Digests;

/// <summary>工作提示 in which everything happens at once: no section of a template may name what its day does not have.</summary>
[TestFixture]
public sealed class DigestTemplatesTests
{
    static IEnumerable<string> Headings(Letter letter) => letter.Parts.Select(p => p.Heading);

    [Test]
    public void A_coordinators_day()
    {
        var letter = SampleLetters.CoordinatorsDigest();
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
        var letter = SampleLetters.LiaisonsDigest();
        Assert.Multiple(() =>
        {
            Assert.That(letter.Subject, Is.EqualTo("【分工方案】2红 4黄 12待签收 2条批示 2退回 2待报送 2次日期调整 2临期"));
            Assert.That(letter.Lead, Is.EqualTo("教育厅、财政厅2018年9月20日的工作提示（本周全部事项）："));
            Assert.That(Headings(letter).Where(h => h.StartsWith("教育厅", StringComparison.Ordinal)), Is.EqualTo(new[]
            {
                "教育厅：待签收", "教育厅：待签收的调整", "教育厅：工作日历调整，报送日期随之改动（没有单位因此逾期）", "教育厅：退回补办", "教育厅：领导批示", "教育厅：待报送", "教育厅：催办（本周催办邮件已达上限，并入此处）",
                "教育厅：临近时限", "教育厅：■ 逾期", "教育厅：▲ 预警",
            }));
            Assert.That(letter.Parts[5].Lines.Single().Note, Is.EqualTo("三季度进展待报送，今日到期"));
            Assert.That(letter.Optional, Is.Empty);
        });
    }

    [Test]
    public void A_leaders_day()
    {
        var letter = SampleLetters.LeadersDigest();
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
        Assert.That(SampleLetters.EmptyDigest().Subject, Is.EqualTo("【分工方案】工作提示"));
}
