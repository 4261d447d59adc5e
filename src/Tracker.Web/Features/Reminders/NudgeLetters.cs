using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Reminders;

/// <summary>催办: names what is late and still not handed in when the mail goes.</summary>
public sealed class NudgeLetters(LetterTemplates templates, ChaseLetters chases) : IFeature, ILetterWriter
{
    sealed record Row(long PromiseId, string UnitName, ReminderCause About, LocalDate AboutOn, string Sentence, long WorkItemId, string Number, string Title)
        : LetterLines.IItem;

    public MailKind Kind => MailKind.Nudge;

    const string Sql = $"""
        SELECT p.id AS promise_id, u.short_name AS unit_name, r.about, r.about_on, r.sentence,
            w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title
        FROM mail_promises p
        JOIN units u ON u.region_id = p.region_id AND u.id = p.unit_id
        JOIN reminders r ON r.region_id = p.region_id AND r.for_on = p.for_on AND r.unit_id = p.unit_id AND r.level = 'Nudge'
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN lamps l ON l.region_id = a.region_id AND l.assignment_id = a.id
        WHERE p.region_id = @regionId AND p.id = ANY(@promises) AND {StillOpen.Sql}
        ORDER BY p.id, r.about_on, w.position
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var (asked, late) = (promises.Where(p => p.SubjectId is not null).ToList(), promises.Where(p => p.SubjectId is null).ToList());
        var rows = await connection.QueryAsync<Row>(Sql, new { regionId, promises = late.Select(p => p.Id).ToArray() });
        return rows.GroupBy(r => r.PromiseId).ToDictionary(g => g.Key, g => Written([.. g]))
            .Concat(await chases.Write(connection, regionId, asked)).ToDictionary();
    }

    Letter Written(IReadOnlyList<Row> rows)
    {
        var (unsigned, late) = (rows.Where(r => r.About == ReminderCause.Signature).ToList(), rows.Where(r => r.About != ReminderCause.Signature).ToList());
        return templates.Letter("Nudge", new
        {
            rows[0].UnitName, LateCount = late.Count, UnsignedCount = unsigned.Count, Both = late.Count > 0 && unsigned.Count > 0,
            Late = LetterLines.Of(late, r => r.Sentence), Unsigned = LetterLines.Of(unsigned, r => r.Sentence),
        });
    }
}
