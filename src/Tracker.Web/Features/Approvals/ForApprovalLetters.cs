using Dapper;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Approvals;

/// <summary>待审签: tells a unit's head what waits for his approval; what was decided meanwhile needs no mail.</summary>
public sealed class ForApprovalLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, string UnitName, string Number, string Title, string Sentence);

    public MailKind Kind => MailKind.ForApproval;

    const string Sql = $"""
        SELECT p.id AS promise_id, u.short_name AS unit_name, w.number, {LetterLines.TitleSql} AS title, d.sentence
        FROM mail_promises p
        JOIN approval_drafts d ON d.region_id = p.region_id AND d.id = p.subject_id
        JOIN assignments a ON a.region_id = d.region_id AND a.id = d.assignment_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises)
            AND NOT EXISTS (SELECT FROM approval_decisions x WHERE x.region_id = d.region_id AND x.draft_id = d.id)
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var rows = await connection.QueryAsync<Row>(Sql, new { regionId, promises = promises.Select(p => p.Id).ToArray() });
        return rows.ToDictionary(r => r.PromiseId, r => templates.Letter("ForApproval", r));
    }
}
