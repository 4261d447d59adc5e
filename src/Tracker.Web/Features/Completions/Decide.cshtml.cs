using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Items;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>One decision: the clause, what was submitted, what was reported, and two ways to answer.</summary>
public sealed class DecideModel(Database database, ConfirmCompletion confirmCompletion, ReturnCompletion returnCompletion) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public Rating? Rating { get; set; }
    [BindProperty] public string? Remark { get; set; }
    [BindProperty] public ReturnReason? Reason { get; set; }
    [BindProperty] public string? Text { get; set; }

    public WaitingCompletion Waiting { get; private set; } = null!;
    public IReadOnlyList<ItemCompletion> Rounds { get; private set; } = [];
    public IReadOnlyList<ItemReport> Reports { get; private set; } = [];

    /// <summary>The date that a return of today would set.</summary>
    public LocalDate CorrectionDue { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ? Page() : await ElseItem();

    public async Task<IActionResult> OnPostConfirm()
    {
        if (Rating is not { } rating)
            throw new RuleBroken("rating-is-missing", "请选择评定等次。");
        var closed = await confirmCompletion.Run(Actor, await Moment(), new(Id, rating, Remark ?? ""));
        Say(closed ? "已确认，任务全部办结。" : "已确认。该任务还有单位没有办结。");
        return Redirect("/completions");
    }

    public async Task<IActionResult> OnPostReturn()
    {
        if (Reason is not { } reason)
            throw new RuleBroken("reason-is-missing", "请选择退回原因。");
        var correction = await returnCompletion.Run(Actor, await Moment(), new(Id, reason, Text ?? ""));
        Say($"已退回，补办期限{correction.DueOn.OnPaper()}；退回通知已排入发送。");
        return Redirect("/completions");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken) => FormAnew(broken, Load, ElseItem);

    // Decided meanwhile: its item tells by whom and how.
    async Task<IActionResult> ElseItem()
    {
        await using var connection = await database.Open();
        return await CompletionQueries.ItemOf(connection, Actor, Id) is { } itemId ? Redirect($"/items/{itemId}") : NotFound();
    }

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await CompletionQueries.One(connection, Actor, Id) is not { } waiting)
            return false;
        Waiting = waiting;
        (Reports, var rounds) = Compared.Of(waiting.ItemText, await ItemQueries.Reports(connection, Actor, waiting.ItemId),
            await ItemQueries.Completions(connection, Actor, waiting.ItemId));
        Rounds = [.. rounds.Where(c => c.AssignmentId == waiting.AssignmentId)];
        CorrectionDue = (await ReturnCompletion.CorrectionOf(connection, Actor.RegionId, waiting.AssignmentId, (await Moment()).Today)).DueOn;
        return true;
    }
}
