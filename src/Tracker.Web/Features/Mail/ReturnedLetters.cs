using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>退回: tells a unit why its completion came back, and until when to put it right.</summary>
public sealed class ReturnedLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, long WorkItemId, string Number, string Title, string Reason, LocalDate CorrectionDue);

    public MailKind Kind => MailKind.Returned;

    const string Sql = $"""
        SELECT p.id AS promise_id, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, d.reason, d.correction_due
        FROM mail_promises p
        JOIN completion_decisions d ON d.region_id = p.region_id AND d.completion_id = p.subject_id AND d.decision = 'Returned'
        JOIN completions c ON c.region_id = d.region_id AND c.id = d.completion_id
        JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises)
          AND NOT EXISTS (SELECT FROM completions later
              WHERE later.region_id = c.region_id AND later.assignment_id = c.assignment_id AND later.round > c.round)
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var rows = await connection.QueryAsync<Row>(Sql, new { regionId, promises = promises.Select(p => p.Id).ToArray() });
        return rows.ToDictionary(r => r.PromiseId, r => templates.Letter("Returned", r));
    }
}
