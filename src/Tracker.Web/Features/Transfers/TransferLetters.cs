using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Transfers;

/// <summary>移交: tells the successor what it has taken over, from whom and on what basis.</summary>
public sealed class TransferLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, string FromUnit, string Basis, LocalDate TransferredOn);
    sealed record Line(long PromiseId, long WorkItemId, string Number, string Title, AssignmentRole Role, bool Signed);

    public MailKind Kind => MailKind.Transfer;

    const string Sql = """
        SELECT p.id AS promise_id, u.short_name AS from_unit, t.basis, t.transferred_on
        FROM mail_promises p
        JOIN transfers t ON t.region_id = p.region_id AND t.id = p.subject_id
        JOIN units u ON u.region_id = t.region_id AND u.id = t.from_unit_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises)
        """;

    // What has gone on to a third unit since is that unit's letter.
    const string LinesSql = $"""
        SELECT p.id AS promise_id, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, a.role, k.person_id IS NOT NULL AS signed
        FROM mail_promises p
        JOIN assignment_transfers x ON x.region_id = p.region_id AND x.transfer_id = p.subject_id
        JOIN assignments o ON o.region_id = x.region_id AND o.id = x.from_assignment_id AND o.unit_id <> p.unit_id
        JOIN assignments a ON a.region_id = x.region_id AND a.id = x.to_assignment_id AND a.transferred_on IS NULL
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        LEFT JOIN acknowledgements k ON k.region_id = a.region_id AND k.dispatch_id = a.dispatch_id AND k.unit_id = a.unit_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises) ORDER BY w.position
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var key = new { regionId, promises = promises.Select(p => p.Id).ToArray() };
        var lines = (await connection.QueryAsync<Line>(LinesSql, key)).ToLookup(l => l.PromiseId);
        return (await connection.QueryAsync<Row>(Sql, key)).Where(r => lines.Contains(r.PromiseId))
            .ToDictionary(r => r.PromiseId, r => Written(r, [.. lines[r.PromiseId]]));
    }

    Letter Written(Row row, IReadOnlyList<Line> lines) => templates.Letter("Transfer", new
    {
        row.FromUnit, row.Basis, row.TransferredOn, Unsigned = lines.Any(l => !l.Signed),
        Lines = lines.Select(l => new { l.WorkItemId, l.Number, l.Title, Role = l.Role.Chinese() }).ToList(),
    });
}
