using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.Notices;
using Tracker.Web.Features.Corrections;
using Tracker.Web.Platform;
using Tracker.Web.Platform.Documents;

namespace Tracker.Web.Features.Notices;

public sealed class ImportModel(ReceiveNotice receiveNotice, Database database) : TrackerPage
{
    [BindProperty] public IFormFile? Notice { get; set; }

    /// <summary>Only shows what would be read.</summary>
    [BindProperty] public bool DryRun { get; set; }

    public Trial? Trial { get; private set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        var file = await Uploaded();
        var read = await Read(file);
        return DryRun ? await Try(file, read) : Arrived(await receiveNotice.Run(Actor, await Moment(), file, read, asNew: false));
    }

    LocalRedirectResult Arrived(Received received)
    {
        if (received is Received.Correction correction)
        {
            Say(correction.Sentence);
            return LocalRedirect($"/corrections/{correction.Id}");
        }
        var imported = ((Received.Notice)received).Imported;
        Say(imported.Before?.Sentence(imported.Title)
            ?? $"已导入《{imported.Title}》：读出{imported.Items}项任务，{imported.Doubts}处存疑。请先处理存疑，再逐项校核。");
        return LocalRedirect($"/plans/{imported.PlanId}/review");
    }

    async Task<IActionResult> Try(ImportNotice.File file, ReadNotice read)
    {
        var at = await Moment();
        var earlier = await receiveNotice.EarlierThan(Actor, file, read);
        await using var connection = await database.Open();
        Trial = await Trial.Of(connection, Actor, at, file.Name, read, earlier);
        return Page();
    }

    async Task<ImportNotice.File> Uploaded()
    {
        if (Notice is null)
            throw new RuleBroken("no-file", "请选择一个文件。");
        if (Notice.Length > NoticeFile.MostBytes)
            throw new RuleBroken("file-too-large", $"文件有{Notice.Length >> 20} MB，超过 {NoticeFile.MostBytes >> 20} MB 的上限，请只保留通知正文后再导入。");
        using var content = new MemoryStream();
        await Notice.CopyToAsync(content);
        return new(Path.GetFileName(Notice.FileName), content.ToArray());
    }

    async Task<ReadNotice> Read(ImportNotice.File file)
    {
        try
        {
            await using var connection = await database.Open();
            return await RegionReader.Read(connection, Actor.RegionId, NoticeFile.Blocks(file.Content, file.Name));
        }
        catch (Stop unreadable)
        {
            throw new RuleBroken("unreadable", unreadable.Message);
        }
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        return Task.FromResult<IActionResult>(Page());
    }
}
