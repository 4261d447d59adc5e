using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.Shared;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Corrections;

/// <summary>A corrected version beside what the plan says: what is ticked is taken over.</summary>
public sealed class CorrectionModel(ApplyCorrection applyCorrection, DropCorrection dropCorrection, Database database) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }

    /// <summary>Of the plan that the form was opened from.</summary>
    [BindProperty] public int Version { get; set; }

    /// <summary>Keys of what is to be taken over.</summary>
    [BindProperty] public List<string> Take { get; set; } = [];

    /// <summary>Of the adjustments, where the plan is out.</summary>
    [BindProperty] public BasisInput Basis { get; set; } = new();

    public CorrectionAtHand Hand { get; private set; } = null!;

    public bool IsDraft => Hand.Plan.DispatchedAt is null;

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        Basis = BasisInput.Of(DispatchedCorrection.BasisOf(Hand));
        return Page();
    }

    /// <param name="all">takes everything over that no person has touched since</param>
    public async Task<IActionResult> OnPost(bool all)
    {
        if (!await Load())
            return NotFound();
        var taken = await applyCorrection.Run(Actor, await Moment(), Id, Version, (all ? Untouched().Concat(Take) : Take).ToHashSet(), IsDraft ? null : Basis.ToBasis());
        Say($"更正版已采纳：{taken.InWords}。{(taken.Changed.Count + taken.Added.Count > 0 ? IsDraft ? "改动和增加的任务须重新确认。" : "有关单位会收到邮件，并再次签收。" : "")}");
        return LocalRedirect($"/plans/{Hand.Plan.Id}/review");
    }

    public async Task<IActionResult> OnPostDrop()
    {
        await dropCorrection.Run(Actor, await Moment(), Id);
        Say("这份文件没有采纳，分工方案没有改动。");
        return LocalRedirect("/notices");
    }

    public async Task<IActionResult> OnPostNew()
    {
        var imported = await dropCorrection.AsNew(Actor, await Moment(), Id);
        Say($"已作为另一份通知导入《{imported.Title}》：读出{imported.Items}项任务，{imported.Doubts}处存疑。");
        return LocalRedirect($"/plans/{imported.PlanId}/review");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        return await Load() ? Page() : NotFound();
    }

    public bool IsTicked(string key) => Take.Contains(key);

    /// <summary>Why it cannot be taken over; null where it can.</summary>
    public string? Remark(string key) => DispatchedCorrection.Remark(Hand, key);

    // Nothing that units work on ends by a button for everything.
    IEnumerable<string> Untouched() => All().Where(key => Remark(key) is null && (IsDraft || !key.StartsWith("remove:", StringComparison.Ordinal)));

    IEnumerable<string> All() => Hand.Comparison.Wholes.Select(w => w.Key)
        .Concat(Hand.Comparison.Items.Where(i => i.Fields.Count == 0).Select(i => i.Key()))
        .Concat(Hand.Comparison.Items.SelectMany(i => i.Fields.Where(f => f is { IsThere: false, IsTouched: false }).Select(f => i.Key(f.Field))));

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await CorrectionQueries.Of(connection, Actor.RegionId, Id) is not { } hand)
            return false;
        Hand = hand;
        return true;
    }
}
