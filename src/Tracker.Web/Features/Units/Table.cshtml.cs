using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.Files;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Units;

/// <summary>Takes a table of units in: first what it would do, line by line, then at a button's press all of it.</summary>
public sealed class TableModel(TableUploads uploads, ImportUnits importUnits, Database database) : TrackerPage
{
    public const int ShownAtMost = 200;

    [BindProperty] public IFormFile? Table { get; set; }
    [BindProperty] public string? Key { get; set; }
    [BindProperty] public string? Shown { get; set; }

    public UnitImport? Import { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        var (content, key) = await uploads.Keep(Actor.RegionId, await Moment(), Table);
        Key = key;
        await using var connection = await database.Open();
        Import = await Read(() => UnitImport.Read(connection, Actor.RegionId, TableFile.Lines(content, Table!.FileName)));
        Shown = Import.Fingerprint;
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostApply()
    {
        var content = await uploads.Content(Actor.RegionId, Key);
        var done = await Read(async () => await importUnits.Run(Actor, await Moment(), TableFile.Lines(content, "上传的表"), Shown));
        Say($"已写入：新增{done.Added}个单位，修改{done.Changed}个。");
        return LocalRedirect("/units");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        Import = null;
        return Task.FromResult<IActionResult>(Page());
    }

    static async Task<UnitImport> Read(Func<Task<UnitImport>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is Stop or DataUnreadable)
        {
            throw new RuleBroken("table-unreadable", e is DataUnreadable ? e.Message + "。" : e.Message);
        }
    }
}
