using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Items;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>申请办结, with what the supports have reported beside the form.</summary>
public sealed class SubmitModel(Database database, SubmitCompletion submitCompletion) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public bool WithoutSilent { get; set; }

    [BindProperty] public ApprovalInput Approval { get; set; } = new();

    public FormHead Head { get; private set; } = null!;
    public IReadOnlyList<ItemReport> Reports { get; private set; } = [];

    /// <summary>What the office said when it returned the work; none on the first round.</summary>
    public ItemCompletion? Returned { get; private set; }

    /// <summary>Supports that have reported nothing, for the lead who merges.</summary>
    public IReadOnlyList<string> Silent { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!await Load(proposes: true))
            return NotFound();
        Text = Returned?.Text ?? Reports.FirstOrDefault(r => r.AssignmentId == Id)?.Text;
        return Page();
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
        return await Load() ? Page() : NotFound();
    }

    async Task<bool> Load(bool proposes = false)
    {
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { Role: not AssignmentRole.Support } head)
            return false;
        Head = head;
        Reports = await ItemQueries.Reports(connection, Actor, head.ItemId);
        Returned = (await ItemQueries.Completions(connection, Actor, head.ItemId)).FirstOrDefault(c => c.AssignmentId == Id && c.Decision == "Returned");
        await Approval.Show(connection, Actor, head.UnitId, proposes);
        if (head.Merges)
            Silent = [.. (await ItemQueries.Parts(connection, Actor, head.ItemId)).Where(p => p is { Role: AssignmentRole.Support, ReportedOn: null }).Select(p => p.UnitName)];
        return true;
    }
}
