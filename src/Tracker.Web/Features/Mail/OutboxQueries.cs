using Dapper;
using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>What was promised, sent, failed and could not be delivered.</summary>
public sealed class OutboxQueries(Database database) : IFeature
{
    public sealed record Counts(int Promised, int Waiting, int Sent, int Failed, int Undelivered);

    public sealed record MailRow(long Id, MailKind Kind, string? UnitName, string RecipientName, string Address, string Subject, Instant OfficeAt,
        Instant? SentAt, Instant? FailedAt, int Attempts, Instant NextAttemptAt, string? LastError);

    public sealed record UndeliveredRow(MailKind Kind, string? UnitName, LocalDate ForOn, Instant NoticedAt, string Reason);

    const int PageSize = 100;

    const string CountsSql = """
        SELECT (SELECT count(*)::int FROM mail_promises p WHERE p.region_id = @regionId AND p.resolved_at IS NULL) AS promised,
            count(*) FILTER (WHERE m.sent_at IS NULL AND m.failed_at IS NULL)::int AS waiting,
            count(m.sent_at)::int AS sent, count(m.failed_at)::int AS failed,
            (SELECT count(*)::int FROM undelivered u WHERE u.region_id = @regionId) AS undelivered
        FROM mails m WHERE m.region_id = @regionId
        """;

    const string MailsSql = """
        SELECT m.id, p.kind, u.short_name AS unit_name, m.recipient_name, m.address, m.subject, m.office_at, m.sent_at, m.failed_at,
            m.attempts, m.next_attempt_at, m.last_error
        FROM mails m
        JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id
        LEFT JOIN units u ON u.region_id = p.region_id AND u.id = p.unit_id
        WHERE m.region_id = @regionId AND (@below::bigint IS NULL OR m.id < @below) AND CASE @show
            WHEN 'waiting' THEN m.sent_at IS NULL AND m.failed_at IS NULL
            WHEN 'sent' THEN m.sent_at IS NOT NULL
            WHEN 'failed' THEN m.failed_at IS NOT NULL ELSE true END
        ORDER BY m.id DESC LIMIT @PageSize
        """;

    const string UndeliveredSql = """
        SELECT p.kind, u.short_name AS unit_name, p.for_on, x.noticed_at, x.reason
        FROM undelivered x
        JOIN mail_promises p ON p.region_id = x.region_id AND p.id = x.promise_id
        LEFT JOIN units u ON u.region_id = p.region_id AND u.id = p.unit_id
        WHERE x.region_id = @regionId ORDER BY x.noticed_at DESC, x.promise_id DESC LIMIT @PageSize
        """;

    public async Task<Counts> Totals(int regionId)
    {
        await using var connection = await database.Open();
        return await connection.QuerySingleAsync<Counts>(CountsSql, new { regionId });
    }

    /// <param name="show">waiting, sent, failed, or anything else for all</param>
    /// <param name="below">only mails with a smaller id: the next page</param>
    public async Task<IReadOnlyList<MailRow>> Mails(int regionId, string show, long? below)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<MailRow>(MailsSql, new { regionId, show, below, PageSize })).AsList();
    }

    /// <summary>无人接收, newest first.</summary>
    public async Task<IReadOnlyList<UndeliveredRow>> Undelivered(int regionId)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<UndeliveredRow>(UndeliveredSql, new { regionId, PageSize })).AsList();
    }
}
