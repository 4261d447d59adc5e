using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary>汇总: who is missing, as of a day, and the two files.</summary>
public sealed class RollUpModel(RollUpQueries queries, Database database) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }

    /// <summary>The day to look back to; today if none is asked for.</summary>
    [BindProperty(SupportsGet = true)] public DateOnly? AsOf { get; set; }

    public PlanHead Plan { get; private set; } = null!;
    public LocalDate Day { get; private set; }

    /// <summary>Null where the plan was not dispatched by that day.</summary>
    public RollUp? RollUp { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnGetLedger()
    {
        if (!await Load() || RollUp is null) return NotFound();
        var file = new MemoryStream();
        await RollUpLedger.Write(file, RollUp);
        return Sent(file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", RollUpLedger.FileName(RollUp));
    }

    public async Task<IActionResult> OnGetDraft()
    {
        if (!await Load() || RollUp is null) return NotFound();
        var file = new MemoryStream();
        new RollUpDraft(RollUp).Write(file);
        return Sent(file, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", RollUpDraft.FileName(RollUp));
    }

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, Actor.RegionId, Id) is not { } plan) return false;
        Plan = plan;
        Day = AsOf is { } day ? LocalDate.FromDateOnly(day) : (await Moment()).Today;
        RollUp = await queries.Of(Actor.RegionId, Id, Day);
        return true;
    }

    FileStreamResult Sent(MemoryStream file, string type, string name)
    {
        file.Position = 0;
        return File(file, type, name);
    }
}
