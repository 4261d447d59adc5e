using Dapper;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>发送失败: the mail is given up, shown in the queue 无人接收, and handed to the unit's next contact.</summary>
public static class FailedMails
{
    sealed record Contact(long PromiseId, long? PersonId, string Name, string Email);

    const string GiveUpSql = """
        UPDATE mails SET failed_at = @now, attempts = attempts + 1, last_error = @error, claimed_until = NULL
        WHERE region_id = @regionId AND id = @mailId AND sent_at IS NULL AND failed_at IS NULL
        """;

    const string UndeliveredSql = """
        INSERT INTO undelivered (region_id, promise_id, reason, noticed_at)
        SELECT region_id, promise_id, '发送失败（' || address || '）：' || @error, @now
        FROM mails WHERE region_id = @regionId AND id = @mailId
        ON CONFLICT DO NOTHING
        """;

    // Only a unit has a next contact: a digest is its reader's own. A mail to somebody else that is not lost is enough.
    const string NextContactSql = """
        SELECT m.promise_id, c.person_id, c.name, c.email
        FROM mails m
        JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id
        JOIN unit_contacts c ON c.region_id = p.region_id AND c.unit_id = p.unit_id AND c.email <> ''
        LEFT JOIN people holder ON holder.region_id = c.region_id AND holder.id = c.person_id
        WHERE m.region_id = @regionId AND m.id = @mailId AND holder.disabled_at IS NULL
          AND NOT EXISTS (SELECT FROM mails other WHERE other.region_id = m.region_id AND other.promise_id = m.promise_id
              AND (other.address = c.email OR other.failed_at IS NULL))
        ORDER BY c.position LIMIT 1
        """;

    const string ForwardSql = """
        INSERT INTO mails (region_id, promise_id, person_id, recipient_name, address, subject, text, html, message_id, office_at, next_attempt_at)
        SELECT region_id, promise_id, @PersonId, @Name, @Email, subject, text, html, @messageId, @now, '-infinity'
        FROM mails WHERE region_id = @regionId AND id = @mailId
        """;

    /// <param name="sender">the address mails come from</param>
    public static async Task GiveUp(
        NpgsqlConnection connection, int regionId, long mailId, string error, string sender, OfficeMoment at)
    {
        var mail = new { regionId, mailId, error, now = at.Now };
        if (await connection.ExecuteAsync(GiveUpSql, mail) == 0)
            return;
        await connection.ExecuteAsync(UndeliveredSql, mail);
        if (await connection.QueryFirstOrDefaultAsync<Contact>(NextContactSql, mail) is not { } contact)
            return;
        var messageId = MessageIds.For(regionId, contact.PromiseId, contact.Email, sender);
        await connection.ExecuteAsync(ForwardSql,
            new { regionId, mailId, contact.PersonId, contact.Name, contact.Email, messageId, now = at.Now });
    }
}
