using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>申请不涉及: why the task has nothing to do with the unit.</summary>
public sealed class ExemptModel(Database database, RequestExemption requestExemption) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public ApprovalInput Approval { get; set; } = new();

    public FormHead Head { get; private set; } = null!;

    /// <summary>Whether the unit came by a collective; one that is named by its own name does not get out in this way.</summary>
    public bool Possible { get; private set; }
    public int AnswerWithin { get; private set; }
    public int Remain { get; private set; }

    public async Task<IActionResult> OnGet() => await Load(proposes: true) ? Page() : NotFound();

    public async Task<IActionResult> OnPost()
    {
        if (!await Load(proposes: false))
            return NotFound();
        Say(await requestExemption.Run(Actor, await Moment(), new(Id, Reason ?? "", Approval.ToPaper())) is null
            ? "已送单位负责人审签，审签同意后报办公厅。" : $"已申请不涉及，办公厅在{AnswerWithin}个工作日内答复。");
        return Redirect($"/items/{Head.ItemId}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load(proposes: false) ? Page() : NotFound();
    }

    async Task<bool> Load(bool proposes)
    {
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { Role: AssignmentRole.Responsible } head)
            return false;
        Head = head;
        Possible = await FromCollective.Is(connection, Actor.RegionId, Id);
        var rule = await RegionSettings.Load(connection, Actor.RegionId, (await Moment()).Now, LampRule.Default);
        (AnswerWithin, Remain) = (rule.AnswerWithin, rule.RemainAfterRefusal);
        await Approval.Show(connection, Actor, head.UnitId, proposes);
        return true;
    }
}
