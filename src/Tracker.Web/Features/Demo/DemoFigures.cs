using Dapper;
using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Demo;

/// <summary>What the played year came to, counted from the tables and from nothing else.</summary>
public sealed class DemoFigures(Database database) : IFeature
{
    /// <param name="Acknowledged">units that have signed</param>
    /// <param name="Reports">lines of returns and single reports</param>
    /// <param name="Completed">items closed</param>
    /// <param name="Overdue">items whose lamp is red</param>
    /// <param name="Reminders">steps of the ladder, all levels</param>
    /// <param name="Digests">digests written</param>
    /// <param name="MailsPromised">mails in the outbox, whatever became of them</param>
    public sealed record Total(
        int Items, int Assignments, int Units, int Acknowledged, int Reports, int Completed, int Overdue,
        int Reminders, int Digests, int MailsPromised, int MailsSent, int MailsFailed);

    /// <summary>One month; lamps are those of its last day played.</summary>
    /// <param name="Red">assignments with a red lamp</param>
    public sealed record Month(
        LocalDate First, int Returns, int Reports, int Submitted, int Confirmed, int Closed, int HeadsUps, int Nudges, int Orders, int Mails, int Red, int Yellow);

    const string TotalSql = """
        SELECT
            (SELECT count(*) FROM work_items WHERE region_id = @regionId AND work_plan_id = @planId)::int AS items,
            (SELECT count(*) FROM assignments a JOIN work_items w ON w.region_id = a.region_id AND w.id = a.work_item_id
                WHERE a.region_id = @regionId AND w.work_plan_id = @planId)::int AS assignments,
            (SELECT count(*) FROM dispatch_units WHERE region_id = @regionId)::int AS units,
            (SELECT count(*) FROM acknowledgements WHERE region_id = @regionId)::int AS acknowledged,
            (SELECT count(*) FROM progress_reports WHERE region_id = @regionId)::int AS reports,
            (SELECT count(*) FROM item_closings WHERE region_id = @regionId)::int AS completed,
            (SELECT count(*) FROM item_lamps WHERE region_id = @regionId AND lamp = 'Red')::int AS overdue,
            (SELECT count(*) FROM reminders WHERE region_id = @regionId)::int AS reminders,
            (SELECT count(DISTINCT m.promise_id) FROM mails m JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id
                WHERE m.region_id = @regionId AND p.kind = 'Digest')::int AS digests,
            (SELECT count(*) FROM mails WHERE region_id = @regionId)::int AS mails_promised,
            (SELECT count(*) FROM mails WHERE region_id = @regionId AND sent_at IS NOT NULL)::int AS mails_sent,
            (SELECT count(*) FROM mails WHERE region_id = @regionId AND failed_at IS NOT NULL)::int AS mails_failed
        """;

    const string MonthSql = """
        SELECT @first AS first,
            (SELECT count(*) FROM returns WHERE region_id = @regionId AND submitted_on >= @first AND submitted_on < @next)::int AS returns,
            (SELECT count(*) FROM progress_reports WHERE region_id = @regionId AND reported_on >= @first AND reported_on < @next)::int AS reports,
            (SELECT count(*) FROM completions WHERE region_id = @regionId AND submitted_on >= @first AND submitted_on < @next)::int AS submitted,
            (SELECT count(*) FROM completion_decisions WHERE region_id = @regionId AND decision = 'Confirmed'
                AND decided_on >= @first AND decided_on < @next)::int AS confirmed,
            (SELECT count(*) FROM item_closings WHERE region_id = @regionId AND closed_on >= @first AND closed_on < @next)::int AS closed,
            count(*) FILTER (WHERE level = 'HeadsUp')::int AS heads_ups,
            count(*) FILTER (WHERE level = 'Nudge')::int AS nudges,
            (SELECT count(*) FROM orders WHERE region_id = @regionId AND drafted_on >= @first AND drafted_on < @next)::int AS orders,
            (SELECT count(*) FROM mails WHERE region_id = @regionId AND office_at >= @from AND office_at < @until)::int AS mails,
            (SELECT count(*) FROM lamps WHERE region_id = @regionId AND lamp = 'Red')::int AS red,
            (SELECT count(*) FROM lamps WHERE region_id = @regionId AND lamp = 'Yellow')::int AS yellow
        FROM reminders WHERE region_id = @regionId AND for_on >= @first AND for_on < @next
        """;

    public async Task<Total> InAll(int regionId, long planId)
    {
        await using var connection = await database.Open();
        return await connection.QuerySingleAsync<Total>(TotalSql, new { regionId, planId });
    }

    /// <param name="day">any day of the month; its lamps are those of now</param>
    public async Task<Month> OfMonth(int regionId, LocalDate day)
    {
        var first = day.With(DateAdjusters.StartOfMonth);
        await using var connection = await database.Open();
        return await connection.QuerySingleAsync<Month>(MonthSql, new
        {
            regionId, first, next = first.PlusMonths(1), from = Start(first), until = Start(first.PlusMonths(1)),
        });
    }

    static Instant Start(LocalDate day) => day.AtStartOfDayInZone(OfficeClock.Zone).ToInstant();
}
