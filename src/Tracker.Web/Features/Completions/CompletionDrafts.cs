using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Completions;

/// <summary>What somebody of the unit was writing for 申请办结.</summary>
public sealed record CompletionDraft(long PersonId, string PersonName, string Text, Instant SavedAt)
{
    /// <summary>李四 10:32 的草稿, to one who looks at that moment.</summary>
    public string Named(Actor reader, LocalDate today) => $"{(PersonId == reader.PersonId ? "您" : PersonName)} {ReportDraft.When(SavedAt, today)} 的草稿";
}

/// <summary>Drafts of 申请办结; only people of the unit see them, and what was written before the last submission is over.</summary>
public static class CompletionDrafts
{
    const string Sql = """
        SELECT d.person_id, p.name AS person_name, d.text, d.saved_at
        FROM completion_drafts d
        JOIN assignments a ON a.region_id = d.region_id AND a.id = d.assignment_id AND a.unit_id = ANY(@OwnUnits)
        JOIN people p ON p.region_id = d.region_id AND p.id = d.person_id
        WHERE d.region_id = @RegionId AND d.assignment_id = @id AND NOT EXISTS (SELECT FROM completions c
            WHERE c.region_id = d.region_id AND c.assignment_id = d.assignment_id AND c.submitted_at >= d.saved_at)
        ORDER BY d.person_id <> @PersonId, d.saved_at DESC
        """;

    const string ForgetSql = "DELETE FROM completion_drafts WHERE region_id = @RegionId AND assignment_id = @id AND person_id = @PersonId";

    /// <summary>The reader's own first, then the colleagues', latest first.</summary>
    public static async Task<IReadOnlyList<CompletionDraft>> Of(NpgsqlConnection connection, Actor by, long id) =>
        (await connection.QueryAsync<CompletionDraft>(Sql, new { by.RegionId, by.PersonId, by.OwnUnits, id })).AsList();

    /// <summary>Puts away what the person himself was writing.</summary>
    public static Task Forget(NpgsqlConnection connection, Actor by, long id) => connection.ExecuteAsync(ForgetSql, new { by.RegionId, by.PersonId, id });
}

/// <summary>暂存办结申请: keeps what a person is writing; an empty text puts it away. It is nobody's business outside the unit, so no story tells of it.</summary>
public sealed class SaveCompletionDraft(Database database) : IFeature
{
    const string SaveSql = """
        INSERT INTO completion_drafts (region_id, assignment_id, person_id, text, saved_at) VALUES (@RegionId, @Id, @PersonId, @text, @Now)
        ON CONFLICT ON CONSTRAINT one_completion_draft_a_person DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at
        """;

    /// <exception cref="Domain.RuleBroken">it is not the unit's own</exception>
    public Task Run(Actor by, OfficeMoment at, long assignmentId, string text) => database.InTransaction(async connection =>
    {
        var assignment = await OwnAssignment.Lock(connection, by, assignmentId);
        if (text.Trim() == "") await CompletionDrafts.Forget(connection, by, assignmentId);
        else await connection.ExecuteAsync(SaveSql, new { by.RegionId, by.PersonId, assignment.Id, text, at.Now });
    });
}
