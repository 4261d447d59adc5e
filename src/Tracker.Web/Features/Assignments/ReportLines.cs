using Dapper;
using Npgsql;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>Writes reports with all that hangs on them, and sees to it that nobody writes over what another has just said.</summary>
public static class ReportLines
{
    /// <summary>What stands for the text of a report that only gives a reason.</summary>
    public const string NothingNew = "无新进展";

    /// <summary>Figures, counts and names of files of report <c>r</c> in a query, each in its order.</summary>
    public const string FiguresAndFilesSql = """
        array(SELECT concat_ws(' ', f.name, trim_scale(f.amount) || f.measure) FROM report_figures f
            WHERE f.region_id = r.region_id AND f.report_id = r.id ORDER BY f.position) AS figures,
        array(SELECT '“' || coalesce(o.event || '后', '') || o.raw || '”' || c.times || '次' || coalesce('，超时' || c.late || '次', '')
            FROM report_counts c JOIN obligations o ON o.region_id = c.region_id AND o.id = c.obligation_id
            WHERE c.region_id = r.region_id AND c.report_id = r.id ORDER BY o.id) AS counts,
        array(SELECT f.name FROM attachments f WHERE f.region_id = r.region_id AND f.report_id = r.id ORDER BY f.position) AS files
        """;

    /// <summary>A file of a line that may be stored.</summary>
    public sealed record Attached(long AssignmentId, int Position, AcceptedFile File);

    sealed record Latest(long AssignmentId, long Id, string Name, Instant ReportedAt, string Text);

    const string LatestSql = """
        SELECT r.assignment_id, r.id, p.name, r.reported_at, r.text
        FROM unnest(@assignmentIds) AS a(id)
        CROSS JOIN LATERAL (SELECT r.* FROM progress_reports r
            WHERE r.region_id = @RegionId AND r.assignment_id = a.id ORDER BY r.id DESC LIMIT 1) r
        JOIN people p ON p.region_id = r.region_id AND p.id = r.reported_by
        """;

    const string InsertSql = """
        INSERT INTO progress_reports (region_id, assignment_id, return_id, text, no_news_reason, next_step, blocked_by,
            reported_by, reported_on, reported_at, submission_key)
        SELECT @RegionId, l.assignment_id, @returnId, l.text, l.no_news, l.next_step, l.blocked_by, @PersonId, @Today, @Now, l.key
        FROM unnest(@assignmentIds, @texts, @noNews, @nextSteps, @blocks, @keys) AS l(assignment_id, text, no_news, next_step, blocked_by, key)
        RETURNING assignment_id, id
        """;

    const string FiguresSql = """
        INSERT INTO report_figures (region_id, report_id, position, name, amount, measure)
        SELECT @regionId, f.report_id, f.position, f.name, f.amount, f.measure
        FROM unnest(@reports, @positions, @names, @amounts, @measures) AS f(report_id, position, name, amount, measure)
        """;

    const string CountsSql = """
        INSERT INTO report_counts (region_id, report_id, obligation_id, times, late)
        SELECT @regionId, c.report_id, c.obligation_id, c.times, c.late FROM unnest(@reports, @obligations, @times, @late) AS c(report_id, obligation_id, times, late)
        """;

    const string DutiesSql = """
        SELECT a.id AS assignment_id, o.id, w.number, coalesce(o.event || '后', '') || o.raw AS name, o.rule <> 'Frequency' AS can_be_late
        FROM assignments a
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN obligations o ON o.region_id = w.region_id AND o.work_item_id = w.id
        WHERE a.region_id = @RegionId AND a.id = ANY(@ids)
        """;

    sealed record Duty(long AssignmentId, long Id, string Number, string Name, bool CanBeLate);

    const string AttachSql = """
        INSERT INTO attachments (region_id, report_id, position, name, sha256) VALUES (@regionId, @reportId, @position, @Name, @Sha256)
        """;

    const string AnswerSql = """
        INSERT INTO milestone_reports (region_id, milestone_id, assignment_id, report_id)
        SELECT a.region_id, m.id, a.id, l.report_id
        FROM unnest(@assignmentIds, @reports, @milestones) AS l(assignment_id, report_id, milestone_id)
        JOIN assignments a ON a.region_id = @regionId AND a.id = l.assignment_id
        JOIN milestones m ON m.region_id = a.region_id AND m.work_item_id = a.work_item_id AND m.id = l.milestone_id
        ON CONFLICT DO NOTHING
        """;

    const string SourcesSql = """
        INSERT INTO report_sources (region_id, report_id, source_id)
        SELECT a.region_id, l.report_id, r.id
        FROM unnest(@assignmentIds, @reports, @sources) AS l(assignment_id, report_id, source_id)
        JOIN assignments a ON a.region_id = @regionId AND a.id = l.assignment_id AND a.role = 'Lead'
        JOIN progress_reports r ON r.region_id = a.region_id AND r.id = l.source_id
        JOIN assignments o ON o.region_id = r.region_id AND o.id = r.assignment_id AND o.work_item_id = a.work_item_id AND o.role = 'Support'
        ON CONFLICT DO NOTHING
        """;

    const string DraftBetweenSql = """
        SELECT p.name, d.saved_at
        FROM unnest(@ids, @keys, @seen) AS l(id, key, seen)
        JOIN report_drafts d ON d.region_id = @RegionId AND d.assignment_id = l.id AND d.version > l.seen AND d.form_key <> l.key
        JOIN people p ON p.region_id = d.region_id AND p.id = d.person_id
        ORDER BY d.version LIMIT 1
        """;

    const string ClearDraftsSql = """
        DELETE FROM report_drafts d USING unnest(@ids, @keys, @seen) AS l(id, key, seen)
        WHERE d.region_id = @regionId AND d.assignment_id = l.id AND (d.version <= l.seen OR d.form_key = l.key)
        """;

    sealed record DraftBetween(string Name, Instant SavedAt);

    /// <summary>Looks at the files of all lines before a transaction is opened for them.</summary>
    /// <exception cref="RuleBroken">one of them is not accepted; none is stored</exception>
    public static async Task<IReadOnlyList<Attached>> AcceptFiles(IEnumerable<ReportLine> lines)
    {
        var attached = new List<Attached>();
        foreach (var line in lines)
            attached.AddRange((await StoredFiles.Accept(line.Files)).Select((file, i) => new Attached(line.AssignmentId, i + 1, file)));
        return attached;
    }

    /// <exception cref="RuleBroken">a text is missing, a count cannot be, or somebody reported or kept a draft since the form was opened; the sentence holds the text reported</exception>
    public static async Task Check(NpgsqlConnection connection, Actor by, IReadOnlyList<ReportLine> lines)
    {
        if (lines.FirstOrDefault(l => string.IsNullOrWhiteSpace(l.Text) && string.IsNullOrWhiteSpace(l.NoNewsReason)) is not null)
            throw new RuleBroken("report-says-nothing", "请写明进展情况；没有新进展的，请写明原因。");
        await CheckCounts(connection, by, lines);
        var assignmentIds = lines.Select(l => l.AssignmentId).ToArray();
        var latest = (await connection.QueryAsync<Latest>(LatestSql, new { by.RegionId, assignmentIds })).ToDictionary(l => l.AssignmentId);
        foreach (var line in lines)
            if (line.SeenReportId is { } seen && latest.TryGetValue(line.AssignmentId, out var newer) && newer.Id > seen)
                throw new RuleBroken(ReportedInBetween,
                    $"在您填写期间，{newer.Name}于 {newer.ReportedAt.Iso()} 已报送：“{newer.Text}”。您写的内容还在，请核对后再提交。");
        var looked = lines.Where(l => l.SeenDraft is not null).ToList();
        if (looked.Count > 0 && await connection.QueryFirstOrDefaultAsync<DraftBetween>(DraftBetweenSql, Seen(by.RegionId, looked)) is { } draft)
            throw new RuleBroken(DraftInBetween, $"在您填写期间，{draft.Name}于 {draft.SavedAt.Iso()} 存了草稿。您写的内容还在，请对照后再提交。");
    }

    // In the sentence's own words, because a form of many lines has many of these fields.
    static async Task CheckCounts(NpgsqlConnection connection, Actor by, IReadOnlyList<ReportLine> lines)
    {
        var counted = lines.Where(l => l.Counts.Count > 0).ToList();
        if (counted.Count == 0)
            return;
        var duties = (await connection.QueryAsync<Duty>(DutiesSql, new { by.RegionId, ids = counted.Select(l => l.AssignmentId).ToArray() })).ToDictionary(d => (d.AssignmentId, d.Id));
        foreach (var line in counted)
            foreach (var count in line.Counts)
                if (!duties.TryGetValue((line.AssignmentId, count.ObligationId), out var duty))
                    throw new RuleBroken("count-of-another-task", "表中有一个次数不是这项任务的。请刷新后再填。");
                else if (count.Fault(duty.Number, duty.Name, duty.CanBeLate) is { } fault)
                    throw new RuleBroken("count-cannot-be", fault);
    }

    public const string ReportedInBetween = "reported-in-between", DraftInBetween = "draft-in-between";

    static object Seen(int regionId, IReadOnlyList<ReportLine> lines) => new
    {
        regionId,
        ids = lines.Select(l => l.AssignmentId).ToArray(),
        keys = lines.Select(l => l.SubmissionKey).ToArray(),
        seen = lines.Select(l => l.SeenDraft!.Value).ToArray(),
    };

    /// <param name="files">of these lines, as accepted</param>
    /// <returns>report id by assignment id</returns>
    public static async Task<IReadOnlyDictionary<long, long>> Insert(
        NpgsqlConnection connection, Actor by, OfficeMoment at, long? returnId, IReadOnlyList<ReportLine> lines, IReadOnlyList<Attached> files)
    {
        var reports = (await connection.QueryAsync<(long AssignmentId, long Id)>(InsertSql, new
        {
            by.RegionId, by.PersonId, at.Today, at.Now, returnId,
            assignmentIds = lines.Select(l => l.AssignmentId).ToArray(),
            texts = lines.Select(l => l.Kept).ToArray(),
            noNews = lines.Select(l => string.IsNullOrWhiteSpace(l.NoNewsReason) ? null : l.NoNewsReason.Trim()).ToArray(),
            nextSteps = lines.Select(l => l.NextStep.Trim()).ToArray(),
            blocks = lines.Select(l => l.BlockedBy.Trim()).ToArray(),
            keys = lines.Select(l => l.SubmissionKey).ToArray(),
        })).ToDictionary(row => row.AssignmentId, row => row.Id);
        await AddFigures(connection, by.RegionId, [.. lines.SelectMany(l => l.Figures.Select((figure, i) => (reports[l.AssignmentId], i + 1, figure)))]);
        await AddCounts(connection, by.RegionId, [.. lines.SelectMany(l => l.Counts, (l, count) => (reports[l.AssignmentId], count))]);
        await AddFiles(connection, by.RegionId, at, reports, files);
        await Answer(connection, by.RegionId, reports, [.. lines.SelectMany(l => l.Milestones, (l, milestone) => (l.AssignmentId, milestone))]);
        await AddSources(connection, by.RegionId, reports, [.. lines.SelectMany(l => l.Sources, (l, source) => (l.AssignmentId, source))]);
        if (lines.Where(l => l.SeenDraft is not null).ToList() is { Count: > 0 } looked)
            await connection.ExecuteAsync(ClearDraftsSql, Seen(by.RegionId, looked));
        return reports;
    }

    static async Task AddFigures(NpgsqlConnection connection, int regionId, IReadOnlyList<(long ReportId, int Position, ReportFigure Figure)> figures)
    {
        if (figures.Count > 0)
            await connection.ExecuteAsync(FiguresSql, new
            {
                regionId,
                reports = figures.Select(f => f.ReportId).ToArray(),
                positions = figures.Select(f => f.Position).ToArray(),
                names = figures.Select(f => f.Figure.Name).ToArray(),
                amounts = figures.Select(f => f.Figure.Amount).ToArray(),
                measures = figures.Select(f => f.Figure.Measure).ToArray(),
            });
    }

    static async Task AddCounts(NpgsqlConnection connection, int regionId, IReadOnlyList<(long ReportId, ReportCount Count)> counts)
    {
        if (counts.Count > 0)
            await connection.ExecuteAsync(CountsSql, new
            {
                regionId,
                reports = counts.Select(c => c.ReportId).ToArray(),
                obligations = counts.Select(c => c.Count.ObligationId).ToArray(),
                times = counts.Select(c => c.Count.Times).ToArray(),
                late = counts.Select(c => c.Count.Late).ToArray(),
            });
    }

    static async Task AddFiles(
        NpgsqlConnection connection, int regionId, OfficeMoment at, Dictionary<long, long> reports, IReadOnlyList<Attached> files)
    {
        foreach (var (assignmentId, position, file) in files)
        {
            await StoredFiles.Store(connection, regionId, file, at);
            await connection.ExecuteAsync(AttachSql, new { regionId, reportId = reports[assignmentId], position, file.Name, file.Sha256 });
        }
    }

    static async Task Answer(NpgsqlConnection connection, int regionId,
        Dictionary<long, long> reports, IReadOnlyList<(long AssignmentId, long Milestone)> answers)
    {
        if (answers.Count > 0)
            await connection.ExecuteAsync(AnswerSql, new
            {
                regionId,
                assignmentIds = answers.Select(a => a.AssignmentId).ToArray(),
                reports = answers.Select(a => reports[a.AssignmentId]).ToArray(),
                milestones = answers.Select(a => a.Milestone).ToArray(),
            });
    }

    static async Task AddSources(NpgsqlConnection connection, int regionId,
        Dictionary<long, long> reports, IReadOnlyList<(long AssignmentId, long Source)> sources)
    {
        if (sources.Count > 0)
            await connection.ExecuteAsync(SourcesSql, new
            {
                regionId,
                assignmentIds = sources.Select(s => s.AssignmentId).ToArray(),
                reports = sources.Select(s => reports[s.AssignmentId]).ToArray(),
                sources = sources.Select(s => s.Source).ToArray(),
            });
    }
}
