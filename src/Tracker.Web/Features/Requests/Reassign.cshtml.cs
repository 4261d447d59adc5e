using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>申请调整责任单位: which unit instead, in what role, and why.</summary>
public sealed class ReassignModel(Database database, RequestReassignment requestReassignment) : TrackerPage
{
    RegionUnits units = null!;

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public string? Unit { get; set; }
    [BindProperty] public AssignmentRole Role { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public ApprovalInput Approval { get; set; } = new();

    public FormHead Head { get; private set; } = null!;
    public LocalDate Today { get; private set; }
    public LocalDate LastDay { get; private set; }
    public int AnswerWithin { get; private set; }
    public int Remain { get; private set; }

    public IEnumerable<string> UnitNames => units.All.Where(u => u.Value.ExistsOn(Today) && u.Key != Head.UnitId)
        .OrderBy(u => u.Value.Order).Select(u => u.Value.ShortName);

    public async Task<IActionResult> OnGet()
    {
        if (!await Load(proposes: true))
            return NotFound();
        Role = Head.Role;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load(proposes: false))
            return NotFound();
        Say(await requestReassignment.Run(Actor, await Moment(), new(Id, Proposed(), Role, Reason ?? "", Approval.ToPaper())) is null
            ? "已送单位负责人审签，审签同意后报办公厅。" : $"已申请调整责任单位，办公厅在{AnswerWithin}个工作日内答复。");
        return Redirect($"/items/{Head.ItemId}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load(proposes: false) ? Page() : NotFound();
    }

    long Proposed() => units.Registry.Resolve(Unit ?? "") is OneUnit one ? units.Ids[one.Unit.Code]
        : throw new RuleBroken("no-such-unit", $"登记簿里没有“{Unit?.Trim()}”，或它今天不存在。请从列表中选择一个单位。");

    async Task<bool> Load(bool proposes)
    {
        var at = await Moment();
        Today = at.Today;
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        Head = head;
        units = await RegionUnits.Load(connection, Actor.RegionId, Today);
        LastDay = await RequestReassignment.LastDay(connection, Actor.RegionId, Id, at);
        var rule = await RegionSettings.Load(connection, Actor.RegionId, at.Now, LampRule.Default);
        (AnswerWithin, Remain) = (rule.AnswerWithin, rule.RemainAfterRefusal);
        await Approval.Show(connection, Actor, head.UnitId, proposes);
        return true;
    }
}
