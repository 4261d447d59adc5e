using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>说明情况: what a unit is to be named for, and its reply.</summary>
public sealed class ReplyModel(Database database, ReplyToCircular reply) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty(SupportsGet = true)] public long UnitId { get; set; }
    [BindProperty] public string? Text { get; set; }

    public CircularHead Head { get; private set; } = null!;
    public CircularUnit Own { get; private set; } = null!;
    public IReadOnlyList<CircularLine> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        Text = Own.Reply;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await reply.Run(Actor, await Moment(), Id, UnitId, Text ?? "");
        Say("已提交情况说明。");
        return Redirect("/todo");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken) => FormAnew(broken, Load, () => Task.FromResult<IActionResult>(Redirect("/todo")));

    async Task<bool> Load()
    {
        if (!Actor.OwnUnits.Contains(UnitId))
            return false;
        await using var connection = await database.Open();
        if (await CircularQueries.Head(connection, Actor.RegionId, Id) is not { } head
            || (await CircularQueries.Units(connection, Actor.RegionId, Id)).FirstOrDefault(u => u.UnitId == UnitId) is not { } own)
            return false;
        (Head, Own, Lines) = (head, own, [.. (await CircularQueries.Lines(connection, Actor.RegionId, Id)).Where(l => l.UnitId == UnitId)]);
        return true;
    }
}
