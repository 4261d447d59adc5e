using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Adjustments;

/// <summary>调整: tells a unit what the office adjusted after dispatch, why, and what it means to the unit.</summary>
public sealed class AdjustmentLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, AdjustmentKind Kind, string Why, string? BasisSignedBy, LocalDate? BasisSignedOn, string? BasisDocument,
        string Sentence, string Own, bool Signs, long? WorkItemId, string? Number, string? Title)
    {
        public Grounds Grounds => new(Kind, Why, new(BasisSignedBy, BasisSignedOn, BasisDocument));
    }

    public MailKind Kind => MailKind.Adjusted;

    const string Sql = $"""
        SELECT p.id AS promise_id, j.kind, j.why, j.basis_signed_by, j.basis_signed_on, j.basis_document, j.sentence, t.sentence AS own,
            {ToSign.Sql} AS signs, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title
        FROM mail_promises p
        JOIN adjustments j ON j.region_id = p.region_id AND j.id = p.subject_id
        JOIN adjustment_units t ON t.region_id = j.region_id AND t.adjustment_id = j.id AND t.unit_id = p.unit_id
        LEFT JOIN work_items w ON w.region_id = j.region_id AND w.id = j.work_item_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises)
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at) =>
        (await connection.QueryAsync<Row>(Sql, new { regionId, promises = promises.Select(p => p.Id).ToArray() })).ToDictionary(r => r.PromiseId, Written);

    Letter Written(Row row) => templates.Letter("Adjusted", new
    {
        What = row.Kind.Chinese(), row.Own, row.Sentence, Grounds = row.Grounds.InWords(), row.Signs, row.WorkItemId, row.Number, row.Title,
    });
}
