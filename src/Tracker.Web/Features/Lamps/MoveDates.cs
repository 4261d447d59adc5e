using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Lamps;

/// <summary>Why a date was set anew; stored by name.</summary>
public enum MovingCause
{
    /// <summary>延期</summary>
    Extension,
    /// <summary>A unit that takes a part over from another has some days at least.</summary>
    Reassignment,
    /// <summary>变更 of a date that some units had missed; by how much stays.</summary>
    Adjustment,
    /// <summary>恢复 of what was put off.</summary>
    Resumption,
    /// <summary>回头看</summary>
    Reopening,
    /// <summary>适时: the conditions are there.</summary>
    Trigger,
    /// <summary>A refused request leaves some days.</summary>
    Refusal,
}

/// <summary>A date of one assignment as it was and as it becomes.</summary>
/// <param name="Date">as it stands; its nature and id say which it is</param>
/// <param name="LateDays">working days by which the unit was late; they stay</param>
public sealed record DateMove(long AssignmentId, OpenDate Date, LocalDate NewOn, int LateDays = 0);

/// <summary>Sets dates of assignments anew; what stood before stays on record.</summary>
public static class MoveDates
{
    const string Sql = """
        INSERT INTO moved_dates (region_id, assignment_id, milestone_id, checkpoint_id, old_on, new_on, late_days, cause, request_id, moved_by, moved_on, moved_at)
        SELECT @RegionId, m.assignment, CASE WHEN m.nature = 'Milestone' THEN m.id END, CASE WHEN m.nature = 'Report' THEN m.id END,
            m.old_on, m.new_on, m.late, @cause, @requestId, @PersonId, @Today, @Now
        FROM unnest(@assignments, @natures, @ids, @olds, @news, @lates) AS m(assignment, nature, id, old_on, new_on, late)
        """;

    public static Task<int> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, MovingCause cause, long? requestId, IReadOnlyCollection<DateMove> moves) =>
        Run(connection, by, at, cause, requestId, moves.Where(m => !m.Date.IsFixed).ToList());

    static Task<int> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, MovingCause cause, long? requestId, List<DateMove> moves) =>
        moves.Count == 0 ? Task.FromResult(0) : connection.ExecuteAsync(Sql, new
        {
            by.RegionId, by.PersonId, at.Today, at.Now, cause = cause.ToString(), requestId,
            assignments = moves.Select(m => m.AssignmentId).ToArray(),
            natures = moves.Select(m => m.Date.Nature.ToString()).ToArray(),
            ids = moves.Select(m => m.Date.Id).ToArray(),
            olds = moves.Select(m => m.Date.On.ToDateOnly()).ToArray(),
            news = moves.Select(m => m.NewOn.ToDateOnly()).ToArray(),
            lates = moves.Select(m => m.LateDays).ToArray(),
        });
}
