using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Shared;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>What was adjusted in a plan since it went out, and its own dates, which may be moved here.</summary>
public sealed class PlanModel(MoveCheckpoint moveCheckpoint, SupplementDispatch supplement, Database database) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public CheckpointKind? Kind { get; set; }
    [BindProperty] public DateOnly? NewOn { get; set; }
    [BindProperty] public string? Why { get; set; }
    [BindProperty] public BasisInput Basis { get; set; } = new();

    /// <summary>What the preview was made of: only that is confirmed.</summary>
    [BindProperty] public string? Previewed { get; set; }

    public PlanHead Plan { get; private set; } = null!;
    public IReadOnlyList<CheckpointLine> Checkpoints { get; private set; } = [];
    public IReadOnlyList<AdjustmentLine> Lines { get; private set; } = [];
    public ProvisionalDates Provisional { get; private set; } = ProvisionalDates.None;
    public PlanCheckpoints Settings { get; private set; } = null!;
    public CheckpointMoved? Preview { get; private set; }
    public LateUnits Late { get; private set; } = null!;

    /// <summary>▲ 预警 → ● 正常，12</summary>
    public IEnumerable<(Lamp? Was, Lamp Now, int N)> PreviewedLamps =>
        Preview?.Changes.GroupBy(c => (c.Was, c.Now), (pair, changes) => (pair.Was, pair.Now, changes.Count())) ?? [];

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost(bool confirm)
    {
        if (!await Load())
            return NotFound();
        var (at, form) = (await Moment(), Wanted());
        if (!confirm || Previewed != form.ToString())
        {
            Preview = await moveCheckpoint.Preview(Actor, at, form);
            ModelState.Remove(nameof(Previewed));
            Previewed = form.ToString();
            return Page();
        }
        var moved = await moveCheckpoint.Run(Actor, at, form);
        Say($"已调整：{moved.Sentence}。{moved.Units}个单位会收到邮件，并再次签收。");
        return RedirectToPage(new { Id });
    }

    public async Task<IActionResult> OnPostDecide(long unitId, bool add, string? reason)
    {
        if (!await Load())
            return NotFound();
        var given = await supplement.Decide(Actor, await Moment(), Id, unitId, add, reason ?? "");
        Say(add ? $"已补充交办{given}项任务，通知邮件已登记待发。" : "已记录：不补充交办。");
        return RedirectToPage(null, null, new { Id }, "late");
    }

    public async Task<IActionResult> OnPostName(string spelling, long[] unitIds)
    {
        if (!await Load())
            return NotFound();
        var given = await supplement.Name(Actor, await Moment(), Id, spelling, unitIds);
        Say($"“{spelling}”已点名，补充交办{given}条承办，通知邮件已登记待发。");
        return RedirectToPage(null, null, new { Id }, "late");
    }

    MoveCheckpoint.Form Wanted() => new(Id, Kind ?? throw new RuleBroken("kind-missing", "请选择要调整的报送节点。"),
        NewOn is { } day ? LocalDate.FromDateOnly(day) : throw new RuleBroken("day-missing", "请填写新的日期。"), Why ?? "", Basis.ToBasis());

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, Actor.RegionId, Id) is not { DispatchedOn: not null } plan)
            return false;
        Settings = await PlanCheckpoints.Load(connection, Actor.RegionId, plan);
        Late = await LateUnits.Load(connection, Actor.RegionId, plan, (await Moment()).Today);
        Provisional = await ProvisionalDates.Load(connection, Actor.RegionId, await Calendars.Load(connection, Actor.RegionId), []);
        (Plan, Checkpoints, Lines) = (plan, await AdjustmentQueries.Checkpoints(connection, Actor.RegionId, Id), await AdjustmentQueries.OfPlan(connection, Actor, Id));
        return true;
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        return Task.FromResult<IActionResult>(Page());
    }
}
