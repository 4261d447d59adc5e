using Dapper;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Orders;

/// <summary>督办: names what a nudge did not move and is still not done when the mail goes.</summary>
public sealed class OrderLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, string UnitName, string Remark, string Sentence, long WorkItemId, string Number, string Title) : LetterLines.IItem;

    public MailKind Kind => MailKind.Order;

    const string Sql = $"""
        SELECT p.id AS promise_id, u.full_name AS unit_name, s.remark, r.sentence, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title
        FROM mail_promises p
        JOIN order_sendings s ON s.region_id = p.region_id AND s.id = p.subject_id
        JOIN units u ON u.region_id = p.region_id AND u.id = p.unit_id
        JOIN order_lines x ON x.region_id = s.region_id AND x.sending_id = s.id
        JOIN reminders r ON r.region_id = x.region_id AND r.id = x.reminder_id
        JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises) AND {StillOpen.Sql}
        ORDER BY p.id, r.about_on, w.position
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var rows = await connection.QueryAsync<Row>(Sql, new { regionId, promises = promises.Select(p => p.Id).ToArray() });
        return rows.GroupBy(r => r.PromiseId).ToDictionary(g => g.Key, g => Written([.. g]));
    }

    Letter Written(IReadOnlyList<Row> rows) => templates.Letter("Order", new
    {
        N = rows.Count, rows[0].UnitName, rows[0].Remark, Items = LetterLines.Of(rows, r => r.Sentence),
    });
}
