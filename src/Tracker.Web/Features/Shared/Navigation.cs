using Tracker.Web.Platform;

namespace Tracker.Web.Features.Shared;

/// <summary>The main pages of each role, in the order of its day.</summary>
public static class Navigation
{
    public sealed record Link(string Href, string Text, params Role[] For)
    {
        /// <summary>First parts of the addresses that belong to it.</summary>
        public string[] Also { get; init; } = [];
    }

    static readonly Link[] links =
    [
        new("/today", "今日", Role.Coordinator) { Also = ["/transfers", "/namings"] },
        new("/todo", "待办", Role.Liaison, Role.UnitHead) { Also = ["/assignments", "/returns", "/duties", "/report-several", "/report-sheets", "/circulars"] },
        new("/completions", "办结审核", Role.Coordinator),
        new("/requests", "申请答复", Role.Coordinator),
        new("/approvals", "审签", Role.UnitHead),
        new("/overview", "总览", Role.Leader, Role.Coordinator) { Also = ["/replay"] },
        new("/instructions", "批示", Role.Leader, Role.Coordinator),
        new("/notices", "通知", Role.Coordinator, Role.Leader) { Also = ["/plans", "/corrections", "/duties"] },
        new("/ledger", "台账", Role.Leader, Role.Coordinator, Role.Liaison, Role.UnitHead) { Also = ["/items"] },
        new("/orders", "督办单", Role.Coordinator) { Also = ["/circulars"] },
        new("/jobs", "后台任务", Role.SystemAdministrator),
        new("/outbox", "发件箱", Role.Coordinator, Role.SystemAdministrator) { Also = ["/mail-tomorrow"] },
        new("/units", "单位", Role.Coordinator, Role.SystemAdministrator) { Also = ["/unit-form", "/unit-contacts", "/unit-table", "/reorganisations", "/new-reorganisation"] },
        new("/calendar", "工作日历", Role.Coordinator, Role.SystemAdministrator) { Also = ["/calendar-import", "/calendar-days"] },
        new("/settings", "设置", Role.SystemAdministrator),
        new("/accounts", "账号", Role.SecurityAdministrator) { Also = ["/new-account"] },
        new("/events", "日志", Role.Auditor),
    ];

    public static IEnumerable<Link> For(Actor actor) => links.Where(link => link.For.Any(actor.Is));

    public static bool IsHere(Link link, PathString path) => link.Also.Prepend(link.Href).Any(first => path.StartsWithSegments(first));
}
