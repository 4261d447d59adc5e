using Dapper;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>办公厅决定: tells a unit what the office has decided about an item that it takes part in.</summary>
public sealed class ItemDecidedLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, long WorkItemId, string Number, string Title, string Sentence);

    public MailKind Kind => MailKind.ItemDecided;

    const string Sql = $"""
        SELECT p.id AS promise_id, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, e.sentence
        FROM mail_promises p
        JOIN events e ON e.region_id = p.region_id AND e.id = p.subject_id
        JOIN work_items w ON w.region_id = e.region_id AND e.subject = 'WorkItem:' || w.id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises)
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var rows = await connection.QueryAsync<Row>(Sql, new { regionId, promises = promises.Select(p => p.Id).ToArray() });
        return rows.ToDictionary(r => r.PromiseId, r => templates.Letter("ItemDecided", r));
    }
}
