using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Files;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>A figure of a report: 新增就业 5.2 万人.</summary>
public sealed record ReportFigure(string Name, decimal Amount, string Measure);

/// <summary>进展情况: a single report, at any time between 签收 and 办结.</summary>
public sealed class ReportProgress(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    /// <param name="Milestones">dates of the notice that this report answers, by id</param>
    public sealed record Form(
        ReportLine Line, IReadOnlyList<ReportFigure> Figures, IReadOnlyList<UploadedFile> Files, IReadOnlyList<long> Milestones);

    const string BeforeSql = """
        SELECT id FROM progress_reports
        WHERE region_id = @RegionId AND assignment_id = @AssignmentId AND submission_key = @SubmissionKey
        """;

    const string FigureSql = """
        INSERT INTO report_figures (region_id, report_id, position, name, amount, measure)
        VALUES (@RegionId, @reportId, @position, @Name, @Amount, @Measure)
        """;

    const string AttachSql = """
        INSERT INTO attachments (region_id, report_id, position, name, sha256) VALUES (@RegionId, @reportId, @position, @Name, @Sha256)
        """;

    const string AnswerSql = """
        INSERT INTO milestone_reports (region_id, milestone_id, assignment_id, report_id)
        SELECT region_id, id, @assignmentId, @reportId FROM milestones
        WHERE region_id = @RegionId AND work_item_id = @WorkItemId AND id = ANY(@milestones)
        ON CONFLICT DO NOTHING
        """;

    /// <returns>the report's id; a submission sent twice returns the id of the first</returns>
    /// <exception cref="RuleBroken">not the unit's own, unsigned or ended, nothing said, a file not accepted, or reported by another in between</exception>
    public async Task<long> Run(Actor by, OfficeMoment at, Form form)
    {
        var files = await StoredFiles.Accept(form.Files);
        return await database.InTransaction(connection => Run(connection, by, at, form, files));
    }

    async Task<long> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form, IReadOnlyList<AcceptedFile> files)
    {
        var line = form.Line;
        var assignment = await OwnAssignment.Lock(connection, by, line.AssignmentId);
        if (await connection.ExecuteScalarAsync<long?>(BeforeSql, new { by.RegionId, line.AssignmentId, line.SubmissionKey }) is { } before)
            return before;
        assignment.RefuseUnlessOpen();
        await ReportLines.Check(connection, by, [line]);
        var reportId = (await ReportLines.Insert(connection, by, at, null, [line]))[line.AssignmentId];
        await AddFigures(connection, by.RegionId, reportId, form.Figures);
        await AddFiles(connection, by.RegionId, reportId, files, at);
        await connection.ExecuteAsync(AnswerSql,
            new { by.RegionId, assignment.WorkItemId, line.AssignmentId, reportId, milestones = form.Milestones.ToArray() });
        await events.Append(connection, by, at.Now, new Event(nameof(ReportProgress), $"Assignment:{assignment.Id}",
            $"报送进展：{Excerpt.Of(line.Text)}{(files.Count > 0 ? $"（附件{files.Count}个）" : "")}",
            After: new { reportId, line, form.Figures, files = files.Select(f => f.Name), form.Milestones }));
        await lamps.Refresh(connection, by.RegionId, [assignment.Id], at);
        return reportId;
    }

    static async Task AddFigures(NpgsqlConnection connection, int regionId, long reportId, IReadOnlyList<ReportFigure> figures)
    {
        foreach (var (i, figure) in figures.Index())
            await connection.ExecuteAsync(FigureSql, new { regionId, reportId, position = i + 1, figure.Name, figure.Amount, figure.Measure });
    }

    static async Task AddFiles(NpgsqlConnection connection, int regionId, long reportId, IReadOnlyList<AcceptedFile> files, OfficeMoment at)
    {
        foreach (var (i, file) in files.Index())
        {
            await StoredFiles.Store(connection, regionId, file, at);
            await connection.ExecuteAsync(AttachSql, new { regionId, reportId, position = i + 1, file.Name, file.Sha256 });
        }
    }
}
