using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>Corrects one draft item beside what the original says; two hands at once see both texts.</summary>
public sealed class EditModel(EditItem editItem, ReviewQueries queries, Database database) : TrackerPage
{
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
        (Version, Form) = (Item.Version, ItemForm.Of(Item.Content));
        return Page();
    }

    public async Task<IActionResult> OnPost(bool confirm)
    {
        if (await editItem.Run(Actor, await Moment(), Id, ItemId, Version, Form.ToContent(), confirm))
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
}
