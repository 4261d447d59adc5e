using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>回复催办: what the unit is chased for, and what it says to that.</summary>
public sealed class AnswerModel(Database database, AnswerNudge answer) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public string? Text { get; set; }

    public FormHead Head { get; private set; } = null!;
    public IReadOnlyList<AnswerNudge.Nudged> Nudged { get; private set; } = [];

    /// <summary>Working days by which an answer holds the order back.</summary>
    public int Pause { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        await answer.Run(Actor, await Moment(), Id, Text ?? "");
        Say("已回复催办。请在预计的时间前办理并报送。");
        return Redirect($"/items/{Head.ItemId}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load() ? Page() : NotFound();
    }

    async Task<bool> Load()
    {
        var at = await Moment();
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        (Head, Nudged) = (head, await AnswerNudge.Of(connection, Actor.RegionId, head.Id, at.Today));
        Pause = (await RegionSettings.Load(connection, Actor.RegionId, at.Now, LadderRule.Default)).AnswerPause;
        return true;
    }
}
