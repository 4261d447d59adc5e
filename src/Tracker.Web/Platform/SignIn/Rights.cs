using Tracker.Domain;

namespace Tracker.Web.Platform;

/// <summary>Who may do what the office alone does; worded once for all verbs.</summary>
public static class Rights
{
    /// <summary>A condition for any statement that takes <c>@RegionId</c> and <c>@PersonId</c>: the person is a coordinator now.</summary>
    public const string CoordinatorSql = """
        EXISTS (SELECT FROM person_roles held WHERE held.region_id = @RegionId AND held.person_id = @PersonId AND held.role = 'Coordinator')
        """;

    /// <exception cref="RuleBroken">whoever acts is no coordinator of the office</exception>
    public static void RequireCoordinator(this Actor by)
    {
        if (!by.Is(Role.Coordinator))
            throw new RuleBroken("only-a-coordinator", "这一步只能由办公厅督办员办理；在命令行里请用 --as 写明督办员的账号。");
    }
}
