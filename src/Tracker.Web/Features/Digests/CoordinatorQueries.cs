using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Mail;
using Tracker.Web.Features.Namings;
using Tracker.Web.Features.Requests;
using Tracker.Web.Features.Transfers;
using Tracker.Web.Features.Triggers;

namespace Tracker.Web.Features.Digests;

/// <summary>What the coordinators' digest is made of: the region's queues, each as it stands.</summary>
public static class CoordinatorQueries
{
    public sealed record Draft(string Title, LocalDate ImportedOn, bool IsNew, int Items, int Unconfirmed);
    public sealed record Unsigned(string UnitName, LocalDate DispatchedOn, bool IsNew);
    public sealed record Undelivered(string? UnitName, string Reason, LocalDate ForOn);
    public sealed record Waiting(long WorkItemId, string Number, string Title, string UnitName, LocalDate SubmittedOn, bool IsNew) : LetterLines.IItem;
    public sealed record Request(
        long WorkItemId, string Number, string Title, string UnitName, RequestKind Kind, LocalDate AskedOn, bool IsNew) : LetterLines.IItem
    {
        public string KindInWords => Kind.Chinese();
    }

    public sealed record Changed(Lamp Lamp, bool Done, int N);
    public sealed record NewRed(long WorkItemId, string Number, string Title, string UnitName, string Reason, LocalDate? NearestOn) : LetterLines.IItem;
    public sealed record Order(string UnitName, LocalDate DraftedOn, bool IsNew, int Lines);
    public sealed record Failed(string Recipient, string Address, string Subject, string? Error);
    public sealed record Untransferred(string UnitName, LocalDate EndedOn, bool IsNew, int N);
    public sealed record Suspended(long WorkItemId, string Number, string Title, string Reason, LocalDate ReviewOn, bool IsNew) : LetterLines.IItem;
    public sealed record Triggered(long WorkItemId, string Number, string Title, LocalDate AnsweredOn, LocalDate ProposedOn, bool IsNew) : LetterLines.IItem;
    public sealed record Instructed(long Id, string Number, string Leader, string Text, LocalDate GivenOn, bool PassedOn, bool IsNew);
    public sealed record Chase(long WorkItemId, string Number, string Title, string UnitName, string? ForUnit, LocalDate AskedOn, bool IsNew) : LetterLines.IItem;
    public sealed record Naming(long WorkItemId, string Number, string Title, string Spelling, string Lead, LocalDate ProposedOn, bool IsNew) : LetterLines.IItem;
    public sealed record Totals(int Red, int Yellow);

    const string DraftsSql = """
        SELECT n.title, n.imported_on, n.imported_at > @told AS is_new, count(w.id)::int AS items,
            count(w.id) FILTER (WHERE NOT EXISTS (SELECT FROM item_confirmations c
                WHERE c.region_id = w.region_id AND c.work_item_id = w.id AND c.version = w.version))::int AS unconfirmed
        FROM work_plans p
        JOIN notices n ON n.region_id = p.region_id AND n.id = p.notice_id
        LEFT JOIN work_items w ON w.region_id = p.region_id AND w.work_plan_id = p.id
        WHERE p.region_id = @regionId AND NOT EXISTS (SELECT FROM dispatches d WHERE d.region_id = p.region_id AND d.work_plan_id = p.id)
        GROUP BY n.id, n.title, n.imported_on, n.imported_at ORDER BY n.imported_on, n.id
        """;

    const string UnsignedSql = $"""
        SELECT n.short_name AS unit_name, d.dispatched_on, d.dispatched_at > @told AS is_new
        FROM dispatches d
        JOIN dispatch_units u ON u.region_id = d.region_id AND u.dispatch_id = d.id
        JOIN units n ON n.region_id = u.region_id AND n.id = u.unit_id
        WHERE d.region_id = @regionId AND {Assignments.Unsigned.Sql}
        ORDER BY d.dispatched_on, n.position, n.id
        """;

    const string UndeliveredSql = """
        SELECT u.short_name AS unit_name, x.reason, p.for_on
        FROM mail_promises p
        JOIN undelivered x ON x.region_id = p.region_id AND x.promise_id = p.id
        LEFT JOIN units u ON u.region_id = p.region_id AND u.id = p.unit_id
        WHERE p.region_id = @regionId AND x.noticed_at > @told ORDER BY p.for_on, p.id
        """;

    const string WaitingSql = $"""
        SELECT w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, u.short_name AS unit_name, c.submitted_on, c.submitted_at > @told AS is_new
        FROM completions c
        JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE c.region_id = @regionId AND NOT EXISTS (SELECT FROM completion_decisions d
            WHERE d.region_id = c.region_id AND d.completion_id = c.id)
        ORDER BY c.submitted_on, c.id
        """;

    const string RequestsSql = $"""
        SELECT w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, u.short_name AS unit_name, r.kind, r.asked_on, r.asked_at > @told AS is_new
        FROM requests r
        JOIN assignments a ON a.region_id = r.region_id AND a.id = r.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        WHERE r.region_id = @regionId AND {RequestQueries.WaitsSql}
        ORDER BY r.asked_at, r.id
        """;

    const string ChangedSql = """
        SELECT lamp, done, count(*)::int AS n FROM lamps
        WHERE region_id = @regionId AND since > @since AND (lamp <> 'Green' OR done)
        GROUP BY lamp, done ORDER BY lamp, done
        """;

    const string NewRedSql = $"""
        SELECT w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, u.short_name AS unit_name, l.reason, l.nearest_on
        FROM lamps l
        JOIN work_items w ON w.region_id = l.region_id AND w.id = l.work_item_id
        JOIN units u ON u.region_id = l.region_id AND u.id = l.unit_id
        WHERE l.region_id = @regionId AND l.lamp = 'Red' AND l.since > @since AND l.role <> 'Support'
        ORDER BY l.nearest_on, w.position, u.position
        """;

    const string OrdersSql = """
        SELECT u.short_name AS unit_name, o.drafted_on, o.drafted_at > @told AS is_new, count(l.reminder_id)::int AS lines
        FROM orders o
        JOIN units u ON u.region_id = o.region_id AND u.id = o.unit_id
        JOIN order_lines l ON l.region_id = o.region_id AND l.order_id = o.id
        WHERE o.region_id = @regionId AND o.closed_on IS NULL AND l.sending_id IS NULL
        GROUP BY o.id, u.short_name, u.position, o.drafted_on, o.drafted_at ORDER BY o.drafted_on, u.position
        """;

    const string FailedSql = """
        SELECT m.recipient_name AS recipient, m.address, m.subject, m.last_error AS error
        FROM mails m WHERE m.region_id = @regionId AND m.failed_at >= @told ORDER BY m.id
        """;

    const string TotalsSql = """
        SELECT coalesce(sum(n) FILTER (WHERE lamp = 'Red'), 0)::int AS red, coalesce(sum(n) FILTER (WHERE lamp = 'Yellow'), 0)::int AS yellow
        FROM lamp_counts WHERE region_id = @regionId
        """;

    static readonly string UntransferredSql = $"""
        SELECT u.short_name AS unit_name, u.ended_on, u.ended_on > @since AS is_new, count(*)::int AS n {TransferQueries.WaitingSql}
        GROUP BY u.id, u.short_name, u.position, u.ended_on ORDER BY u.ended_on, u.position, u.id
        """;

    const string SuspendedSql = $"""
        SELECT w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, due.reason, due.review_on, due.review_on > @since AS is_new {SuspensionQueries.DueSql}
        ORDER BY due.review_on, w.position
        """;

    const string TriggeredSql = $"""
        SELECT w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, said.answered_on, said.proposed_on, said.answered_at > @told AS is_new {TriggerQueries.MetSql}
        ORDER BY said.answered_on, w.position
        """;

    const string InstructionsSql = $"""
        SELECT i.id, w.number, i.leader_name AS leader, i.text, i.given_on,
            EXISTS (SELECT FROM instruction_parts x WHERE x.region_id = i.region_id AND x.instruction_id = i.id) AS passed_on,
            greatest(i.entered_at, (SELECT max(x.answered_at) FROM instruction_answers x WHERE x.region_id = i.region_id AND x.instruction_id = i.id)) > @told AS is_new
        FROM instructions i JOIN work_items w ON w.region_id = i.region_id AND w.id = i.work_item_id
        WHERE i.region_id = @regionId AND {InstructionQueries.WaitsSql}
        ORDER BY i.given_on, i.id
        """;

    const string ChasesSql = $"""
        SELECT w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, u.short_name AS unit_name, l.short_name AS for_unit, h.asked_on, h.asked_at > @told AS is_new
        FROM (SELECT h.* {ChaseQueries.WaitingSql}) h
        JOIN assignments a ON a.region_id = h.region_id AND a.id = h.assignment_id
        JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
        JOIN units u ON u.region_id = h.region_id AND u.id = h.unit_id
        LEFT JOIN assignments m ON m.region_id = h.region_id AND m.id = h.lead_assignment_id
        LEFT JOIN units l ON l.region_id = m.region_id AND l.id = m.unit_id
        ORDER BY h.asked_at, h.id
        """;

    const string NamingsSql = $"""
        SELECT w.id AS work_item_id, w.number, {LetterLines.TitleSql} AS title, n.spelling, u.short_name AS lead, n.proposed_on, n.proposed_at > @told AS is_new
        FROM (SELECT n.* {NamingQueries.WaitingSql}) n
        JOIN work_items w ON w.region_id = n.region_id AND w.id = n.work_item_id
        JOIN assignments a ON a.region_id = n.region_id AND a.id = n.assignment_id
        JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
        ORDER BY n.proposed_at, n.id
        """;

    /// <summary>The queues of a region.</summary>
    /// <param name="last">the last digest: what is told once counts from there</param>
    public static async Task<CoordinatorDay> Load(NpgsqlConnection connection, int regionId, LastTold last, LetterDay day, bool full)
    {
        var key = new { regionId, since = last.On, told = last.At, day.Today };
        return new(day.Today, day.Calendar, full, await connection.QuerySingleAsync<Totals>(TotalsSql, key),
            await List<Draft>(DraftsSql), await List<Unsigned>(UnsignedSql), await List<Undelivered>(UndeliveredSql), await List<Waiting>(WaitingSql), await List<Request>(RequestsSql),
            await List<Changed>(ChangedSql), await List<NewRed>(NewRedSql), await List<Order>(OrdersSql), await List<Failed>(FailedSql),
            await List<Untransferred>(UntransferredSql), await List<Suspended>(SuspendedSql), await List<Triggered>(TriggeredSql), await List<Instructed>(InstructionsSql),
            await List<Chase>(ChasesSql), await List<Naming>(NamingsSql));

        async Task<IReadOnlyList<T>> List<T>(string sql) => (await connection.QueryAsync<T>(sql, key)).AsList();
    }
}
