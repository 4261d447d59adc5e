using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Triggers;

/// <summary>条件是否具备: yes with a date, or no with a reason.</summary>
public sealed class AnswerModel(Database database, AnswerTrigger answer) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public bool Met { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public DateOnly? ProposedOn { get; set; }

    public FormHead Head { get; private set; } = null!;
    public TriggerAnswer? Last { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        if (Met && ProposedOn is null)
            throw new RuleBroken("date-missing", "条件已具备的，请填写建议的办结日期。");
        await answer.Run(Actor, await Moment(), new(Id, Met ? LocalDate.FromDateOnly(ProposedOn!.Value) : null, Reason ?? ""));
        Say(Met ? "已答复条件具备，由办公厅确定时限。" : "已答复条件未具备，下个季度再问。");
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
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        (Head, Last) = (head, await TriggerQueries.Last(connection, Actor.RegionId, head.ItemId));
        return true;
    }
}
