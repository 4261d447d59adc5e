using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Digests;

/// <summary>What the digests of liaisons and heads are made of, unit by unit; a screen's worth of rows a query.</summary>
public static class LiaisonQueries
{
    /// <summary>One liaison's part in one unit.</summary>
    public sealed record Reader(long PersonId, long UnitId, string UnitName);

    public sealed record Count(long UnitId, Lamp Lamp, int N);

    public sealed record Unsigned(long UnitId, string Title, LocalDate DispatchedOn, int N);

    public sealed record Adjusted(long UnitId, string Own, string Sentence, long? WorkItemId, LocalDate MadeOn);

    public sealed record Instructed(long UnitId, long Id, string Number, string Leader, string Text, LocalDate DueOn);

    public sealed record Returned(long UnitId, long WorkItemId, string Number, string Title, LocalDate DecidedOn, LocalDate CorrectionDue) : LetterLines.IItem;

    public sealed record Ahead(long UnitId, long WorkItemId, string Number, string Title, string Sentence, ReminderCause About, LocalDate AboutOn, LocalDate ForOn) : LetterLines.IItem;

    public sealed record Moved(long UnitId, string Why, string Sentence, LocalDate RevisedOn, Instant RevisedAt);

    public sealed record Draft(long UnitId, string Number, string Title, string DraftedBy, Instant DraftedAt);

    public sealed record Standing(long UnitId, long WorkItemId, string Number, string Title, Lamp Lamp, string Reason, LocalDate? NearestOn) : LetterLines.IItem;

    const string ReadersSql = """
        SELECT r.person_id, r.unit_id, u.short_name AS unit_name
        FROM person_roles r
        JOIN people h ON h.region_id = r.region_id AND h.id = r.person_id AND h.disabled_at IS NULL AND h.email <> ''
        JOIN units u ON u.region_id = r.region_id AND u.id = r.unit_id
        WHERE r.region_id = @regionId AND r.role = @role AND r.person_id = ANY(@people)
        ORDER BY r.person_id, u.position, u.id
        """;

    const string CountsSql = """
        SELECT unit_id, lamp, sum(n)::int AS n FROM lamp_counts
        WHERE region_id = @regionId AND unit_id = ANY(@units) AND lamp IN ('Red', 'Yellow') GROUP BY unit_id, lamp
        """;

    const string UnsignedSql = $"""
        SELECT u.unit_id, n.title, d.dispatched_on, count(a.id)::int AS n
        FROM dispatch_units u
        JOIN dispatches d ON d.region_id = u.region_id AND d.id = u.dispatch_id
        JOIN work_plans w ON w.region_id = d.region_id AND w.id = d.work_plan_id
        JOIN notices n ON n.region_id = w.region_id AND n.id = w.notice_id
        LEFT JOIN assignments a ON a.region_id = u.region_id AND a.unit_id = u.unit_id AND a.dispatch_id = u.dispatch_id AND a.transferred_on IS NULL
        WHERE u.region_id = @regionId AND u.unit_id = ANY(@units) AND {Assignments.Unsigned.Sql}
        GROUP BY u.unit_id, d.id, d.dispatched_on, n.title
        ORDER BY d.dispatched_on, d.id
        """;

    const string AdjustedSql = $"""
        SELECT t.unit_id, t.sentence AS own, j.sentence, j.work_item_id, j.made_on
        FROM adjustment_units t JOIN adjustments j ON j.region_id = t.region_id AND j.id = t.adjustment_id
        WHERE t.region_id = @regionId AND t.unit_id = ANY(@units) AND {Adjustments.ToSign.Sql} ORDER BY j.id
        """;

    // What has come meanwhile is no news any more.
    const string MovedSql = """
        SELECT unit_id, why, sentence, revised_on, revised_at FROM calendar_moves
        WHERE region_id = @regionId AND unit_id = ANY(@units) AND revised_at > @since AND last_on >= @today ORDER BY revised_at
        """;

    const string InstructedSql = $"""
        SELECT now.unit_id, i.id, w.number, i.leader_name AS leader, i.text, min(p.due_on) AS due_on
        FROM assignments mine
        JOIN instructions i ON i.region_id = mine.region_id AND i.work_item_id = mine.work_item_id
        JOIN instruction_parts p ON p.region_id = i.region_id AND p.instruction_id = i.id
        {InstructionQueries.HolderSql}
        JOIN work_items w ON w.region_id = i.region_id AND w.id = i.work_item_id
        WHERE mine.region_id = @regionId AND mine.unit_id = ANY(@units) AND now.id = mine.id
            AND NOT EXISTS (SELECT FROM instruction_answers a WHERE a.region_id = p.region_id AND a.instruction_id = p.instruction_id AND a.assignment_id = p.assignment_id)
            AND NOT EXISTS (SELECT FROM instruction_reports r WHERE r.region_id = i.region_id AND r.instruction_id = i.id)
        GROUP BY now.unit_id, i.id, w.number, i.leader_name, i.text ORDER BY due_on, i.id
        """;

    const string ReturnedSql = $"""
        SELECT a.unit_id, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, e.decided_on, e.correction_due
        FROM assignments a
        JOIN completions c ON c.region_id = a.region_id AND c.assignment_id = ANY(a.id || a.took_over)
        JOIN completion_decisions e ON e.region_id = c.region_id AND e.completion_id = c.id AND e.decision = 'Returned'
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        WHERE a.region_id = @regionId AND a.unit_id = ANY(@units) AND a.transferred_on IS NULL AND NOT EXISTS (SELECT FROM completions later
            WHERE later.region_id = c.region_id AND later.assignment_id = ANY(a.id || a.took_over) AND later.id > c.id)
        ORDER BY e.correction_due, w.position
        """;

    // Answered since: waiting for the office, ended, or the next open date lies further on.
    const string AheadSql = $"""
        SELECT r.unit_id, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, r.sentence, r.about, r.about_on, r.for_on
        FROM unnest(@units, @since) AS told(unit_id, on_day)
        JOIN reminders r ON r.region_id = @regionId AND r.unit_id = told.unit_id AND r.for_on > told.on_day AND r.for_on <= @today
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        WHERE r.level = 'HeadsUp' AND r.about_on >= @today AND NOT l.done AND l.lamp <> 'Blue' AND coalesce(l.nearest_on <= r.about_on, true)
        ORDER BY r.about_on, w.position, r.for_on
        """;

    const string ChasedSql = $"""
        SELECT r.unit_id, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, r.sentence, r.about, r.about_on, r.for_on
        FROM unnest(@units, @since) AS told(unit_id, on_day)
        JOIN reminders r ON r.region_id = @regionId AND r.unit_id = told.unit_id AND r.for_on > told.on_day AND r.for_on <= @today AND r.level = 'Nudge'
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN lamps l ON l.region_id = r.region_id AND l.assignment_id = r.assignment_id
        WHERE {StillOpen.Sql} AND NOT EXISTS (SELECT FROM mail_promises p WHERE p.region_id = r.region_id AND p.kind = 'Nudge'
            AND p.unit_id = r.unit_id AND p.person_id IS NULL AND p.subject_id IS NULL AND p.for_on = r.for_on)
        ORDER BY r.about_on, w.position
        """;

    const string RemindersSql = """
        SELECT told.unit_id, count(*)::int AS n
        FROM unnest(@units, @since) AS told(unit_id, on_day)
        JOIN reminders r ON r.region_id = @regionId AND r.unit_id = told.unit_id AND r.for_on > told.on_day AND r.for_on <= @today
        GROUP BY told.unit_id
        """;

    const string DraftsSql = $"""
        SELECT a.unit_id, w.number, {LetterLines.TitleSql} AS title, p.name AS drafted_by, d.drafted_at
        FROM approval_drafts d
        JOIN assignments a ON a.region_id = d.region_id AND a.id = d.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN people p ON p.region_id = d.region_id AND p.id = d.drafted_by
        WHERE d.region_id = @regionId AND a.unit_id = ANY(@units) AND NOT EXISTS (SELECT FROM approval_decisions x
            WHERE x.region_id = d.region_id AND x.draft_id = d.id) AND NOT {Ended.Sql}
        ORDER BY d.drafted_at, d.id
        """;

    const string StandingSql = $"""
        SELECT l.unit_id, w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, l.lamp, l.reason, l.nearest_on
        FROM lamps l JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        WHERE l.region_id = @regionId AND l.unit_id = ANY(@units) AND l.lamp IN ('Red', 'Yellow')
        ORDER BY l.lamp, l.nearest_on, w.position
        """;

    /// <summary>Those of these people who hold the role and can be reached, with each of their units.</summary>
    public static async Task<IReadOnlyList<Reader>> Readers(NpgsqlConnection connection, int regionId, Role role, long[] people) =>
        (await connection.QueryAsync<Reader>(ReadersSql, new { regionId, role = role.ToString(), people })).AsList();

    public static Task<ILookup<long, Count>> Counts(NpgsqlConnection connection, int regionId, long[] units) =>
        ByUnit<Count>(connection, CountsSql, new { regionId, units }, r => r.UnitId);

    public static Task<ILookup<long, Unsigned>> NotSigned(NpgsqlConnection connection, int regionId, long[] units) =>
        ByUnit<Unsigned>(connection, UnsignedSql, new { regionId, units }, r => r.UnitId);

    /// <summary>What the office adjusted and the unit has not signed.</summary>
    public static Task<ILookup<long, Adjusted>> NotSignedAgain(NpgsqlConnection connection, int regionId, long[] units) =>
        ByUnit<Adjusted>(connection, AdjustedSql, new { regionId, units }, r => r.UnitId);

    /// <summary>Dates that the calendar has moved since a moment.</summary>
    public static Task<ILookup<long, Moved>> MovedByCalendar(NpgsqlConnection connection, int regionId, long[] units, Instant since, LocalDate today) =>
        ByUnit<Moved>(connection, MovedSql, new { regionId, units, since, today }, r => r.UnitId);

    /// <summary>批示 that the unit has not answered.</summary>
    public static Task<ILookup<long, Instructed>> NotAnswered(NpgsqlConnection connection, int regionId, long[] units) =>
        ByUnit<Instructed>(connection, InstructedSql, new { regionId, units }, r => r.UnitId);

    public static Task<ILookup<long, Returned>> CameBack(NpgsqlConnection connection, int regionId, long[] units) =>
        ByUnit<Returned>(connection, ReturnedSql, new { regionId, units }, r => r.UnitId);

    /// <returns>how many reminders each unit was promised after the day that it was last told; units without any are left out</returns>
    public static async Task<IReadOnlyDictionary<long, int>> RemindersSince(
        NpgsqlConnection connection, int regionId, IReadOnlyDictionary<long, LocalDate> told, LocalDate today) =>
        (await connection.QueryAsync<(long UnitId, int N)>(RemindersSql, new
        {
            regionId, today, units = told.Keys.ToArray(), since = told.Values.Select(day => day.ToDateOnly()).ToArray(),
        })).ToDictionary(r => r.UnitId, r => r.N);

    /// <summary>Dates near, of which reminders were promised after the day that the unit was last told.</summary>
    public static Task<ILookup<long, Ahead>> LimitsAhead(
        NpgsqlConnection connection, int regionId, IReadOnlyDictionary<long, LocalDate> told, LocalDate today) =>
        ByUnit<Ahead>(connection, AheadSql, new
        {
            regionId, today, units = told.Keys.ToArray(), since = told.Values.Select(day => day.ToDateOnly()).ToArray(),
        }, r => r.UnitId);

    /// <summary>What units are chased for after the day that each was last told, where the week's mails were used up.</summary>
    public static Task<ILookup<long, Ahead>> ChasedWithoutMail(
        NpgsqlConnection connection, int regionId, IReadOnlyDictionary<long, LocalDate> told, LocalDate today) =>
        ByUnit<Ahead>(connection, ChasedSql, new
        {
            regionId, today, units = told.Keys.ToArray(), since = told.Values.Select(day => day.ToDateOnly()).ToArray(),
        }, r => r.UnitId);

    /// <summary>What lies before the units' heads, oldest first.</summary>
    public static Task<ILookup<long, Draft>> ForApproval(NpgsqlConnection connection, int regionId, long[] units) =>
        ByUnit<Draft>(connection, DraftsSql, new { regionId, units }, r => r.UnitId);

    public static Task<ILookup<long, Standing>> RedAndYellow(NpgsqlConnection connection, int regionId, long[] units) =>
        ByUnit<Standing>(connection, StandingSql, new { regionId, units }, r => r.UnitId);

    static async Task<ILookup<long, T>> ByUnit<T>(NpgsqlConnection connection, string sql, object parameters, Func<T, long> unit) =>
        (await connection.QueryAsync<T>(sql, parameters)).ToLookup(unit);
}
