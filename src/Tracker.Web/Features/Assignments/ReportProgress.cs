using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>进展情况: a single report, at any time between 签收 and 办结.</summary>
public sealed class ReportProgress(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    const string BeforeSql = """
        SELECT id FROM progress_reports
        WHERE region_id = @RegionId AND assignment_id = @AssignmentId AND submission_key = @SubmissionKey
        """;

    /// <returns>the report's id; a submission sent twice returns the id of the first</returns>
    /// <exception cref="RuleBroken">not the unit's own, unsigned or ended, nothing said, a file not accepted, or reported by another in between</exception>
    public async Task<long> Run(Actor by, OfficeMoment at, ReportLine line)
    {
        var files = await ReportLines.AcceptFiles([line]);
        return await database.InTransaction(connection => Run(connection, by, at, line, files));
    }

    async Task<long> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, ReportLine line, IReadOnlyList<ReportLines.Attached> files)
    {
        var assignment = await OwnAssignment.Lock(connection, by, line.AssignmentId);
        if (await connection.ExecuteScalarAsync<long?>(BeforeSql, new { by.RegionId, line.AssignmentId, line.SubmissionKey }) is { } before)
            return before;
        assignment.RefuseUnlessOpen();
        await ReportLines.Check(connection, by, [line]);
        var reportId = (await ReportLines.Insert(connection, by, at, null, [line], files))[line.AssignmentId];
        await events.Append(connection, by, at.Now, new Event(nameof(ReportProgress), $"Assignment:{assignment.Id}",
            $"报送进展：{Excerpt.Of(line.Text)}{(files.Count > 0 ? $"（附件{files.Count}个）" : "")}", After: new { reportId, line }));
        await lamps.Refresh(connection, by.RegionId, [assignment.Id], at);
        return reportId;
    }
}
