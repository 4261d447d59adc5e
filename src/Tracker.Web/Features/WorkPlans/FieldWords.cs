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
        _ => field,
    };
}
