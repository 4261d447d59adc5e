using NodaTime;
using NodaTime.Text;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>Cells and limit lines that say more than a limit: what is to be done by then, in steps, or in words that nobody knows.</summary>
public sealed class LimitWordsTests
{
    static ReadTask Task(string limit) => Paper.Read(
        "某省人民政府办公室关于印发2023年重点工作分工方案的通知\n各市人民政府：\n现印发给你们，请认真落实。\n某省人民政府办公室\n2023年1月5日\n"
        + $"一、加强公开\n1.做好甲事。\n完成时限：{limit}\n责任单位：财政厅\n2.做好乙事。（审计厅）").Tasks[0];

    [TestCase("6月底前完成方案编制", TimeLimitKind.ByDate, "2023-06-30")]
    [TestCase("2023年9月底前平台上线运行", TimeLimitKind.ByDate, "2023-09-30")]
    [TestCase("2023年11月投入使用", TimeLimitKind.ByDate, "2023-11-30")]
    [TestCase("力争三季度开工建设", TimeLimitKind.ByDate, "2023-09-30")]
    [TestCase("2025年建成", TimeLimitKind.ByDate, "2025-12-31")]
    public void What_is_done_by_then_does_not_hide_the_date(string limit, TimeLimitKind kind, string due)
    {
        var task = Task(limit);
        Assert.That(task.TimeLimit, Is.EqualTo(new TimeLimit(limit, kind, LocalDatePattern.Iso.Parse(due).Value)));
        Assert.That(task.Doubts, Is.Empty);
    }

    [TestCase("3月底前完成摸底，9月底前完成整改，12月底前完成验收", "2023-12-31", "3月底前 2023-03-31", "9月底前 2023-09-30")]
    [TestCase("第一批6月底前，第二批11月底前", "2023-11-30", "6月底前 2023-06-30")]
    public void Steps_are_milestones_and_the_last_is_the_limit(string limit, string due, params string[] steps)
    {
        var task = Task(limit);
        Assert.That((task.TimeLimit.Kind, task.TimeLimit.Due), Is.EqualTo((TimeLimitKind.ByDate, (LocalDate?)LocalDatePattern.Iso.Parse(due).Value)));
        Assert.That(task.Milestones.Select(m => $"{m.Raw} {LocalDatePattern.Iso.Format(m.Due!.Value)}"), Is.EqualTo(steps));
        Assert.That(task.Doubts.Single().Readings, Has.Count.EqualTo(2), "the steps stand or fall together");
    }

    [TestCase("2024年春季学期前")]
    [TestCase("根据省级部署确定")]
    [TestCase("视项目进度另定")]
    [TestCase("2023年13月底前")]
    [TestCase("与主体工程同步")]
    public void Words_that_nobody_knows_are_kept_and_doubted(string limit)
    {
        var task = Task(limit);
        Assert.That((task.TimeLimit.Raw, task.TimeLimit.Kind, task.TimeLimit.Due), Is.EqualTo((limit, TimeLimitKind.Ambiguous, (LocalDate?)null)));
        Assert.That(task.Doubts.Select(d => d.Field), Is.EqualTo(new[] { TaskField.TimeLimit }));
    }
}
