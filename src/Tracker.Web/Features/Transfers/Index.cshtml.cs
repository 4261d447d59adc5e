using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Transfers;

/// <summary>未移交: what units that are no more have left, each with its age and who is proposed.</summary>
public sealed class IndexModel(TransferQueries queries, Database database) : TrackerPage
{
    WorkingCalendar calendar = null!;

    public IReadOnlyList<TransferQueries.Unit> Units { get; private set; } = [];
    public ILookup<long, TransferQueries.Successor> Successors { get; private set; } = null!;
    public LocalDate Today { get; private set; }

    public async Task OnGet()
    {
        Today = (await Moment()).Today;
        await using var connection = await database.Open();
        calendar = await Calendars.Load(connection, Actor.RegionId);
        Units = await queries.Waiting(Actor.RegionId, Today);
        Successors = await queries.Successors(Actor.RegionId, [.. Units.Select(u => u.Id)], Today);
    }

    /// <summary>How long it has waited, in working days.</summary>
    public string Age(TransferQueries.Unit unit) =>
        unit.EndedOn is { } since && calendar.WorkdaysAfter(since, Today) is > 0 and var days ? $"已等{days}个工作日" : "今天";
}
