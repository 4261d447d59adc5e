using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Features.Todo;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.ReportSheets;

/// <summary>填报表: a unit's open items go out as xlsx and come back filled in; first what that would do, row by row, then all of it.</summary>
public sealed class IndexModel(Database database, TableUploads uploads, TakeInSheet takeInSheet) : TrackerPage
{
    public const int ShownAtMost = 300;
    const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [BindProperty(SupportsGet = true)] public long UnitId { get; set; }
    [BindProperty] public IFormFile? Sheet { get; set; }
    [BindProperty] public string? Key { get; set; }
    [BindProperty] public string? Shown { get; set; }
    [BindProperty] public List<long> Chosen { get; set; } = [];
    [BindProperty] public bool WithoutSilent { get; set; }
    [BindProperty] public ApprovalInput Approval { get; set; } = new();

    public string UnitName { get; private set; } = "";
    public IReadOnlyList<OpenPart> Parts { get; private set; } = [];
    public SheetImport? Import { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnGetXlsx()
    {
        if (!await Load())
            return NotFound();
        var today = (await Moment()).Today;
        using var file = new MemoryStream();
        await using var connection = await database.Open();
        var counts = await ObligationCounts.OfParts(connection, Actor.RegionId, today, [.. Parts.Select(p => p.AssignmentId)]);
        var calendar = await Calendars.Load(connection, Actor.RegionId);
        await ReportSheet.Write(file, UnitName, Parts, counts, today, await ProvisionalDates.Of(connection, Actor.RegionId, calendar, Parts.Select(p => (p.ItemId, p.NearestOn))));
        return File(file.ToArray(), Xlsx, ReportSheet.FileName(UnitName, today));
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        var (content, key) = await uploads.Keep(Actor.RegionId, await Moment(), Sheet);
        await Preview(content, Sheet!.FileName, proposes: true);
        Key = key;
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostApply()
    {
        if (!await Load())
            return NotFound();
        var rows = SheetImport.RowsOf(await uploads.Content(Actor.RegionId, Key), "上传的表");
        var done = await takeInSheet.Run(Actor, await Moment(), UnitId, rows, new(Shown, Chosen, WithoutSilent, Approval.ToPaper()));
        Say(done is { Reported: 0, Submitted: 0 } ? "表里的内容都已经报送过，没有重复写入。"
            : $"已写入：报送{done.Reported}项{(done.Submitted > 0 ? $"，申请办结{done.Submitted}项" : "")}{(done.Skipped > 0 ? $"；有冲突没有勾选的{done.Skipped}项没有写" : "")}。");
        return LocalRedirect("/todo");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        if (!await Load())
            return NotFound();
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        // What was shown may be another by now; a file that could not be read has no key.
        if (Key is not null && broken.Rule != "no-file")
            await Preview(await uploads.Content(Actor.RegionId, Key), "上传的表", proposes: false);
        return Page();
    }

    async Task Preview(byte[] content, string name, bool proposes)
    {
        await using var connection = await database.Open();
        Import = await SheetImport.Read(connection, Actor, (await Moment()).Today, UnitId, SheetImport.RowsOf(content, name));
        Shown = Import.Fingerprint;
        if (Import.Completes)
            await Approval.Show(connection, Actor, UnitId, proposes);
    }

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if ((await TodoQueries.Units(connection, Actor)).FirstOrDefault(u => u.Id == UnitId) is not { Name: { } name })
            return false;
        (UnitName, Parts) = (name, await OpenPart.OfUnit(connection, Actor, UnitId));
        return true;
    }
}
