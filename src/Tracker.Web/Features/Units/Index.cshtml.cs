using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>Units by kind, with who can be reached and where somebody is missing.</summary>
public sealed class IndexModel(UnitQueries queries) : TrackerPage
{
    [BindProperty(SupportsGet = true, Name = "q")] public string? Words { get; set; }
    [BindProperty(SupportsGet = true)] public bool Vacant { get; set; }

    public IReadOnlyList<UnitQueries.Row> Units { get; private set; } = [];
    public IReadOnlyList<UnitQueries.Collective> Collectives { get; private set; } = [];
    public int Vacancies { get; private set; }

    public async Task OnGet()
    {
        var units = await queries.List(Actor.RegionId, (Words ?? "").Trim());
        Vacancies = units.Count(unit => unit.Liaisons is null);
        Units = Vacant ? [.. units.Where(unit => unit.Liaisons is null)] : units;
        Collectives = await queries.Collectives(Actor.RegionId);
    }
}
