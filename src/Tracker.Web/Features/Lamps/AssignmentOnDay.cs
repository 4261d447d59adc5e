using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Lamps;

/// <summary>One assignment and what was known of it by the end of a day.</summary>
/// <param name="Due">to what day its clock runs, or why to none</param>
/// <param name="HasReported">true once the unit has reported progress on it</param>
public sealed record AssignmentOnDay(
    long Id, long WorkItemId, long UnitId, AssignmentRole Role, DueDate Due, AssignmentFacts Facts, bool HasReported)
{
    public AssignmentState State => AssignmentStates.Of(Facts, HasReported);

    public LampVerdict LampOn(LocalDate day, LampRule rule, WorkingCalendar calendar) => Lamp.On(Facts, rule, calendar, day);
}
