using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Items;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>批示 on an item: a leader's own words, or entered by the office in his name.</summary>
public sealed class GiveModel(Database database, GiveInstruction give) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Leader { get; set; }
    [BindProperty] public DateOnly? GivenOn { get; set; }
    [BindProperty] public string? Source { get; set; }
    [BindProperty] public DateOnly? DueOn { get; set; }
    [BindProperty] public long[] Units { get; set; } = [];
    [BindProperty] public IFormFile? Scan { get; set; }

    public ItemHead Head { get; private set; } = null!;
    public IReadOnlyList<ItemPart> Parts { get; private set; } = [];
    public IReadOnlyList<string> Leaders { get; private set; } = [];

    /// <summary>The office enters it in a leader's name; a leader writes his own.</summary>
    public bool ForAnother => !Actor.Is(Role.Leader);

    public async Task<IActionResult> OnGet()
    {
        GivenOn = (await Moment()).Today.ToDateOnly();
        return await Load() ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        var scan = Scan is null ? null : (await Uploads.Read([Scan]))[0];
        var id = await give.Run(Actor, await Moment(), new(Id, Text ?? "", ForAnother ? Leader ?? "" : null, Day(GivenOn), Source ?? "", Day(DueOn), Units, scan));
        Say(!ForAnother ? "批示已送办公厅转办，办理情况会报给您。" : Units.Length > 0 ? $"已录入批示，并转办{Units.Length}个单位；各单位会收到邮件。" : "已录入批示，请转办。");
        return Redirect($"/instructions/{id}");
    }

    static LocalDate? Day(DateOnly? day) => day is { } given ? LocalDate.FromDateOnly(given) : null;

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load() ? Page() : NotFound();
    }

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await ItemQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        Head = head;
        Parts = [.. (await ItemQueries.Parts(connection, Actor, Id)).Where(p => p.TransferredOn is null)];
        Leaders = await InstructionQueries.Leaders(connection, Actor.RegionId);
        return Parts.Count > 0;
    }
}
