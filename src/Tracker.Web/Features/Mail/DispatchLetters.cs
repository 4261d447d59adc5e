using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>交办: tells a unit what it was given, and asks it to sign.</summary>
public sealed class DispatchLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, string UnitName, string Title, string? DocumentNumber, LocalDate DispatchedOn, int Leads, int Responsible, int Supports);
    sealed record DateRow(long PromiseId, long Id, CheckpointKind Kind, LocalDate DueOn);

    public MailKind Kind => MailKind.Dispatch;

    // What was signed before the mail could go needs no mail.
    const string Sql = """
        SELECT p.id AS promise_id, du.unit_name, n.title, n.document_number, d.dispatched_on,
            count(*) FILTER (WHERE a.role = 'Lead')::int AS leads,
            count(*) FILTER (WHERE a.role = 'Responsible')::int AS responsible,
            count(*) FILTER (WHERE a.role = 'Support')::int AS supports
        FROM mail_promises p
        JOIN dispatches d ON d.region_id = p.region_id AND d.id = p.subject_id
        JOIN work_plans w ON w.region_id = d.region_id AND w.id = d.work_plan_id
        JOIN notices n ON n.region_id = w.region_id AND n.id = w.notice_id
        JOIN dispatch_units du ON du.region_id = d.region_id AND du.dispatch_id = d.id AND du.unit_id = p.unit_id
        JOIN assignments a ON a.region_id = du.region_id AND a.dispatch_id = d.id AND a.unit_id = du.unit_id AND a.transferred_on IS NULL
        LEFT JOIN acknowledgements k ON k.region_id = du.region_id AND k.dispatch_id = d.id AND k.unit_id = du.unit_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises) AND k.unit_id IS NULL
        GROUP BY p.id, du.unit_name, n.title, n.document_number, d.dispatched_on
        """;

    const string DatesSql = """
        SELECT p.id AS promise_id, c.id, c.kind, c.due_on
        FROM mail_promises p
        JOIN dispatches d ON d.region_id = p.region_id AND d.id = p.subject_id
        JOIN checkpoints c ON c.region_id = d.region_id AND c.work_plan_id = d.work_plan_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises) ORDER BY c.due_on
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var key = new { regionId, promises = promises.Select(p => p.Id).ToArray() };
        var rows = await connection.QueryAsync<Row>(Sql, key);
        var dates = (await connection.QueryAsync<DateRow>(DatesSql, key)).ToLookup(d => d.PromiseId);
        var provisional = await ProvisionalDates.OfCheckpoints(connection, regionId, await Calendars.Load(connection, regionId), dates.SelectMany(d => d).Select(d => d.DueOn).Distinct());
        return rows.ToDictionary(r => r.PromiseId, r => Written(r, dates[r.PromiseId], provisional));
    }

    Letter Written(Row row, IEnumerable<DateRow> dates, ProvisionalDates provisional) => templates.Letter("Dispatch", new
    {
        row.Title, row.DocumentNumber, row.UnitName, row.DispatchedOn, row.Leads, row.Responsible, row.Supports,
        Total = row.Leads + row.Responsible + row.Supports,
        Checkpoints = dates.Select(d => new { Kind = d.Kind.Chinese(), d.DueOn, Provisional = provisional.MarkCheckpoint(d.Id) }).ToList(),
    });
}
