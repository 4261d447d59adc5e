using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>督办通知单: what the system has drafted; a person sends it, or drops it.</summary>
public sealed class IndexModel(OrderQueries queries, SendOrder sendOrder, DropOrder dropOrder) : TrackerPage
{
    /// <summary>The page, from 1.</summary>
    [BindProperty(SupportsGet = true)] public int P { get; set; } = 1;

    public int Total { get; private set; }
    public int Pages => Math.Max(1, (Total + OrderQueries.PageSize - 1) / OrderQueries.PageSize);
    public IReadOnlyList<IGrouping<long, OrderQueries.Row>> Orders { get; private set; } = [];

    public async Task OnGet() => (Total, Orders) = (await queries.Count(Actor.RegionId), await queries.Open(Actor.RegionId, P));

    public async Task<IActionResult> OnPostSend(long orderId, string? remark)
    {
        var lines = await sendOrder.Run(Actor, await Moment(), orderId, remark ?? "");
        Say($"已发出，{lines} 条。邮件送分管负责人，今天或下一个工作日送出。");
        return RedirectToPage(new { P });
    }

    public async Task<IActionResult> OnPostDrop(long orderId, string? reason)
    {
        await dropOrder.Run(Actor, await Moment(), orderId, reason ?? "");
        Say("已作废。");
        return RedirectToPage(new { P });
    }

    protected override Task<IActionResult> Redisplay(Domain.RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(Redirect($"/orders?p={P}"));
    }
}
