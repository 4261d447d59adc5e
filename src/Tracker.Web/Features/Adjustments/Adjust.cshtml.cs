using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.Items;
using Tracker.Web.Features.Shared;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>勘误、变更 of one item: what is to be, then what that comes to, then the act itself.</summary>
public sealed class AdjustModel(AdjustItem adjustItem, Database database) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public ItemForm Form { get; set; } = new();
    [BindProperty] public AdjustmentKind? Kind { get; set; }
    [BindProperty] public string? Why { get; set; }
    [BindProperty] public BasisInput Basis { get; set; } = new();

    /// <summary>勘误 whose words the notice does not have: why it is one all the same.</summary>
    [BindProperty] public string? Despite { get; set; }

    /// <summary>The notice does not have the words, and the page asks for the reason.</summary>
    public bool AsksDespite { get; private set; }

    /// <summary>What the preview was made of: only that is confirmed.</summary>
    [BindProperty] public string? Previewed { get; set; }

    public ItemHead Head { get; private set; } = null!;
    public ItemNow Item { get; private set; } = null!;
    public IReadOnlyList<AdjustmentLine> Earlier { get; private set; } = [];
    public Adjusted? Preview { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        (Version, Form) = (Item.Version, ItemForm.Of(Item.Content));
        return Page();
    }

    public async Task<IActionResult> OnPost(bool confirm)
    {
        if (!await Load())
            return NotFound();
        var (at, form) = (await Moment(), Wanted());
        if (!confirm || Previewed != Shown(form))
        {
            Preview = await adjustItem.Preview(Actor, at, form);
            ModelState.Remove(nameof(Previewed));
            Previewed = Shown(form);
            return Page();
        }
        var adjusted = await adjustItem.Run(Actor, at, form);
        Say($"已调整：{adjusted.Sentence}。{adjusted.Units.Count}个单位会收到邮件，并再次签收。");
        return LocalRedirect($"/items/{Id}");
    }

    AdjustItem.Form Wanted() => new(Id, Version, Form.ToContent(),
        new(Kind ?? throw new RuleBroken("kind-missing", "请选择是勘误还是变更。"), Why ?? "", Basis.ToBasis(), string.IsNullOrWhiteSpace(Despite) ? null : Despite));

    static string Shown(AdjustItem.Form form) => $"{form.Content.ToJson()} {form.Grounds.InWords()}";

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await ItemQueries.Head(connection, Actor, Id) is not { } head || await ItemContents.Of(connection, Actor.RegionId, head.PlanId, Id) is not { } item)
            return false;
        (Head, Item, Earlier) = (head, item, await AdjustmentQueries.OfItem(connection, Actor, Id));
        return true;
    }

    // Against what stands now: the words of somebody who has adjusted meanwhile are beside what was typed.
    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        AsksDespite = broken.Rule == "not-in-the-original";
        if (broken.Rule == "item-has-changed")
        {
            ModelState.Remove(nameof(Version));
            Version = Item.Version;
        }
        return Task.FromResult<IActionResult>(Page());
    }
}
