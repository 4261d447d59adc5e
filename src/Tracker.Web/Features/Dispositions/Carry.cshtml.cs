using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>接续到下一年: each duty beside the items of the next year that are most like it, so that none is carried twice.</summary>
public sealed class CarryModel(Database database, CarryItems carry) : TrackerPage
{
    /// <summary>What a choice says that writes the duty anew.</summary>
    public const string Anew = "new";

    [BindProperty(SupportsGet = true)] public long Id { get; set; }

    /// <summary>The draft to write into; 0 for one of its own.</summary>
    [BindProperty] public long Into { get; set; }

    /// <summary>Item to <see cref="Anew"/>, the id of the item that goes on with it, or nothing.</summary>
    [BindProperty] public Dictionary<long, string?> Goes { get; set; } = [];

    public string Title { get; private set; } = "";
    public int Year { get; private set; }
    public IReadOnlyList<DutyToCarry> Duties { get; private set; } = [];
    public IReadOnlyList<DraftOfYear> Drafts { get; private set; } = [];
    public IReadOnlyDictionary<long, IReadOnlyList<LikeItem>> Like { get; private set; } = new Dictionary<long, IReadOnlyList<LikeItem>>();

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        Into = Drafts is [var draft, ..] ? draft.Id : 0;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        var chosen = Goes.Where(g => !string.IsNullOrEmpty(g.Value)).Select(g => new CarryItems.Duty(g.Key, g.Value == Anew ? null : Item(g.Value!))).ToList();
        var plan = await carry.Run(Actor, await Moment(), new(Id, Into == 0 ? null : Into, chosen));
        Say($"已接续{chosen.Count}项。{(plan is null ? "" : "写入的任务须校核、审核后交办；单位范围按交办当天展开。")}");
        return Redirect(plan is { } written ? $"/plans/{written}/review" : $"/plans/{Id}/year-end");
    }

    static long Item(string typed) => long.TryParse(typed, out var id) ? id : throw new RuleBroken("not-the-next-year", "请重新选择由哪项任务接续。");

    protected override Task<IActionResult> Redisplay(RuleBroken broken) =>
        FormAnew(broken, Load, () => Task.FromResult<IActionResult>(Redirect("/notices")));

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, Actor.RegionId, Id) is not { DispatchedOn: not null, PlanYear: { } year } plan)
            return false;
        (Title, Year) = (plan.Title, year + 1);
        Duties = await CarryQueries.ToCarry(connection, Actor.RegionId, Id);
        Drafts = await CarryQueries.Drafts(connection, Actor.RegionId, Year);
        Like = await CarryQueries.Like(connection, Actor.RegionId, Year, Duties);
        return true;
    }
}
