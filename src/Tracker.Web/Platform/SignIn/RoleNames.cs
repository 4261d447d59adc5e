namespace Tracker.Web.Platform;

public static class RoleNames
{
    /// <summary>The role as the office calls it.</summary>
    public static string Chinese(this Role role) => role switch
    {
        Role.Coordinator => "办公厅督办员",
        Role.Liaison => "部门联络员",
        Role.UnitHead => "单位负责人",
        Role.Leader => "领导",
        Role.SystemAdministrator => "系统管理员",
        Role.SecurityAdministrator => "安全管理员",
        Role.Auditor => "审计员",
    };
}
