using Tracker.Domain.Notices;

namespace Tracker.Domain.Tests.Notices;

/// <summary>A plan below a covering letter of 2021, and what was read of it.</summary>
static class PlanLetter
{
    public const string Letter = "某省人民政府办公厅关于印发2021年重点工作分工方案的通知\n某政办发〔2021〕5号\n各市人民政府，省各部门：\n现将方案印发给你们，请认真落实。\n某省人民政府办公厅\n2021年3月1日\n";

    public static ReadNotice Read(string plan) => Paper.Read(Letter + plan + "\n某省人民政府办公厅秘书处 2021年3月8日印发\n");

    public static string[] Said(ReadNotice notice) => [.. notice.Tasks.Select(t => $"{t.Id}|{t.Text}|{string.Join('、', t.Lead.Concat(t.Support).Concat(t.Units))}|{t.TimeLimit.Raw}")];

    public static TaskField[] Doubted(ReadTask task) => [.. task.Doubts.Select(d => d.Field).Distinct()];
}
