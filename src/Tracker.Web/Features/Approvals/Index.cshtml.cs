using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>审签: what waits for a unit's head, each as it would leave the unit.</summary>
public sealed class IndexModel(Database database, ApproveDraft approveDraft, SendBackDraft sendBackDraft) : TrackerPage
{
    public IReadOnlyList<DraftLine> Drafts { get; private set; } = [];

    public async Task OnGet()
    {
        await using var connection = await database.Open();
        Drafts = await ApprovalQueries.Before(connection, Actor);
    }

    public async Task<IActionResult> OnPostApprove(long draftId)
    {
        await approveDraft.Run(Actor, await Moment(), draftId);
        Say("已审签同意，并报办公厅。");
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSendBack(long draftId, string? remark)
    {
        await sendBackDraft.Run(Actor, await Moment(), draftId, remark ?? "");
        Say("已退回联络员修改。");
        return RedirectToPage();
    }

    protected override Task<IActionResult> Redisplay(Domain.RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(Redirect("/approvals"));
    }
}
