using NodaTime;
using Tracker.Web.Features.Notices;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Today;

/// <summary>The coordinator's first page of the day.</summary>
public sealed class TodayModel(TodayQueries queries, NoticeQueries notices) : TrackerPage
{
    public TodayQueries.Day Day { get; private set; } = null!;
    public IReadOnlyList<NoticeQueries.Line> Drafts { get; private set; } = [];
    public LocalDate Today { get; private set; }

    public async Task OnGet()
    {
        Today = (await Moment()).Today;
        Day = await queries.For(Actor, Today);
        Drafts = [.. (await notices.List(Actor)).Where(n => n.DispatchedOn is null)];
    }

    /// <summary>How long the oldest has waited, in working days.</summary>
    public string Age(TodayQueries.Waiting queue) => queue.Oldest is not { } since ? "没有"
        : Day.Calendar.WorkdaysAfter(since, Today) is > 0 and var days ? $"最早的已等{days}个工作日" : "今天";

    public string Waited(LocalDate since) => Day.Calendar.WorkdaysAfter(since, Today) is > 0 and var days ? $"已等{days}个工作日" : "今天";

    public static (string Text, string Href) Named(TodayQueries.Queue queue) => queue switch
    {
        TodayQueries.Queue.Drafts => ("待校核方案", "#drafts"),
        TodayQueries.Queue.Completions => ("待审核办结", "/completions"),
        TodayQueries.Queue.Requests => ("待答复申请", "/requests"),
        TodayQueries.Queue.Chases => ("请求催报", "/requests#chases"),
        TodayQueries.Queue.Unsigned => ("未签收单位", "#unsigned"),
        TodayQueries.Queue.Undelivered => ("无人接收单位", "/outbox"),
        TodayQueries.Queue.Failed => ("发送失败邮件", "/outbox?show=failed"),
        TodayQueries.Queue.Orders => ("待发督办单", "/orders"),
        TodayQueries.Queue.Untransferred => ("未移交任务", "/transfers"),
        TodayQueries.Queue.Suspended => ("暂缓待复核", "/ledger?state=Suspended&sort=Date"),
        TodayQueries.Queue.Namings => ("点名建议待确认", "/namings"),
        TodayQueries.Queue.Instructions => ("批示待转办、待报领导", "/instructions"),
        TodayQueries.Queue.Triggered => ("条件具备待定时限", "/ledger?state=AwaitingTrigger"),
    };
}
