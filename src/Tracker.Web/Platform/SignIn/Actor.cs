namespace Tracker.Web.Platform;

/// <summary>The seven roles; a person may hold several.</summary>
public enum Role { Coordinator, Liaison, UnitHead, Leader, SystemAdministrator, SecurityAdministrator, Auditor }

/// <summary>One role of a person in one unit.</summary>
public sealed record RoleInUnit(Role Role, long UnitId);

/// <summary>Who acts: a signed-in person, 系统 for jobs, or 运维 for the operator's shell.</summary>
/// <param name="PersonId">null for 系统 and 运维</param>
/// <param name="UnitName">as it is written into the event log</param>
public sealed record Actor(int RegionId, long? PersonId, string Name, string UnitName, IReadOnlyList<RoleInUnit> Roles)
{
    public static Actor System(int regionId) => new(regionId, null, "系统", "", []);

    /// <param name="systemUser">the operator's name on the machine</param>
    public static Actor Operator(int regionId, string systemUser) => new(regionId, null, "运维 " + systemUser, "", []);

    public bool Is(Role role) => Roles.Any(r => r.Role == role);

    /// <summary>Sees the whole region: coordinators, leaders.</summary>
    public bool SeesRegion => Is(Role.Coordinator) || Is(Role.Leader);

    /// <summary>Units whose assignments the person handles; an array, because it goes into <c>= ANY(@units)</c>.</summary>
    public long[] OwnUnits => [.. Roles.Where(r => r.Role is Role.Liaison or Role.UnitHead).Select(r => r.UnitId).Distinct()];
}
