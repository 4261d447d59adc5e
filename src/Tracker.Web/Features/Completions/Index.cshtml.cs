using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>办结审核: what waits for the office, oldest first.</summary>
public sealed class IndexModel(Database database) : TrackerPage
{
    WorkingCalendar calendar = null!;
    LocalDate today;

    public IReadOnlyList<WaitingCompletion> Waiting { get; private set; } = [];

    public async Task OnGet()
    {
        today = (await Moment()).Today;
        await using var connection = await database.Open();
        calendar = await Calendars.Load(connection, Actor.RegionId);
        Waiting = await CompletionQueries.Waiting(connection, Actor);
    }

    /// <summary>Working days that it has lain here.</summary>
    public int AgeOf(WaitingCompletion waiting) => calendar.WorkdaysLate(waiting.SubmittedOn, today);
}
