using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Instructions;

/// <summary>批示: to a unit, what was passed on to it; to coordinators, what a leader has written; to the leader, what became of it.</summary>
public sealed class InstructionLetters(LetterTemplates templates) : IFeature, ILetterWriter
{
    sealed record Row(
        long PromiseId, long Id, string Number, string Title, string Leader, LocalDate GivenOn, string Text, string? Unit, LocalDate? DueOn, bool Answered,
        LocalDate? ReportedOn, string? Remark);
    sealed record Said(long InstructionId, string Unit, string Text);

    public MailKind Kind => MailKind.Instruction;

    const string Sql = $"""
        SELECT m.id AS promise_id, i.id, w.number, {LetterLines.TitleSql} AS title, i.leader_name AS leader, i.given_on, i.text, u.short_name AS unit,
            CASE WHEN m.unit_id IS NULL THEN i.due_on ELSE mine.due_on END AS due_on, coalesce(mine.answered, false) AS answered, r.reported_on, r.remark
        FROM mail_promises m
        JOIN instructions i ON i.region_id = m.region_id AND i.id = m.subject_id
        JOIN work_items w ON w.region_id = i.region_id AND w.id = i.work_item_id
        LEFT JOIN units u ON u.region_id = m.region_id AND u.id = m.unit_id
        LEFT JOIN instruction_reports r ON r.region_id = i.region_id AND r.instruction_id = i.id
        LEFT JOIN LATERAL (SELECT min(p.due_on) AS due_on, bool_and(a.answered_on IS NOT NULL) AS answered
            FROM instruction_parts p {InstructionQueries.HolderSql}
            LEFT JOIN instruction_answers a ON a.region_id = p.region_id AND a.instruction_id = p.instruction_id AND a.assignment_id = p.assignment_id
            WHERE p.region_id = i.region_id AND p.instruction_id = i.id AND now.unit_id = m.unit_id) mine ON true
        WHERE m.region_id = @regionId AND m.id = ANY(@promises)
        """;

    const string SaidSql = """
        SELECT a.instruction_id, u.short_name AS unit, a.text FROM instruction_answers a
        JOIN assignments o ON o.region_id = a.region_id AND o.id = a.assignment_id
        JOIN units u ON u.region_id = o.region_id AND u.id = o.unit_id
        WHERE a.region_id = @regionId AND a.instruction_id = ANY(@ids) ORDER BY u.position, u.id
        """;

    public async Task<IReadOnlyDictionary<long, Letter>> Write(
        NpgsqlConnection connection, int regionId, IReadOnlyList<DuePromise> promises, OfficeMoment at)
    {
        var rows = (await connection.QueryAsync<Row>(Sql, new { regionId, promises = promises.Select(p => p.Id).ToArray() })).AsList();
        var said = (await connection.QueryAsync<Said>(SaidSql, new { regionId, ids = rows.Select(r => r.Id).Distinct().ToArray() })).ToLookup(s => s.InstructionId);
        // What was answered or closed before the mail could go needs none.
        return rows.Where(r => r.Unit is null || r is { DueOn: not null, Answered: false, ReportedOn: null })
            .ToDictionary(r => r.PromiseId, r => r switch
            {
                { Unit: not null } => templates.Letter("InstructionToUnit", r),
                { ReportedOn: not null } => ToLeader(r, said[r.Id]),
                _ => templates.Letter("InstructionToOffice", r),
            });
    }

    Letter ToLeader(Row row, IEnumerable<Said> said) => templates.Letter("InstructionToLeader", new
    {
        row.Id, row.Number, row.Title, row.GivenOn, row.ReportedOn, row.Remark, row.Text, Answers = said.ToList(),
    });
}
