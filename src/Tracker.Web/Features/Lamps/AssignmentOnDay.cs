using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Lamps;

/// <summary>One assignment and what was known of it by the end of a day.</summary>
/// <param name="FirstDue">to what day its clock ran at dispatch, or why to none; never overwritten</param>
/// <param name="Due">to what day it runs now: the same, or the date set since</param>
/// <param name="HasReported">true once the unit has reported progress on it</param>
public sealed record AssignmentOnDay(
    long Id, long WorkItemId, long UnitId, AssignmentRole Role, DueDate FirstDue, DueDate Due, AssignmentFacts Facts, bool HasReported)
{
    public AssignmentState State => AssignmentStates.Of(Facts, HasReported);

    public LampVerdict LampOn(LocalDate day, LampRule rule, WorkingCalendar calendar) => Lamp.On(Facts, rule, calendar, day);
}
