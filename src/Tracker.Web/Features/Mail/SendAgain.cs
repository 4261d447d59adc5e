using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>重发: mails that were given up are tried again, at the address that their person has now. What was told meanwhile is not told twice:
/// it is the same mail, with the same Message-ID as long as its address is the same.</summary>
public sealed class SendAgain(Database database, EventLog events, Settings settings) : IFeature
{
    sealed record Failed(long Id, long PromiseId, string RecipientName, string Address, string Now);

    // A mail to a unit's contact has no person: its address is the contact's of that name.
    const string FailedSql = """
        SELECT m.id, m.promise_id, m.recipient_name, m.address, coalesce(nullif(h.email, ''), nullif(c.email, ''), m.address) AS now
        FROM mails m
        JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id
        LEFT JOIN people h ON h.region_id = m.region_id AND h.id = m.person_id
        LEFT JOIN LATERAL (SELECT x.email FROM unit_contacts x
            WHERE x.region_id = p.region_id AND x.unit_id = p.unit_id AND x.name = m.recipient_name AND m.person_id IS NULL ORDER BY x.position LIMIT 1) c ON true
        WHERE m.region_id = @RegionId AND (@mailId::bigint IS NULL OR m.id = @mailId) AND m.failed_at IS NOT NULL AND h.disabled_at IS NULL
            AND NOT EXISTS (SELECT FROM mails other WHERE other.region_id = m.region_id AND other.promise_id = m.promise_id AND other.id <> m.id
                AND other.address = coalesce(nullif(h.email, ''), nullif(c.email, ''), m.address))
        ORDER BY m.id FOR UPDATE OF m
        """;

    const string AgainSql = """
        UPDATE mails m SET failed_at = NULL, attempts = 0, last_error = NULL, claimed_by = NULL, claimed_until = NULL, next_attempt_at = '-infinity', address = a.address, message_id = a.message_id
        FROM unnest(@ids, @addresses, @messageIds) AS a(id, address, message_id)
        WHERE m.region_id = @RegionId AND m.id = a.id
        """;

    /// <param name="mailId">one mail; null for all that were given up</param>
    /// <returns>how many are tried again</returns>
    /// <exception cref="RuleBroken">neither coordinator nor system administrator, or nothing there to send again</exception>
    public Task<int> Run(Actor by, OfficeMoment at, long? mailId) => database.InTransaction(async connection =>
    {
        if (!by.Is(Role.Coordinator) && !by.Is(Role.SystemAdministrator))
            throw new RuleBroken("only-keepers", "重发邮件由督办员或系统管理员办理。");
        var failed = (await connection.QueryAsync<Failed>(FailedSql, new { by.RegionId, mailId })).AsList();
        if (failed.Count == 0)
            throw new RuleBroken("nothing-to-send-again", "没有可以重发的邮件：已经重发、已改发其他联系人，或收件人已停用。");
        await connection.ExecuteAsync(AgainSql, new
        {
            by.RegionId, ids = failed.Select(f => f.Id).ToArray(), addresses = failed.Select(f => f.Now).ToArray(),
            messageIds = failed.Select(f => MessageIds.For(by.RegionId, f.PromiseId, f.Now, settings.MailFrom)).ToArray(),
        });
        await events.Append(connection, by, at.Now,
            [.. failed.Select(f => new Event(nameof(SendAgain), $"Mail:{f.Id}", $"重发邮件给{f.RecipientName}{(f.Now == f.Address ? "" : $"，改用 {f.Now}")}"))]);
        return failed.Count;
    });
}
