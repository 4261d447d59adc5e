using Dapper;
using Npgsql;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>What a unit says about one assignment, alone or as a line of a 报送表.</summary>
/// <param name="NoNewsReason">无新进展, and why; the text may then be empty</param>
/// <param name="SubmissionKey">made with the form, so that a double click or a retry counts once</param>
/// <param name="SeenReportId">the latest report when the form was opened, 0 for none; null where nobody looked</param>
public sealed record ReportLine(
    long AssignmentId, string Text, string? NoNewsReason, string NextStep, string BlockedBy, Guid SubmissionKey, long? SeenReportId = null);

/// <summary>Writes reports, and sees to it that nobody writes over what another has just said.</summary>
public static class ReportLines
{
    /// <summary>What stands for the text of a report that only gives a reason.</summary>
    public const string NothingNew = "无新进展";

    sealed record Latest(long AssignmentId, long Id, string Name, Instant ReportedAt, string Text);

    const string LatestSql = """
        SELECT DISTINCT ON (r.assignment_id) r.assignment_id, r.id, p.name, r.reported_at, r.text
        FROM progress_reports r JOIN people p ON p.region_id = r.region_id AND p.id = r.reported_by
        WHERE r.region_id = @RegionId AND r.assignment_id = ANY(@assignmentIds)
        ORDER BY r.assignment_id, r.id DESC
        """;

    const string InsertSql = """
        INSERT INTO progress_reports (region_id, assignment_id, return_id, text, no_news_reason, next_step, blocked_by,
            reported_by, reported_on, reported_at, submission_key)
        SELECT @RegionId, l.assignment_id, @returnId, l.text, l.no_news, l.next_step, l.blocked_by, @PersonId, @Today, @Now, l.key
        FROM unnest(@assignmentIds, @texts, @noNews, @nextSteps, @blocks, @keys) AS l(assignment_id, text, no_news, next_step, blocked_by, key)
        RETURNING assignment_id, id
        """;

    /// <exception cref="RuleBroken">a text is missing, or somebody reported since the form was opened; the sentence holds that text</exception>
    public static async Task Check(NpgsqlConnection connection, Actor by, IReadOnlyList<ReportLine> lines)
    {
        if (lines.FirstOrDefault(l => string.IsNullOrWhiteSpace(l.Text) && string.IsNullOrWhiteSpace(l.NoNewsReason)) is not null)
            throw new RuleBroken("report-says-nothing", "请写明进展情况；没有新进展的，请写明原因。");
        var assignmentIds = lines.Select(l => l.AssignmentId).ToArray();
        var latest = (await connection.QueryAsync<Latest>(LatestSql, new { by.RegionId, assignmentIds })).ToDictionary(l => l.AssignmentId);
        foreach (var line in lines)
            if (line.SeenReportId is { } seen && latest.TryGetValue(line.AssignmentId, out var newer) && newer.Id > seen)
                throw new RuleBroken("reported-in-between",
                    $"在您填写期间，{newer.Name}于 {newer.ReportedAt.Iso()} 已报送：“{newer.Text}”。您写的内容还在，请核对后再提交。");
    }

    /// <returns>report id by assignment id</returns>
    public static async Task<IReadOnlyDictionary<long, long>> Insert(
        NpgsqlConnection connection, Actor by, OfficeMoment at, long? returnId, IReadOnlyList<ReportLine> lines) =>
        (await connection.QueryAsync<(long AssignmentId, long Id)>(InsertSql, new
        {
            by.RegionId, by.PersonId, at.Today, at.Now, returnId,
            assignmentIds = lines.Select(l => l.AssignmentId).ToArray(),
            texts = lines.Select(l => string.IsNullOrWhiteSpace(l.Text) ? NothingNew : l.Text.Trim()).ToArray(),
            noNews = lines.Select(l => string.IsNullOrWhiteSpace(l.NoNewsReason) ? null : l.NoNewsReason.Trim()).ToArray(),
            nextSteps = lines.Select(l => l.NextStep.Trim()).ToArray(),
            blocks = lines.Select(l => l.BlockedBy.Trim()).ToArray(),
            keys = lines.Select(l => l.SubmissionKey).ToArray(),
        })).ToDictionary(row => row.AssignmentId, row => row.Id);
}
