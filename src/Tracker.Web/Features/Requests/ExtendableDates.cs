using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Lamps;

namespace Tracker.Web.Features.Requests;

/// <summary>A limit of an assignment that may be put off.</summary>
/// <param name="MilestoneId">a date in the sentence; null for the due date, or the correction date in its place</param>
/// <param name="InForce">the date as it stands now</param>
/// <param name="NoticeSays">the notice itself states it: then putting it off needs a basis</param>
public sealed record ExtendableDate(long? MilestoneId, string What, LocalDate InForce, bool NoticeSays);

/// <summary>What a unit may ask to put off.</summary>
public static class ExtendableDates
{
    const string KindSql = """
        SELECT w.limit_kind FROM assignments a JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE a.region_id = @regionId AND a.id = @assignmentId
        """;

    /// <summary>The open limits of an assignment, earliest first; reports of the plan are no limits.</summary>
    public static async Task<IReadOnlyList<ExtendableDate>> Of(NpgsqlConnection connection, int regionId, long assignmentId, LocalDate today)
    {
        var kind = await connection.ExecuteScalarAsync<string>(KindSql, new { regionId, assignmentId });
        var assignment = (await AssignmentFactsQuery.Of(connection, regionId, [assignmentId], today)).Single();
        var noticeSays = IsOfTheNotice(Enum.Parse<TimeLimitKind>(kind!));
        var correction = assignment.Facts.Correction?.DueOn;
        return [.. assignment.Facts.DatesInForce().Where(d => d is { IsLimit: true, IsFixed: false }).OrderBy(d => d.On).Select(d =>
            new ExtendableDate(d.Id, d.What, d.On, d.Nature == DateNature.Milestone || noticeSays && d.On != correction))];
    }

    // 立即 and 适时 get their day from the office, and where nothing is written the notice has none to put off.
    static bool IsOfTheNotice(TimeLimitKind kind) =>
        kind is TimeLimitKind.ByDate or TimeLimitKind.Range or TimeLimitKind.WholeYear or TimeLimitKind.Relative;
}
