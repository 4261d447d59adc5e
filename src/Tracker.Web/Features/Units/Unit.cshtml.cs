using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>One unit: what it is called and was called, where it stands, how to reach it, what it came from and what it has to do.</summary>
public sealed class UnitModel(UnitDetailQueries queries, ReorganisationQueries reorganisations, SetApprovalMode setApprovalMode, Database database) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";

    public UnitDetailQueries.Details Unit { get; private set; } = null!;
    public IReadOnlyList<ReorganisationQueries.Line> History { get; private set; } = [];

    /// <summary>Spellings of the collectives that take it in today.</summary>
    public IReadOnlyList<string> Collectives { get; private set; } = [];

    public ApprovalMode Approval { get; private set; } = new();
    public LocalDate Today { get; private set; }
    public bool MayEdit => Actor.Is(Role.SystemAdministrator);

    public async Task<IActionResult> OnGet()
    {
        Today = (await Moment()).Today;
        if (await queries.Of(Actor.RegionId, Code) is not { } unit)
            return NotFound();
        Unit = unit;
        History = await reorganisations.Of(Actor.RegionId, unit.Head.Id);
        await using var connection = await database.Open();
        Collectives = [.. (await RegionUnits.Collectives(connection, Actor.RegionId))
            .Where(c => unit.Head.IsThereOn(Today) && c.TakesIn(unit.Head.UnitKind, unit.Head.Doubtful)).Select(c => c.Spelling)];
        Approval = await ApprovalModes.Of(connection, Actor.RegionId, unit.Head.Id);
        return Page();
    }

    public async Task<IActionResult> OnPostApprovalMode(bool onPaper)
    {
        if (await queries.Of(Actor.RegionId, Code) is not { } unit)
            return NotFound();
        await setApprovalMode.Run(Actor, await Moment(), unit.Head.Id, onPaper);
        Say($"{unit.Head.ShortName}已改为{(onPaper ? "线下审签" : "在系统中审签")}。");
        return RedirectToPage();
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(RedirectToPage());
    }
}
