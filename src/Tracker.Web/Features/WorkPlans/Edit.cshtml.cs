using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>Corrects one draft item beside what the original says; two hands at once see both texts.</summary>
public sealed class EditModel(EditItem editItem, ReviewQueries queries, Database database) : TrackerPage
{
    /// <summary>One milestone row of the form; an empty row is none.</summary>
    public sealed class MilestoneRow
    {
        public string? Raw { get; set; }
        public string? DueOn { get; set; }
    }

    public sealed class ItemForm
    {
        public string? Text { get; set; }
        /// <summary>One name a line.</summary>
        public string? Lead { get; set; }
        public string? Responsible { get; set; }
        public string? Support { get; set; }
        public string? LimitRaw { get; set; }
        public TimeLimitKind LimitKind { get; set; }
        public string? DueOn { get; set; }
        public List<MilestoneRow> Milestones { get; set; } = [];
    }

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty(SupportsGet = true)] public long ItemId { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public ItemForm Form { get; set; } = new();

    public ItemNow Item { get; private set; } = null!;
    public ReviewItem? Row { get; private set; }
    public string SourceText { get; private set; } = "";

    /// <summary>True where somebody else has saved meanwhile: the form keeps what was typed, the other text stands beside it.</summary>
    public bool Conflict { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        (Version, Form) = (Item.Version, Of(Item.Content));
        return Page();
    }

    public async Task<IActionResult> OnPost(bool confirm)
    {
        if (await editItem.Run(Actor, await Moment(), Id, ItemId, Version, Content(), confirm))
        {
            Say(confirm ? "已保存并确认。" : "已保存，等待确认。");
            return LocalRedirect($"/plans/{Id}/review#item-{ItemId}");
        }
        if (!await Load())
            return NotFound();
        Conflict = true;
        return Page();
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        return await Load() ? Page() : NotFound();
    }

    /// <summary>The words of the original from which a field was made.</summary>
    public string? Original(string field) => Row?.Origins().Where(o => o.Field == field).Select(o => SourceText.Substring(o.Start, o.Length)) is { } words
        && string.Concat(words) is { Length: > 0 } joined ? joined : null;

    async Task<bool> Load()
    {
        var today = (await Moment()).Today;
        await using var connection = await database.Open();
        if (await ItemContents.Of(connection, Actor.RegionId, Id, ItemId) is not { } item || await queries.Of(Actor, Id, today) is not { } review)
            return false;
        if (review.Plan.DispatchedAt is not null)
            throw review.Plan.AlreadyDispatched();
        (Item, SourceText) = (item, review.Source.Text);
        Row = new(review.Lines.Single(l => l.Id == ItemId), review.Draft.Items.Single(i => i.Id == ItemId), [], [],
            [.. review.Doubts.Where(d => d.WorkItemId == ItemId && d.IsOpen)]);
        return true;
    }

    ItemContent Content() => new((Form.Text ?? "").Trim(),
        [.. Named(AssignmentRole.Lead, Form.Lead), .. Named(AssignmentRole.Responsible, Form.Responsible), .. Named(AssignmentRole.Support, Form.Support)],
        string.IsNullOrWhiteSpace(Form.LimitRaw) ? null : Form.LimitRaw.Trim(), Form.LimitKind, Day(Form.DueOn, "截止日期"),
        [.. Form.Milestones.Where(m => !string.IsNullOrWhiteSpace(m.Raw)).Select(m => new ItemMilestone(m.Raw!.Trim(), Day(m.DueOn, "节点日期")))]);

    static IEnumerable<NamedUnit> Named(AssignmentRole role, string? lines) =>
        (lines ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => new NamedUnit(role, name));

    static LocalDate? Day(string? text, string field) => string.IsNullOrWhiteSpace(text) ? null
        : LocalDatePattern.Iso.Parse(text.Trim()) is { Success: true } day ? day.Value
        : throw new RuleBroken("not-a-date", $"{field}“{text}”不是日期，应写成 2018-12-15 这样的形式。");

    static ItemForm Of(ItemContent content) => new()
    {
        Text = content.Text, LimitRaw = content.LimitRaw, LimitKind = content.LimitKind, DueOn = content.DueOn?.Iso(),
        Lead = Lines(content, AssignmentRole.Lead), Responsible = Lines(content, AssignmentRole.Responsible), Support = Lines(content, AssignmentRole.Support),
        Milestones = [.. content.Milestones.Select(m => new MilestoneRow { Raw = m.Raw, DueOn = m.DueOn?.Iso() })],
    };

    public static string Lines(ItemContent content, AssignmentRole role) =>
        string.Join('\n', content.Units.Where(u => u.Role == role).Select(u => u.Name));
}
