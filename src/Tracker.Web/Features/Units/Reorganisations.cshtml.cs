using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Features.Files;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Units;

/// <summary>机构改革: all that was registered, and a table of more to try and to apply.</summary>
public sealed class ReorganisationsModel(ReorganisationQueries queries, ApplyReform applyReform, TableUploads uploads, Database database) : TrackerPage
{
    /// <summary>Stands for the table that travels with the program, in a practice world.</summary>
    const string Enclosed = "reform-2018";

    [BindProperty] public IFormFile? Table { get; set; }
    [BindProperty] public string? Key { get; set; }

    public IReadOnlyList<ReorganisationQueries.Line> Lines { get; private set; } = [];
    public ReformResult? Trial { get; private set; }
    public bool Practice { get; private set; }
    public NodaTime.LocalDate Today { get; private set; }
    public bool MayEdit => Actor.Is(Role.SystemAdministrator);

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost()
    {
        UnitRights.RefuseOthers(Actor);
        (_, Key) = await uploads.Keep(Actor.RegionId, await Moment(), Table);
        return await Try();
    }

    public async Task<IActionResult> OnPostEnclosed()
    {
        Key = Enclosed;
        return await Try();
    }

    public async Task<IActionResult> OnPostApply()
    {
        var result = await Applied(dryRun: false);
        if (!result.IsWhole)
            throw new RuleBroken("table-has-faults", $"表中有{result.Faults.Count}处错误，一行也没有登记。{result.Faults[0]}");
        Say($"已登记{result.Registered}行。生效后，撤销单位没有办结的任务会出现在督办员的“未移交”里。");
        return RedirectToPage();
    }

    async Task<IActionResult> Try()
    {
        Trial = await Applied(dryRun: true);
        ModelState.Clear();
        await Load();
        return Page();
    }

    async Task<ReformResult> Applied(bool dryRun)
    {
        try
        {
            return await applyReform.Run(Actor, await Moment(), await Text(), dryRun);
        }
        catch (DataUnreadable e)
        {
            throw new RuleBroken("table-unreadable", e.Message + "。");
        }
    }

    async Task<string> Text()
    {
        await using var connection = await database.Open();
        if (Key == Enclosed && await OfficeClock.IsPractice(connection))
            return SeedData.Text("units/reform-2018.csv");
        return PlainText.Decode(await uploads.Content(Actor.RegionId, Key)) ?? throw new RuleBroken("table-unreadable", "这不是 CSV 文本，请另存为 CSV（UTF-8）再传。");
    }

    async Task Load()
    {
        Today = (await Moment()).Today;
        Lines = await queries.All(Actor.RegionId);
        await using var connection = await database.Open();
        Practice = await OfficeClock.IsPractice(connection);
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        Trial = null;
        await Load();
        return Page();
    }
}
