using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain;
using Tracker.Domain.Units;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>校核: the rows beside the original they were read from.</summary>
public sealed class ReviewModel(
    ReviewQueries queries, ConfirmItems confirmItems, SettleDoubt settleDoubt, TurnRolesRound turnRolesRound,
    NameMembers nameMembers, ReplaceName replaceName, ReviewPlan reviewPlan, TakeBack takeBack, Database database) : TrackerPage
{
    /// <summary>A collective that a person must name, where it stands, and who is named for the whole notice.</summary>
    public sealed record ToName(string Spelling, bool StandsFirst, bool Unnamed, IReadOnlyList<ReviewItem> Items, IReadOnlySet<long> Members);

    /// <summary>A name that means no unit, where it stands, and what it may have meant.</summary>
    /// <param name="Position">from 0, among all such names of the plan</param>
    public sealed record NoUnit(int Position, string Name, bool Absent, IReadOnlyList<ReviewItem> Items, IReadOnlyList<NearName> Nearest)
    {
        public string Anchor => AnchorOf(Position);
        public static string AnchorOf(int position) => $"name-{position}";
    }

    [BindProperty(SupportsGet = true)] public long Id { get; set; }

    /// <summary>The item that a form is about; the page comes back to it.</summary>
    [BindProperty] public long? ItemId { get; set; }

    /// <summary>Of the item, or where there is none of the plan, that the form was opened from.</summary>
    [BindProperty] public int? Version { get; set; }

    public ReviewQueries.Review Review { get; private set; } = null!;
    public IReadOnlyList<ReviewItem> Items { get; private set; } = [];
    public IReadOnlyList<ToName> Collectives { get; private set; } = [];
    public IReadOnlyList<(long Id, Unit Unit)> Units { get; private set; } = [];
    public IReadOnlyList<Obstacle> Obstacles { get; private set; } = [];
    public IEnumerable<TextPiece> Pieces { get; private set; } = [];

    public bool MayEdit => Actor.Is(Role.Coordinator) && Review.Plan.DispatchedOn is null;
    public int Confirmed => Items.Count(i => i.Draft.Confirmed);
    public IReadOnlyList<NoUnit> NoUnits { get; private set; } = [];

    public IReadOnlyList<ReviewQueries.Doubt> OpenDoubts => [.. Review.Doubts.Where(d => d.IsOpen)];

    public async Task<IActionResult> OnGet()
    {
        if (await queries.Of(Actor, Id, (await Moment()).Today) is not { } review)
            return NotFound();
        Review = review;
        await Arrange();
        return Page();
    }

    public async Task<IActionResult> OnGetFile() =>
        await queries.FileOf(Actor, Id) is { } file ? File(file.Content, file.MediaType, file.Name) : NotFound();

    public async Task<IActionResult> OnPostConfirm(long itemId, int version)
    {
        await confirmItems.One(Actor, await Moment(), Id, itemId, version);
        return Back($"item-{itemId}");
    }

    public async Task<IActionResult> OnPostConfirmAll()
    {
        var confirmed = await confirmItems.Run(Actor, await Moment(), Id, version: Version);
        Say(confirmed == 0 ? "没有可以一起确认的任务：其余各项有存疑，请逐项核对。" : $"已确认{confirmed}项没有存疑的任务。");
        return Back("items");
    }

    public async Task<IActionResult> OnPostSettle(long doubtId, int? reading)
    {
        await settleDoubt.Run(Actor, await Moment(), Id, doubtId, reading, Version);
        return Back(Here);
    }

    public async Task<IActionResult> OnPostTakeBack(long stepId)
    {
        var item = await takeBack.Run(Actor, await Moment(), Id, stepId, ItemId);
        return Back(item is null ? "first" : $"item-{item}");
    }

    public async Task<IActionResult> OnPostTurn()
    {
        var turned = await turnRolesRound.Run(Actor, await Moment(), Id, Version);
        Say($"{turned}项任务的牵头与协办已对调，须重新确认。再按一次即恢复。");
        return Back("items");
    }

    public async Task<IActionResult> OnPostName(string spelling, long[] unitIds)
    {
        await nameMembers.Run(Actor, await Moment(), Id, ItemId, spelling, unitIds, Version);
        Say(unitIds.Length == 0 ? $"已取消“{spelling}”的点名。" : $"“{spelling}”已点名{unitIds.Length}个单位。");
        return Back("first");
    }

    /// <param name="position">of the name on the page; the next one takes its place</param>
    public async Task<IActionResult> OnPostReplace(string name, string? with, int position)
    {
        var replaced = await replaceName.Run(Actor, await Moment(), Id, ItemId, name, with ?? "", Version);
        Say($"“{name}”已改为“{replaced.With}”（{replaced.Items.Count}项任务），须重新确认。");
        return await OnGet() is PageResult && NoUnits.Count > 0
            ? Back(NoUnit.AnchorOf(Math.Min(position, NoUnits.Count - 1))) : Back($"item-{replaced.Items[0]}");
    }

    public async Task<IActionResult> OnPostReview()
    {
        await reviewPlan.Run(Actor, await Moment(), Id, Version);
        Say("已审核，可以交办。");
        return Back(null);
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(Back(Here));
    }

    string? Here => ItemId is { } item ? $"item-{item}" : "first";

    RedirectToPageResult Back(string? fragment) => RedirectToPage(null, null, new { Id }, fragment);

    async Task Arrange()
    {
        var drafts = Review.Draft.Items.ToDictionary(i => i.Id);
        var doubts = Review.Doubts.Where(d => d.WorkItemId is not null).ToLookup(d => d.WorkItemId!.Value);
        Items = [.. Review.Lines.Select(line => new ReviewItem(line, drafts[line.Id], [.. Review.Units[line.Id]], [.. Review.Obligations[line.Id]], [.. doubts[line.Id]]))];
        Obstacles = Review.Draft.Obstacles;
        Pieces = MarkedText.Cut(Review.Source.Text, Items.SelectMany(i => i.Origins()).Concat(Review.Duties.SelectMany(OriginsOf)));
        await using var connection = await database.Open();
        var units = await RegionUnits.Load(connection, Actor.RegionId, Review.Draft.On);
        Units = [.. units.Registry.Units.Select(u => (units.Ids[u.Code], u))];
        Collectives = [.. ToBeNamed(units.Registry)];
        NoUnits = [.. Items.SelectMany(i => i.Nameless.Distinct(), (item, name) => (item, name)).GroupBy(u => u.name, u => u.item)
            .Select((named, position) => new NoUnit(position, named.Key, named.First().Draft.Assignees.Absent.Contains(named.Key), [.. named], NearestNames.To(named.Key, units.Registry)))];
    }

    IEnumerable<ToName> ToBeNamed(UnitRegistry registry) =>
        from pair in Items.SelectMany(i => i.Units.Select(u => (Item: i, u.Name)))
        where registry.Resolve(pair.Name) is ManyUnits { Collective.MustBeNamed: true }
        group pair.Item by pair.Name into named
        select new ToName(named.Key, named.Any(i => i.Units[0].Name == named.Key), named.Any(i => i.Draft.Assignees.Awaiting.Any(a => a.Spelling == named.Key)),
            [.. named], Review.Named.Where(n => n.WorkItemId is null && n.Spelling == named.Key).Select(n => n.UnitId).ToHashSet());

    static IEnumerable<Origin> OriginsOf(ReviewQueries.Duty duty) => ReviewItem.SpansOf(duty.Spans)
        .Select(s => new Origin(s.Start, s.Length, $"duty-{duty.Id}", $"通知要求{duty.Position}", "duty"));
}
