using Tracker.Domain;

namespace Tracker.Web.Platform;

/// <summary>Who may do what the office alone does; worded once for all verbs.</summary>
public static class Rights
{
    /// <exception cref="RuleBroken">whoever acts is no coordinator of the office</exception>
    public static void RequireCoordinator(this Actor by)
    {
        if (!by.Is(Role.Coordinator))
            throw new RuleBroken("only-a-coordinator", "这一步只能由办公厅督办员办理；在命令行里请用 --as 写明督办员的账号。");
    }
}
