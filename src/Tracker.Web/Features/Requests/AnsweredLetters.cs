using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>答复: tells a unit what the office answered, and which dates hold now.</summary>
public sealed class AnsweredLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, long WorkItemId, string Number, string Title, RequestKind Kind, string AskedFor, bool Own,
        string Decision, string Reason, string? ToUnit, AssignmentRole? ToRole, LocalDate? NewOn);

    public MailKind Kind => MailKind.Answered;

    // A unit of the item that did not ask itself is told when its date went with the other's.
    const string Sql = $"""
        SELECT p.id AS promise_id, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, r.kind, u.short_name AS asked_for,
            a.unit_id = p.unit_id AS own, d.decision, d.reason, t.short_name AS to_unit, r.to_role,
            (SELECT max(m.new_on) FROM moved_dates m JOIN assignments o ON o.region_id = m.region_id AND o.id = m.assignment_id
                WHERE m.region_id = r.region_id AND m.request_id = r.id AND o.unit_id = p.unit_id) AS new_on
        FROM mail_promises p
        JOIN requests r ON r.region_id = p.region_id AND r.id = p.subject_id
        JOIN request_decisions d ON d.region_id = r.region_id AND d.request_id = r.id
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        LEFT JOIN units t ON t.region_id = r.region_id AND t.id = r.to_unit_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises)
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var rows = await connection.QueryAsync<Row>(Sql, new { regionId, promises = promises.Select(p => p.Id).ToArray() });
        return rows.ToDictionary(r => r.PromiseId, Written);
    }

    Letter Written(Row row)
    {
        var granted = row.Decision == "Granted";
        var moved = granted && row.Kind == RequestKind.Reassignment;
        var exempt = granted && row.Kind == RequestKind.Exemption;
        return templates.Letter("Answered", new
        {
            row.WorkItemId, row.Number, row.Title, row.Own, row.AskedFor, row.Reason, row.NewOn,
            Answer = granted ? "同意" : "不同意", Asked = row.Kind.Chinese(), Outcome = row.NewOn is not null || moved || exempt,
            ToUnit = moved ? row.ToUnit : null, ToRole = row.ToRole?.Chinese(), Exempt = exempt,
        });
    }
}
