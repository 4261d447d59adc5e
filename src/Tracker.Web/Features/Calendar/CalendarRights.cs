using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>The calendar is the system administrator's; the operator's shell may too.</summary>
public static class CalendarRights
{
    /// <exception cref="RuleBroken">the actor is neither a system administrator nor the operator's shell</exception>
    public static void RefuseOthers(Actor by)
    {
        if (by.PersonId is not null && !by.Is(Role.SystemAdministrator))
            throw new RuleBroken("only-system-administrators-keep-the-calendar", "工作日历由系统管理员维护；在命令行里请用 --as 写明系统管理员的账号。");
    }
}
