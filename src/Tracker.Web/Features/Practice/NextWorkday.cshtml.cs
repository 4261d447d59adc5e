using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Practice;

/// <summary>The button 下一工作日 at the head of every page of a practice world; goes back to where it was pressed.</summary>
public sealed class NextWorkdayModel(NextWorkday nextWorkday) : TrackerPage
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPost(CancellationToken ct)
    {
        try
        {
            var (day, done) = await nextWorkday.Run(Actor, ct);
            Say($"已到{day.InChinese()}：亮灯变化 {done.Swept.LampsChanged}，提醒 {done.Swept.HeadsUps}，催办 {done.Swept.NudgedUnits} 家，"
                + $"拟制督办 {done.Swept.OrdersDrafted}，工作提示 {done.Swept.Digests}，发出邮件 {done.Sent.Sent} 封。");
        }
        catch (Stop stop)
        {
            throw new RuleBroken("not-for-practice", stop.Message);
        }
        return LocalRedirect(WhereItWasPressed());
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(LocalRedirect(WhereItWasPressed()));
    }

    string WhereItWasPressed() => Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var page)
        && page.Authority == Request.Host.Value && Url.IsLocalUrl(page.PathAndQuery) ? page.PathAndQuery : "/";
}
