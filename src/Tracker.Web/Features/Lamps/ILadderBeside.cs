using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Lamps;

/// <summary>The reminders of assignments whose lamps are swept: their facts are at hand then.</summary>
public interface ILadderBeside
{
    /// <summary>All rungs of an assignment as it stands; nothing is asked of the database.</summary>
    IReadOnlyList<ReminderStep> For(AssignmentFacts facts);

    /// <summary>Promises rungs that have come due; those promised before stay as they are.</summary>
    Task Promise(NpgsqlConnection connection, IReadOnlyList<(AssignmentOnDay Assignment, ReminderStep Step)> due);
}
