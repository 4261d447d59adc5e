using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.Files;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>One report, opened with what was said last.</summary>
public sealed class ReportModel(Database database, ReportProgress reportProgress) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? NextStep { get; set; }
    [BindProperty] public string? BlockedBy { get; set; }
    [BindProperty] public List<TypedFigure> Figures { get; set; } = [];
    [BindProperty] public List<long> Answered { get; set; } = [];
    [BindProperty] public Guid Key { get; set; }
    [BindProperty] public long Seen { get; set; }
    [BindProperty] public List<IFormFile> Files { get; set; } = [];

    public FormHead Head { get; private set; } = null!;
    public LastReport? Last { get; private set; }
    public IReadOnlyList<OpenMilestone> Milestones { get; private set; } = [];
    public Attachable Attachable => new("", "", Figures, Milestones, Answered, Last?.Figures ?? []);

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        (Text, NextStep, BlockedBy, Key) = (Last?.Text == ReportLines.NothingNew ? "" : Last?.Text, Last?.NextStep, Last?.BlockedBy, Guid.NewGuid());
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load(keepSeen: true))
            return NotFound();
        await reportProgress.Run(Actor, await Moment(), new(Id, Text ?? "", null, NextStep ?? "", BlockedBy ?? "", Key, Seen)
        {
            Figures = TypedFigure.Read(Figures), Files = await Uploads.Read(Files), Milestones = Answered,
        });
        Say($"任务 {Head.Number} 的进展已经报送。");
        return Redirect($"/items/{Head.ItemId}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message + (Files.Count > 0 ? "附件请重新选择。" : ""));
        if (broken.Rule is "reported-in-between" or "form-was-sent-before")
            Key = Guid.NewGuid();
        return await Load() ? Page() : NotFound();
    }

    async Task<bool> Load(bool keepSeen = false)
    {
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        (Head, Last) = (head, await FormQueries.Last(connection, Actor, Id));
        Milestones = [.. (await FormQueries.Milestones(connection, Actor, Id))[Id]];
        if (!keepSeen)
            Seen = Last?.Id ?? 0;
        return true;
    }
}
