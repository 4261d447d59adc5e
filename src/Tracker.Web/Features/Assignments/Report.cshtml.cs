using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>One report, opened with the draft of it or with what was said last.</summary>
public sealed class ReportModel(Database database, ReportProgress reportProgress, SaveDrafts saveDrafts, DiscardDraft discardDraft) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }

    /// <summary>Open with the last report although there is a draft.</summary>
    [BindProperty(SupportsGet = true)] public bool Fresh { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? NextStep { get; set; }
    [BindProperty] public string? BlockedBy { get; set; }
    [BindProperty] public List<TypedFigure> Figures { get; set; } = [];
    [BindProperty] public List<TypedCount> Counts { get; set; } = [];
    [BindProperty] public List<long> Answered { get; set; } = [];
    [BindProperty] public List<long> Sources { get; set; } = [];
    [BindProperty] public Guid Key { get; set; }
    [BindProperty] public long Seen { get; set; }
    [BindProperty] public long SeenDraft { get; set; }
    [BindProperty] public List<IFormFile> Files { get; set; } = [];

    public FormHead Head { get; private set; } = null!;
    public LastReport? Last { get; private set; }
    public IReadOnlyList<OpenMilestone> Milestones { get; private set; } = [];
    public Attachable Attachable => new("", "", Figures, Milestones, Answered, Last?.Figures ?? [], AskedCount.Of(soFar, Counts), Head.Text, Head.LimitRaw);

    /// <summary>The draft that the form was opened with, in words.</summary>
    public string? From { get; private set; }
    public IReadOnlyList<OtherVersion> Others { get; private set; } = [];
    public ReportContent Typed => new() { Text = Text ?? "", NextStep = NextStep ?? "", BlockedBy = BlockedBy ?? "", Figures = Figures, Counts = Counts, Answered = Answered, Sources = Sources };

    IReadOnlyList<ReportDraft> drafts = [];
    IReadOnlyList<ObligationCount> soFar = [];
    LocalDate today;

    Latest Latest => Last?.AsLatest ?? Latest.None;

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        var opening = Opening.Of(Actor, today, drafts, Latest, Fresh);
        (Key, From, Others) = (Guid.NewGuid(), opening.From?.Named(Actor, today), opening.Others);
        Show(opening.Content);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        await reportProgress.Run(Actor, await Moment(), Typed.ToLine(Id, Key, Seen, SeenDraft, await Uploads.Read(Files)));
        Say($"任务 {Head.Number} 的进展已经报送。");
        return Redirect($"/items/{Head.ItemId}");
    }

    public async Task<IActionResult> OnPostSave()
    {
        if (!await Load())
            return NotFound();
        if ((await Save()).Count > 0 && await Load())
            return Anew("在您填写期间，另有人存了草稿。两份都在，请对照。" + FilesAgain);
        Say("已暂存，没有报送。下次打开接着写，本单位同事也能看到。" + (Files.Count > 0 ? "附件不在草稿中，报送前请再选一次。" : ""));
        return Redirect($"/assignments/{Id}/report");
    }

    /// <summary>The same, sent by the page itself while somebody writes.</summary>
    public async Task<IActionResult> OnPostAutosave() => await Load() ? Autosaved.Told(await Save(), Actor, await Moment()) : NotFound();

    public async Task<IActionResult> OnPostDiscard()
    {
        await discardDraft.Run(Actor, Id);
        return Redirect($"/assignments/{Id}/report?fresh=true");
    }

    /// <summary>Puts another's version into the form, alone or behind what was typed; nothing is saved yet.</summary>
    /// <param name="use">report/5/both, draft/17/instead</param>
    public async Task<IActionResult> OnPostUse(string? use)
    {
        if (!await Load())
            return NotFound();
        var (chosen, typed) = (Chosen.Of(use ?? "", Actor, today, drafts, Latest), Typed);
        Refresh();
        Others = chosen.Left(typed);
        Show(chosen.In(typed));
        return Page();
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken) => await Load() ? Anew(broken.Message + FilesAgain) : NotFound();

    string FilesAgain => Files.Count > 0 ? "附件请重新选择。" : "";

    async Task<IReadOnlyList<ReportDraft>> Save() => await saveDrafts.Run(Actor, await Moment(), [new(Id, Typed, Key, Seen, SeenDraft)]);

    // What was typed stays; what came meanwhile stands beside it, and is seen from now on.
    PageResult Anew(string sentence)
    {
        Others = Opening.Meanwhile(Actor, today, drafts, Latest, Typed, Key, Seen, SeenDraft).Others;
        Refresh();
        ModelState.AddModelError("", sentence);
        return Page();
    }

    void Refresh()
    {
        ModelState.Clear();
        (Key, Seen, SeenDraft) = (Guid.NewGuid(), Latest.Id, drafts.Select(d => d.Version).DefaultIfEmpty().Max());
    }

    void Show(ReportContent content)
    {
        (Text, NextStep, BlockedBy) = (content.Text, content.NextStep, content.BlockedBy);
        (Figures, Counts, Answered, Sources) = ([.. content.Figures], [.. content.Counts], [.. content.Answered], [.. content.Sources]);
        (Seen, SeenDraft) = (Latest.Id, drafts.Select(d => d.Version).DefaultIfEmpty().Max());
    }

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        (Head, Last) = (head, await FormQueries.Last(connection, Actor, Id));
        Milestones = [.. (await FormQueries.Milestones(connection, Actor, Id))[Id]];
        drafts = [.. (await ReportDrafts.Of(connection, Actor, Id))[Id]];
        today = (await Moment()).Today;
        soFar = [.. (await ObligationCounts.OfParts(connection, Actor.RegionId, today, Id))[Id]];
        return true;
    }
}
