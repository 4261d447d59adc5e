using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Reminders;
using Tracker.Web.Features.Rules;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>预览: what a day to come would send if nothing happened until then. The day's jobs are run and taken back, so that the preview cannot
/// differ from what will be sent; no mail leaves, and nothing is stored.</summary>
public sealed class PreviewMail(Database database, Sweep sweep, ResolvePromises resolve) : IFeature
{
    public sealed record Mail(MailKind Kind, string? UnitName, string RecipientName, string Address, string Subject, string Text);

    public sealed record Nobody(MailKind Kind, string? UnitName, string Reason);

    /// <param name="Orders">督办通知单 that would be drafted, and wait for a person to send them</param>
    public sealed record Preview(LocalDate Day, IReadOnlyList<Mail> Mails, IReadOnlyList<Nobody> Undelivered, int Orders);

    /// <summary>Further away than this, too much will have happened.</summary>
    public const int DaysAtMost = 31;

    // Whoever works meanwhile waits no longer than this.
    const string PatienceSql = "SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '30s'";

    const string BeforeSql = "SELECT coalesce(max(id), 0) FROM mails WHERE region_id = @regionId";

    const string MailsSql = """
        SELECT p.kind, u.short_name AS unit_name, m.recipient_name, m.address, m.subject, m.text
        FROM mails m JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id
        LEFT JOIN units u ON u.region_id = p.region_id AND u.id = p.unit_id
        WHERE m.region_id = @regionId AND m.id > @before ORDER BY p.kind = 'Digest', p.kind, u.position, m.recipient_name, m.id
        """;

    const string UndeliveredSql = """
        SELECT p.kind, u.short_name AS unit_name, x.reason
        FROM undelivered x JOIN mail_promises p ON p.region_id = x.region_id AND p.id = x.promise_id
        LEFT JOIN units u ON u.region_id = p.region_id AND u.id = p.unit_id
        WHERE x.region_id = @regionId AND x.noticed_at = @now ORDER BY u.position
        """;

    /// <summary>The working day after that one.</summary>
    public async Task<LocalDate> NextWorkday(int regionId, LocalDate day)
    {
        await using var connection = await database.Open();
        return (await Calendars.Load(connection, regionId)).AddWorkdays(day, 1).Date;
    }

    /// <param name="day">today or later, a month ahead at most</param>
    /// <exception cref="RuleBroken">another day, or others are at work on the same rows just now</exception>
    public async Task<Preview> Run(int regionId, LocalDate today, LocalDate day)
    {
        if (day < today || Period.DaysBetween(today, day) > DaysAtMost)
            throw new RuleBroken("no-such-preview", $"只能预览今天起 {DaysAtMost} 天以内的邮件。");
        try
        {
            return await database.InTransaction(connection => Play(connection, regionId, day), keep: _ => false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled)
        {
            throw new RuleBroken("busy", "现在办理的人较多，预览没有完成，也没有改变任何内容。请稍后再试。");
        }
    }

    async Task<Preview> Play(NpgsqlConnection connection, int regionId, LocalDate day)
    {
        await connection.ExecuteAsync(PatienceSql);
        var at = (await OfficeWays.Load(connection, regionId)).OpeningOf(day);
        var before = await connection.ExecuteScalarAsync<long>(BeforeSql, new { regionId });
        var swept = await sweep.Run(connection, regionId, at);
        await resolve.Run(connection, regionId, at);
        return new(day, (await connection.QueryAsync<Mail>(MailsSql, new { regionId, before })).AsList(),
            (await connection.QueryAsync<Nobody>(UndeliveredSql, new { regionId, now = at.Now })).AsList(), swept.OrdersDrafted);
    }
}
