using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Items;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Triggers;

/// <summary>登记事件日期 of a limit that counts from one.</summary>
public sealed class EventModel(Database database, RecordEvent record) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public DateOnly? HappenedOn { get; set; }
    [BindProperty] public string? What { get; set; }

    public ItemHead Head { get; private set; } = null!;
    public string? EventAsWritten { get; private set; }
    public IReadOnlyList<LimitEventLine> Events { get; private set; } = [];
    public LocalDate Today { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost()
    {
        if (HappenedOn is not { } day)
            throw new RuleBroken("no-day", "请填写事件发生的日期。");
        var due = await record.Run(Actor, await Moment(), new(Id, LocalDate.FromDateOnly(day), What ?? ""));
        Say($"已登记，{due.OnPaper()}前报送办理情况；承办单位会收到邮件。");
        return Redirect($"/items/{Id}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load() ? Page() : NotFound();
    }

    async Task<bool> Load()
    {
        Today = (await Moment()).Today;
        await using var connection = await database.Open();
        if (await ItemQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        Head = head;
        EventAsWritten = (await RecordEvent.LimitOf(connection, Actor.RegionId, Id))?.EventAsWritten;
        Events = await LimitEventQueries.OfItem(connection, Actor.RegionId, Id);
        return true;
    }
}
