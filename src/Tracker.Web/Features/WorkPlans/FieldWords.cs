using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>What people see for a field that a doubt names or a mark shows.</summary>
public static class FieldWords
{
    public static string Of(string field) => field switch
    {
        "text" => "任务",
        "units" => "单位",
        "roles" => "角色",
        "timeLimit" => "时限",
        "milestones" => "节点",
        "category" => "类别",
        "tasks" => "任务是否齐全",
        "duty" => "通知要求",
        "number" => "编号",
        "title" => "标题",
        "documentNumber" => "文号",
        "issuer" => "发文机关",
        "issuedOn" => "成文日期",
        "printedOn" => "印发日期",
        "publishedOn" => "公布日期",
        "planYear" => "年度",
        "noticeDeadlines" => "通知要求",
        _ => field,
    };

    /// <summary>What stands in a field of an item.</summary>
    public static string InWords(ItemContent content, string field) => field switch
    {
        "units" or "roles" => content.Units.Count == 0 ? "没有单位"
            : string.Join('；', content.Units.GroupBy(u => u.Role, (role, named) => $"{role.Chinese()}：{string.Join('、', named.Select(u => u.Name))}")),
        "timeLimit" => content.DueOn is null && (content.LimitRaw is null || content.LimitRaw == content.LimitKind.Chinese()) ? content.LimitKind.Chinese()
            : $"{content.LimitRaw}（{content.LimitKind.Chinese()}{(content.DueOn is { } due ? "，" + due.OnPaper() : "")}）",
        "milestones" => content.Milestones.Count == 0 ? "句中没有时间节点"
            : string.Join('、', content.Milestones.Select(m => m.DueOn is { } due ? $"{m.Raw}（{due.OnPaper()}）" : m.Raw)),
        _ => content.Text,
    };
}
