using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>Units are the system administrator's; the operator's shell may too, for there is no administrator before there is a unit.</summary>
public static class UnitRights
{
    /// <summary>A condition for any statement that takes <c>@RegionId</c> and <c>@PersonId</c>.</summary>
    public const string Sql = """
        (@PersonId::bigint IS NULL OR EXISTS (SELECT FROM person_roles held
            WHERE held.region_id = @RegionId AND held.person_id = @PersonId AND held.role = 'SystemAdministrator'))
        """;

    /// <exception cref="RuleBroken">the actor is neither a system administrator nor the operator's shell</exception>
    public static void RefuseOthers(Actor by)
    {
        if (by.PersonId is not null && !by.Is(Role.SystemAdministrator))
            throw new RuleBroken("only-system-administrators-keep-units", "单位由系统管理员维护；在命令行里请用 --as 写明系统管理员的账号。");
    }
}
