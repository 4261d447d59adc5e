using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Ledger;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dashboard;

/// <summary>总览: what a leader must see at one glance, and from each number the way down to its items.</summary>
public sealed class OverviewModel(OverviewQueries queries, LedgerQueries ledger, Database database) : TrackerPage
{
    /// <summary>One unit of the table, in administrative order.</summary>
    public sealed record UnitRow(long Id, string Name, LampRow Lead, LampRow Responsible, LampRow Support, LampRow All);

    public sealed record CategoryRow(long? Id, string Name, LampRow Items);

    public LocalDate Today { get; private set; }
    public LampRow Items { get; private set; } = new([]);
    public IReadOnlyList<OverviewQueries.StateCount> States { get; private set; } = [];
    public LampRow NewThisWeek { get; private set; } = new([]);
    public IReadOnlyList<CategoryRow> Categories { get; private set; } = [];
    public IReadOnlyList<UnitRow> Units { get; private set; } = [];
    public IReadOnlyList<ItemLine> Red { get; private set; } = [];
    public WorkingCalendar Calendar { get; private set; } = null!;

    public static readonly LedgerFilter RedItems = new() { Lamp = LampChoice.Red, Sort = LedgerSort.Date };

    public async Task OnGet()
    {
        Today = (await Moment()).Today;
        await using var connection = await database.Open();
        Calendar = await Calendars.Load(connection, Actor.RegionId);
        var lamps = await queries.Lamps(Actor, Today);
        Items = new(lamps.Select(c => (c.Lamp, c.Done, c.N)));
        NewThisWeek = new(lamps.Select(c => (c.Lamp, c.Done, c.New)));
        States = await queries.States(Actor);
        Red = await ledger.Items(Actor, RedItems);
        Categories = [.. (await queries.Categories(Actor)).GroupBy(c => (c.CategoryId, c.Category))
            .Select(g => new CategoryRow(g.Key.CategoryId, g.Key.Category, new(g.Select(c => (c.Lamp, c.Done, c.N)))))];
        Units = [.. (await queries.Units(Actor, Today)).GroupBy(c => (c.UnitId, c.Unit)).Select(RowOf)];
    }

    /// <summary>Working days late; empty where the lamp speaks of no date, as with what was never signed.</summary>
    public string DaysLate(ItemLine line) =>
        line.NearestOn is { } due ? Calendar.WorkdaysLate(due, Today).ToString() : "";

    static UnitRow RowOf(IGrouping<(long Id, string Name), OverviewQueries.UnitCount> unit)
    {
        return new(unit.Key.Id, unit.Key.Name, In(AssignmentRole.Lead), In(AssignmentRole.Responsible), In(AssignmentRole.Support),
            new(unit.Select(c => (c.Lamp, c.Done, c.N))));

        LampRow In(AssignmentRole role) => new(unit.Where(c => c.Role == role).Select(c => (c.Lamp, c.Done, c.N)));
    }
}
