using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Namings;

/// <summary>点名建议 of one item: whom 有关单位 stands for.</summary>
public sealed class ProposeModel(Database database, ProposeNames propose) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public string? Spelling { get; set; }
    [BindProperty] public long[] Units { get; set; } = [];
    [BindProperty] public string? Reason { get; set; }

    public FormHead Head { get; private set; } = null!;
    public IReadOnlyList<AwaitedName> Awaited { get; private set; } = [];
    public IReadOnlyList<(long Id, Unit Unit)> Registry { get; private set; } = [];

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        await propose.Run(Actor, await Moment(), new(Id, Spelling ?? "", Units, Reason ?? ""));
        Say("点名建议已报办公厅确认。");
        return Redirect($"/items/{Head.ItemId}");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken) => FormAnew(broken, Load, () => Task.FromResult<IActionResult>(Redirect("/todo")));

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        Head = head;
        Awaited = head.Merges ? await NamingQueries.Awaited(connection, Actor.RegionId, head.ItemId) : [];
        var units = await RegionUnits.Load(connection, Actor.RegionId, (await Moment()).Today);
        Registry = [.. units.Registry.Units.Select(u => (units.Ids[u.Code], u))];
        return true;
    }
}
