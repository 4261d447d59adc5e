using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>The units of a day as a tree, with who can be reached and where somebody is missing.</summary>
public sealed class IndexModel(UnitQueries queries, Database database) : TrackerPage
{
    [BindProperty(SupportsGet = true, Name = "q")] public string? Words { get; set; }
    [BindProperty(SupportsGet = true)] public UnitKind? Kind { get; set; }
    [BindProperty(SupportsGet = true)] public bool Vacant { get; set; }
    [BindProperty(SupportsGet = true)] public DateOnly? On { get; set; }
    [BindProperty(SupportsGet = true)] public int P { get; set; } = 1;

    public LocalDate Today { get; private set; }
    public LocalDate Day => On is { } day ? LocalDate.FromDateOnly(day) : Today;
    public IReadOnlyList<UnitQueries.Row> Units { get; private set; } = [];
    public IReadOnlyList<UnitQueries.Collective> Collectives { get; private set; } = [];
    public int Vacancies { get; private set; }
    public int Total => Units.Count > 0 ? Units[0].Total : 0;
    public int Pages => Math.Max(1, (Total + UnitQueries.PageSize - 1) / UnitQueries.PageSize);
    public bool MayEdit => Actor.Is(Role.SystemAdministrator);

    public async Task OnGet()
    {
        Today = (await Moment()).Today;
        Units = await queries.List(Actor.RegionId, new((Words ?? "").Trim(), Kind, Day, Vacant, P));
        Vacancies = await queries.Vacancies(Actor.RegionId, Day);
        Collectives = await queries.Collectives(Actor.RegionId, Day);
    }

    public async Task<IActionResult> OnGetCsv()
    {
        await using var connection = await database.Open();
        return File(await UnitSheets.Csv(connection, Actor.RegionId), "text/csv; charset=utf-8", $"单位-{(await Moment()).Today.Iso()}.csv");
    }

    public async Task<IActionResult> OnGetXlsx()
    {
        var today = (await Moment()).Today;
        using var content = new MemoryStream();
        await using var connection = await database.Open();
        await UnitSheets.Xlsx(content, connection, Actor.RegionId, today);
        return File(content.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"单位-{today.Iso()}.xlsx");
    }

    /// <summary>The same list on another page.</summary>
    public string PageAddress(int page) => "/units" + QueryString.Create(new KeyValuePair<string, string?>[]
    {
        new("q", Words), new("kind", Kind?.ToString()), new("vacant", Vacant ? "true" : null), new("on", On?.ToString("yyyy-MM-dd")), new("p", $"{page}"),
    }.Where(v => v.Value is not null));
}
