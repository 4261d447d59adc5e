using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Returns;

/// <summary>报送表: what a unit reports for one checkpoint, a line for each of its open assignments, in one submission.</summary>
public sealed class SubmitReturn(Database database, EventLog events, Lamps.Lamps lamps) : IFeature
{
    sealed record CheckpointRow
    {
        public long WorkPlanId { get; init; }
        public CheckpointKind Kind { get; init; }
    }

    sealed record Submitted(long Id, string Name, Instant SubmittedAt, bool Same);

    const string CheckpointSql = """
        SELECT c.work_plan_id, c.kind FROM checkpoints c
        WHERE c.region_id = @RegionId AND c.id = @checkpointId AND @unitId = ANY(@OwnUnits)
        """;

    const string InsertSql = """
        INSERT INTO returns (region_id, checkpoint_id, unit_id, submitted_by, submitted_on, submitted_at)
        VALUES (@RegionId, @checkpointId, @unitId, @PersonId, @Today, @Now)
        ON CONFLICT ON CONSTRAINT one_return_a_unit_and_checkpoint DO NOTHING
        RETURNING id
        """;

    const string SubmittedSql = """
        SELECT r.id, p.name, r.submitted_at, @n = (SELECT count(*)
            FROM unnest(@keys, @texts, @nextSteps, @blocks) AS s(key, text, next_step, blocked_by)
            JOIN progress_reports l ON l.region_id = r.region_id AND l.return_id = r.id AND l.submission_key = s.key
                AND (l.text, l.next_step, l.blocked_by) = (s.text, s.next_step, s.blocked_by)) AS same
        FROM returns r JOIN people p ON p.region_id = r.region_id AND p.id = r.submitted_by
        WHERE r.region_id = @RegionId AND r.checkpoint_id = @checkpointId AND r.unit_id = @unitId
        """;

    /// <param name="lines">one for each open assignment of the unit in that plan, no more and no less</param>
    /// <returns>the return's id; a form sent twice returns the id of the first</returns>
    /// <exception cref="RuleBroken">not the unit's own, unsigned, submitted before, a line is missing, empty or overtaken, or a file is not accepted</exception>
    public async Task<long> Run(Actor by, OfficeMoment at, long checkpointId, long unitId, IReadOnlyList<ReportLine> lines)
    {
        var files = await ReportLines.AcceptFiles(lines);
        return await database.InTransaction(async connection =>
        {
            var key = new { by.RegionId, by.PersonId, by.OwnUnits, checkpointId, unitId, at.Today, at.Now };
            var checkpoint = await connection.QuerySingleOrDefaultAsync<CheckpointRow>(CheckpointSql, key) ?? throw NotYours.Of("报送");
            var open = (await OwnAssignment.LockAll(connection, by, unitId, checkpoint.WorkPlanId)).Where(a => a is { HasEnded: false, Suspended: false }).ToList();
            // What came later by a dispatch of its own is reported on once it is signed.
            if (open.Any(a => a.Signed)) open.RemoveAll(a => !a.Signed);
            if (await connection.ExecuteScalarAsync<long?>(InsertSql, key) is not { } returnId)
            {
                var before = await Before(connection, by.RegionId, checkpointId, unitId, lines);
                return before.Same ? before.Id : throw AlreadySubmitted(before, checkpoint.Kind);
            }
            RefuseUnlessComplete(open, lines);
            await ReportLines.Check(connection, by, lines);
            await ReportLines.Insert(connection, by, at, returnId, lines, files);
            await events.Append(connection, by, at.Now, new Event(nameof(SubmitReturn), $"Return:{returnId}",
                $"报送{checkpoint.Kind.Chinese()}，共{lines.Count}项{(lines.Count(l => l.NoNewsReason is { Length: > 0 }) is var quiet and > 0 ? $"，其中{quiet}项无新进展" : "")}{(files.Count > 0 ? $"（附件{files.Count}个）" : "")}",
                After: new { checkpointId, unitId, lines }));
            await lamps.Refresh(connection, by.RegionId, [.. open.Select(a => a.Id)], at);
            return returnId;
        });
    }

    static Task<Submitted> Before(NpgsqlConnection connection, int regionId, long checkpointId, long unitId, IReadOnlyList<ReportLine> lines) =>
        connection.QuerySingleAsync<Submitted>(SubmittedSql, new
        {
            regionId, checkpointId, unitId, n = lines.Count,
            keys = lines.Select(l => l.SubmissionKey).ToArray(),
            texts = lines.Select(l => l.Kept).ToArray(),
            nextSteps = lines.Select(l => l.NextStep.Trim()).ToArray(),
            blocks = lines.Select(l => l.BlockedBy.Trim()).ToArray(),
        });

    static void RefuseUnlessComplete(List<OwnAssignment> open, IReadOnlyList<ReportLine> lines)
    {
        if (open.Count == 0)
            throw new RuleBroken("nothing-to-report", "您的单位在这次报送中没有未办结的任务。");
        open[0].RefuseUnlessOpen();
        var missing = open.Where(a => lines.All(l => l.AssignmentId != a.Id)).Select(a => a.Number).ToList();
        if (missing.Count > 0)
            throw new RuleBroken("line-is-missing", $"还有{missing.Count}项没有填写：{string.Join('、', missing)}。");
        if (lines.Count != open.Count)
            throw new RuleBroken("line-is-not-open", "报送表中有任务已经办结或不属于您的单位，请刷新后再填。");
    }

    static RuleBroken AlreadySubmitted(Submitted before, CheckpointKind kind) => new("already-submitted",
        $"{kind.Chinese()}已由{before.Name}于 {before.SubmittedAt.Iso()} 报送，一个节点只报一次。有新情况请在任务页单独报送。");
}
