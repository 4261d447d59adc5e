using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>One unit: what it is called and was called, where it stands, how to reach it, what it came from and what it has to do.</summary>
public sealed class UnitModel(UnitDetailQueries queries, ReorganisationQueries reorganisations, Database database) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";

    public UnitDetailQueries.Details Unit { get; private set; } = null!;
    public IReadOnlyList<ReorganisationQueries.Line> History { get; private set; } = [];

    /// <summary>Spellings of the collectives that take it in today.</summary>
    public IReadOnlyList<string> Collectives { get; private set; } = [];

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
        return Page();
    }
}
