using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Chases;

/// <summary>催报: the office asks for a report that is missing, because a lead waits for it.</summary>
public sealed class ChaseLetters(LetterTemplates templates) : IFeature
{
    sealed record Row(long PromiseId, string UnitName, string? ForUnit, CheckpointKind Kind, LocalDate DueOn, long WorkItemId, string Number, string Title);

    // What came before the mail could go is not asked for.
    const string Sql = $"""
        SELECT p.id AS promise_id, u.short_name AS unit_name, l.short_name AS for_unit, c.kind, c.due_on, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title
        FROM mail_promises p
        JOIN chases h ON h.region_id = p.region_id AND h.id = p.subject_id
        JOIN units u ON u.region_id = h.region_id AND u.id = h.unit_id
        JOIN assignments a ON a.region_id = h.region_id AND a.id = h.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN checkpoints c ON c.region_id = h.region_id AND c.id = h.checkpoint_id
        LEFT JOIN assignments m ON m.region_id = h.region_id AND m.id = h.lead_assignment_id
        LEFT JOIN units l ON l.region_id = m.region_id AND l.id = m.unit_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises) AND NOT {MissingReport.ReportedSql}
        """;

    /// <param name="promises">of 催办 whose subject is a chase</param>
    public async Task<IReadOnlyDictionary<long, Letter>> Write(NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises)
    {
        var rows = await connection.QueryAsync<Row>(Sql, new { regionId, promises = promises.Select(p => p.Id).ToArray() });
        return rows.ToDictionary(r => r.PromiseId, r => templates.Letter("Chase", new
        {
            Checkpoint = r.Kind.Chinese(), r.UnitName, r.ForUnit, r.DueOn, r.WorkItemId, r.Number, r.Title,
        }));
    }
}
