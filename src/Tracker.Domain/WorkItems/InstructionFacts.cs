using NodaTime;

namespace Tracker.Domain.WorkItems;

/// <summary>批示: what one unit owes to a leader's instruction. It stands beside the item's own lamp, because it is owed even where the item
/// has ended or waits for the office.</summary>
public static class InstructionFacts
{
    /// <param name="answeredOn">the day on which the unit answered, or the leader was told without it; null while it owes the answer</param>
    public static AssignmentFacts Of(long id, string leader, LocalDate dueOn, LocalDate passedOn, LocalDate? answeredOn) =>
        new(passedOn, [OpenDate.OfInstruction(id, leader, dueOn, passedOn)])
        {
            AcknowledgedOn = passedOn,
            End = answeredOn is { } on ? new(on, Ending.Done) : null,
        };
}
