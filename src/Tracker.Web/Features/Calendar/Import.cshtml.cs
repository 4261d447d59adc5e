using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Files;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Calendar;

/// <summary>Takes a year's arrangement in: first its faults by line, then the dates that it moves, then at a button's press all of it.</summary>
public sealed class ImportModel(TableUploads uploads, ReviseCalendar revise, Database database) : TrackerPage
{
    [BindProperty] public IFormFile? Table { get; set; }
    [BindProperty] public int? Year { get; set; }
    [BindProperty] public string? Key { get; set; }
    [BindProperty] public string? Shown { get; set; }

    public IReadOnlyList<LineFault> Faults { get; private set; } = [];
    public CalendarRevision? Revision { get; private set; }

    public async Task OnGet() => Year = (await Moment()).Today.Year + 1;

    public async Task<IActionResult> OnPost()
    {
        var at = await Moment();
        var year = Asked();
        var (content, key) = await uploads.Keep(Actor.RegionId, at, Table);
        var table = await CalendarFile.Read(database, Actor.RegionId, content, Table!.FileName, year);
        Faults = table.Faults;
        if (Faults.Count == 0)
            Revision = await revise.Preview(Actor, at, CalendarFile.Form(table, year));
        (Key, Shown) = (key, Revision?.Fingerprint);
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostApply()
    {
        var year = Asked();
        var table = await CalendarFile.Read(database, Actor.RegionId, await uploads.Content(Actor.RegionId, Key), "上传的表", year);
        var done = await revise.Run(Actor, await Moment(), CalendarFile.Form(table, year), Shown);
        Say($"已写入{year}年的{done.Days.Count}天，{done.Effect.DatesMoved}个日期随之改动。");
        return LocalRedirect($"/calendar?year={year}");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        (Revision, Faults) = (null, []);
        return Task.FromResult<IActionResult>(Page());
    }

    int Asked() => Year is >= 2000 and <= 2100 and var year ? year : throw new RuleBroken("no-year", "请填写是哪一年的放假安排，例如 2027。");
}
