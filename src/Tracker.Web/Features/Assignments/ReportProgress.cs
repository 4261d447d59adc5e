using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>进展情况: a single report, at any time between 签收 and 办结.</summary>
public sealed class ReportProgress(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    sealed record Before(long Id, string Text, string NextStep, string BlockedBy)
    {
        public bool Says(ReportLine line) => (Text, NextStep, BlockedBy) == (line.Kept, line.NextStep.Trim(), line.BlockedBy.Trim());
    }

    const string BeforeSql = """
        SELECT id, text, next_step, blocked_by FROM progress_reports
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
        var before = await connection.QuerySingleOrDefaultAsync<Before>(BeforeSql, new { by.RegionId, line.AssignmentId, line.SubmissionKey });
        if (before is not null && before.Says(line))
            return before.Id;
        assignment.RefuseUnlessOpen();
        await ReportLines.Check(connection, by, [line]);
        // The browser's way back leads to a form that was sent: what was typed into it since is not the same report.
        if (before is not null)
            throw new RuleBroken("form-was-sent-before", "这份表已经报送过，后来改动的内容还没有报送。请核对后再提交。");
        var reportId = (await ReportLines.Insert(connection, by, at, null, [line], files))[line.AssignmentId];
        await events.Append(connection, by, at.Now, new Event(nameof(ReportProgress), $"Assignment:{assignment.Id}",
            $"报送进展：{Excerpt.Of(line.Text)}{(files.Count > 0 ? $"（附件{files.Count}个）" : "")}", After: new { reportId, line }));
        // A lamp asks whether a unit has reported at all, for which dates and what numbers, but not how often.
        if (!assignment.HasReported || line.Milestones.Count + line.Counts.Count > 0)
            await lamps.Refresh(connection, by.RegionId, [assignment.Id], at);
        return reportId;
    }
}
