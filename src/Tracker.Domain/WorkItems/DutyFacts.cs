using NodaTime;

namespace Tracker.Domain.WorkItems;

/// <summary>通知要求: what one unit owes to a duty of the covering letter. Its date is one of the notice, so it is a limit.</summary>
public static class DutyFacts
{
    /// <param name="raw">the duty's words, as the notice has them</param>
    /// <param name="dispatchedOn">the day from which the time allowed is counted</param>
    /// <param name="answeredOn">the day on which the unit answered it; null while it has not</param>
    public static AssignmentFacts Of(string raw, LocalDate due, LocalDate dispatchedOn, LocalDate? answeredOn) =>
        new(dispatchedOn, [new(DateNature.Milestone, $"“{raw}”落实情况", due, dispatchedOn)])
        {
            // Signing belongs to the dispatch, and is told there.
            AcknowledgedOn = dispatchedOn,
            End = answeredOn is { } on ? new(on, Ending.Done) : null,
        };
}
