using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Items;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>申请办结, with what the supports have reported beside the form.</summary>
public sealed class SubmitModel(Database database, SubmitCompletion submitCompletion, SaveCompletionDraft saveDraft) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }

    /// <summary>Open without a draft although there is one.</summary>
    [BindProperty(SupportsGet = true)] public bool Fresh { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public bool WithoutSilent { get; set; }

    [BindProperty] public ApprovalInput Approval { get; set; } = new();

    public FormHead Head { get; private set; } = null!;
    public IReadOnlyList<ItemReport> Reports { get; private set; } = [];

    /// <summary>What the office said when it returned the work; none on the first round.</summary>
    public ItemCompletion? Returned { get; private set; }

    /// <summary>Supports that have reported nothing, for the lead who merges.</summary>
    public IReadOnlyList<string> Silent { get; private set; } = [];

    /// <summary>The draft that the form was opened with, in words.</summary>
    public string? From { get; private set; }

    /// <summary>What stands beside it: a colleague's draft, with its heading.</summary>
    public IReadOnlyList<(string Heading, string Text)> Others { get; private set; } = [];
    public string Address => $"/assignments/{Id}/complete";

    IReadOnlyList<CompletionDraft> drafts = [];
    OfficeMoment at;

    public async Task<IActionResult> OnGet()
    {
        if (!await Load(proposes: true))
            return NotFound();
        var from = Fresh || drafts is not [var first, ..] ? null : first;
        Text = from?.Text ?? Returned?.Text ?? Reports.FirstOrDefault(r => r.AssignmentId == Id)?.Text;
        (From, Others) = (from?.Named(Actor, at.Today), Beside());
        return Page();
    }

    public async Task<IActionResult> OnPostSave()
    {
        await saveDraft.Run(Actor, await Moment(), Id, Text ?? "");
        Say("已暂存，没有提交。下次打开接着写，本单位同事也能看到。");
        return Redirect(Address);
    }

    /// <summary>The same, sent by the page itself while somebody writes.</summary>
    public async Task<IActionResult> OnPostAutosave()
    {
        if (!await Load())
            return NotFound();
        await saveDraft.Run(Actor, at, Id, Text ?? "");
        return Autosaved.Told([], Actor, at);
    }

    public async Task<IActionResult> OnPostDiscard()
    {
        await saveDraft.Run(Actor, await Moment(), Id, "");
        return Redirect(Address + "?fresh=true");
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        Say(await submitCompletion.Run(Actor, await Moment(), new(Id, Text ?? "", WithoutSilent, Approval.ToPaper())) is null
            ? $"任务 {Head.Number} 的办结申请已送单位负责人审签，审签同意后报办公厅。" : $"任务 {Head.Number} 已申请办结，等待办公厅审核。");
        return Redirect($"/items/{Head.ItemId}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        if (!await Load())
            return NotFound();
        Others = Beside();
        return Page();
    }

    // What colleagues are writing and does not stand in the form.
    IReadOnlyList<(string, string)> Beside() =>
        [.. drafts.Where(d => d.Text.Trim().ReplaceLineEndings() != (Text ?? "").Trim().ReplaceLineEndings()).Select(d => (d.Named(Actor, at.Today), d.Text))];

    async Task<bool> Load(bool proposes = false)
    {
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { Role: not AssignmentRole.Support } head)
            return false;
        (Head, at, drafts) = (head, await Moment(), await CompletionDrafts.Of(connection, Actor, Id));
        Reports = await ItemQueries.Reports(connection, Actor, head.ItemId);
        Returned = (await ItemQueries.Completions(connection, Actor, head.ItemId)).FirstOrDefault(c => c.AssignmentId == Id && c.Decision == "Returned");
        await Approval.Show(connection, Actor, head.UnitId, proposes);
        if (head.Merges)
            Silent = [.. (await ItemQueries.Parts(connection, Actor, head.ItemId)).Where(p => p is { Role: AssignmentRole.Support, ReportedOn: null }).Select(p => p.UnitName)];
        return true;
    }
}
