using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Items;

/// <summary>One item: the exact clause, who does what, what was reported, and the one thing to do next.</summary>
public sealed class ItemModel(Database database) : TrackerPage
{
    WorkingCalendar calendar = null!;

    public ItemHead Head { get; private set; } = null!;
    public IReadOnlyList<ItemPart> Parts { get; private set; } = [];
    public IReadOnlyList<ItemReport> Reports { get; private set; } = [];
    public IReadOnlyList<ItemCompletion> Completions { get; private set; } = [];
    public IReadOnlyList<ItemMilestone> Milestones { get; private set; } = [];
    public IReadOnlyList<ItemEvent> Events { get; private set; } = [];
    public LocalDate Today { get; private set; }

    /// <summary>The date and why it is that date.</summary>
    public string Due { get; private set; } = "";

    public IEnumerable<ItemPart> Own => Parts.Where(p => p.Own);

    /// <summary>What a coordinator can decide here now.</summary>
    public IEnumerable<ItemPart> Waiting => Actor.Is(Role.Coordinator) ? Parts.Where(p => p.WaitingId is not null) : [];

    public async Task<IActionResult> OnGet(long id)
    {
        Today = (await Moment()).Today;
        await using var connection = await database.Open();
        if (await ItemQueries.Head(connection, Actor, id) is not { } head)
            return NotFound();
        Head = head;
        await Load(connection, id);
        return Page();
    }

    /// <summary>The lamp's reason with the days reckoned to today.</summary>
    public string ReasonOf(ItemPart part) => LampWords.InWords(part.Reason ?? "", part.NearestOn, Today, calendar);

    async Task Load(NpgsqlConnection connection, long id)
    {
        calendar = await Calendars.Load(connection, Actor.RegionId);
        Parts = await ItemQueries.Parts(connection, Actor, id);
        Reports = await ItemQueries.Reports(connection, Actor, id);
        Completions = await ItemQueries.Completions(connection, Actor, id);
        Milestones = await ItemQueries.Milestones(connection, Actor, id);
        Events = await ItemQueries.Events(connection, Actor, id);
        if (Parts.Count > 0 && await AssignmentFactsQuery.Of(connection, Actor.RegionId, [Parts[0].Id], Today) is [var first])
            Due = DueInWords.Of(first.Due, Head.LimitKind, Head.LimitRaw);
    }
}
