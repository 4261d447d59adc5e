using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>进展情况 of several items at once, at any time: all of them, or none.</summary>
public sealed class ReportSeveral(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    const string BeforeSql = """
        SELECT submission_key FROM progress_reports
        WHERE region_id = @RegionId AND assignment_id = ANY(@assignmentIds) AND submission_key = ANY(@keys)
        """;

    /// <param name="lines">at most one an assignment</param>
    /// <returns>how many reports were written; lines sent twice are not written again</returns>
    /// <exception cref="RuleBroken">one is not the unit's own, unsigned or ended, says nothing, was overtaken, or a file is not accepted</exception>
    public async Task<int> Run(Actor by, OfficeMoment at, IReadOnlyList<ReportLine> lines)
    {
        if (lines.Count == 0)
            throw new RuleBroken("nothing-to-report", "没有改动，也没有写无新进展的原因，没有要报送的。");
        var files = await ReportLines.AcceptFiles(lines);
        return await database.InTransaction(connection => Run(connection, by, at, lines, files));
    }

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task<int> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, IReadOnlyList<ReportLine> lines, IReadOnlyList<ReportLines.Attached> files)
    {
        var assignments = (await OwnAssignment.LockSome(connection, by, [.. lines.Select(l => l.AssignmentId)])).ToDictionary(a => a.Id);
        if (lines.Any(l => !assignments.ContainsKey(l.AssignmentId)))
            throw NotYours.Of("任务");
        var before = (await connection.QueryAsync<Guid>(BeforeSql, new
        {
            by.RegionId, assignmentIds = lines.Select(l => l.AssignmentId).ToArray(), keys = lines.Select(l => l.SubmissionKey).ToArray(),
        })).ToHashSet();
        var fresh = lines.Where(l => !before.Contains(l.SubmissionKey)).ToList();
        foreach (var line in fresh)
            assignments[line.AssignmentId].RefuseUnlessOpen();
        await ReportLines.Check(connection, by, fresh);
        var reports = await ReportLines.Insert(connection, by, at, null, fresh, [.. files.Where(f => fresh.Any(l => l.AssignmentId == f.AssignmentId))]);
        if (fresh.Count > 0)
            await events.Append(connection, by, at.Now, [.. fresh.Select(l => new Event(nameof(ReportProgress), $"Assignment:{l.AssignmentId}",
                Sentence(l, files), After: new { reportId = reports[l.AssignmentId], line = l }))]);
        await lamps.Refresh(connection, by.RegionId, [.. fresh.Select(l => l.AssignmentId)], at);
        return fresh.Count;
    }

    static string Sentence(ReportLine line, IReadOnlyList<ReportLines.Attached> files) =>
        $"报送进展：{Excerpt.Of(string.IsNullOrWhiteSpace(line.Text) ? ReportLines.NothingNew : line.Text)}{(files.Count(f => f.AssignmentId == line.AssignmentId) is > 0 and var n ? $"（附件{n}个）" : "")}";
}
