using System.Text.Json;
using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Drafts;

/// <summary>暂存: keeps what a person is writing, beside what colleagues are. It is nobody's business outside the unit, so the items' stories do not tell of it.</summary>
public sealed class SaveDrafts(Database database) : IFeature
{
    /// <param name="SeenReportId">the latest report when the form was opened; 0 for none</param>
    /// <param name="SeenDraft">the largest version of a draft that the form has shown; 0 for none</param>
    public sealed record Line(long AssignmentId, ReportContent Content, Guid FormKey, long SeenReportId, long SeenDraft);

    // Waits for a submission that is under way: what was sent is no draft any more.
    const string LockSql = """
        SELECT id FROM assignments WHERE region_id = @RegionId AND id = ANY(@ids) AND unit_id = ANY(@OwnUnits) ORDER BY id FOR KEY SHARE
        """;

    const string SaveSql = """
        INSERT INTO report_drafts (region_id, assignment_id, person_id, form_key, content, after_report_id, saved_at)
        SELECT @RegionId, l.id, @PersonId, l.key, l.content::jsonb, l.after, @Now
        FROM unnest(@ids, @keys, @contents, @afters) AS l(id, key, content, after)
        WHERE NOT EXISTS (SELECT FROM progress_reports r WHERE r.region_id = @RegionId AND r.assignment_id = l.id AND r.submission_key = l.key)
        ON CONFLICT ON CONSTRAINT one_draft_a_person_and_assignment DO UPDATE
        SET version = DEFAULT, form_key = excluded.form_key, content = excluded.content, after_report_id = excluded.after_report_id, saved_at = excluded.saved_at
        """;

    /// <returns>drafts that came from other forms meanwhile. A colleague's stays beside what is saved now; one's own from another window
    /// stays, and what would have replaced it is not saved.</returns>
    /// <exception cref="RuleBroken">one of them is another unit's; nothing is saved</exception>
    public Task<IReadOnlyList<ReportDraft>> Run(Actor by, OfficeMoment at, IReadOnlyList<Line> lines) => database.InTransaction(connection => Keep(connection, by, at, lines));

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task<IReadOnlyList<ReportDraft>> Keep(NpgsqlConnection connection, Actor by, OfficeMoment at, IReadOnlyList<Line> lines)
    {
        var ids = lines.Select(l => l.AssignmentId).ToArray();
        var own = (await connection.QueryAsync<long>(LockSql, new { by.RegionId, by.OwnUnits, ids })).ToHashSet();
        if (lines.Any(l => !own.Contains(l.AssignmentId)))
            throw NotYours.Of("任务");
        var drafts = await ReportDrafts.Of(connection, by, ids);
        var between = lines.SelectMany(l => drafts[l.AssignmentId].Where(d => d.IsBetween(l.FormKey, l.SeenDraft))).ToList();
        var kept = lines.Where(l => !between.Exists(d => d.AssignmentId == l.AssignmentId && d.PersonId == by.PersonId)).ToList();
        await connection.ExecuteAsync(SaveSql, new
        {
            by.RegionId, by.PersonId, at.Now,
            ids = kept.Select(l => l.AssignmentId).ToArray(),
            keys = kept.Select(l => l.FormKey).ToArray(),
            contents = kept.Select(l => JsonSerializer.Serialize(l.Content, ReportDrafts.Json)).ToArray(),
            afters = kept.Select(l => l.SeenReportId).ToArray(),
        });
        return between;
    }
}
