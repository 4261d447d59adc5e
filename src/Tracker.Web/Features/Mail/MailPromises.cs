using Dapper;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>Promises messages in the transaction of their cause. Who gets them is resolved when they are sent,
/// on the same day or, if that is no working day, on the next one.</summary>
public static class MailPromises
{
    const string ToUnitsSql = """
        INSERT INTO mail_promises (region_id, kind, unit_id, subject_id, for_on, promised_at)
        SELECT @regionId, @kind, unit_id, @subjectId, @today, @now FROM unnest(@ids) AS unit_id
        ON CONFLICT ON CONSTRAINT a_message_is_promised_once DO NOTHING
        """;

    const string ToPeopleSql = """
        INSERT INTO mail_promises (region_id, kind, person_id, subject_id, for_on, promised_at)
        SELECT @regionId, @kind, person_id, @subjectId, @today, @now FROM unnest(@ids) AS person_id
        ON CONFLICT ON CONSTRAINT a_message_is_promised_once DO NOTHING
        """;

    /// <summary>One message to each unit; a second promise of the same kind, subject and day changes nothing.</summary>
    /// <param name="subjectId">the dispatch or the completion; none where the day says enough</param>
    /// <returns>how many are new</returns>
    public static Task<int> Promise(
        NpgsqlConnection connection, int regionId, MailKind kind, IReadOnlyCollection<long> unitIds, long? subjectId, OfficeMoment at) =>
        Insert(connection, ToUnitsSql, regionId, kind, unitIds, subjectId, at);

    /// <summary>The same to persons, for what is theirs alone, such as a digest.</summary>
    /// <returns>how many are new</returns>
    public static Task<int> PromiseToPeople(
        NpgsqlConnection connection, int regionId, MailKind kind, IReadOnlyCollection<long> personIds, long? subjectId, OfficeMoment at) =>
        Insert(connection, ToPeopleSql, regionId, kind, personIds, subjectId, at);

    static Task<int> Insert(
        NpgsqlConnection connection, string sql, int regionId, MailKind kind, IReadOnlyCollection<long> ids, long? subjectId, OfficeMoment at) =>
        connection.ExecuteAsync(sql, new { regionId, kind = kind.ToString(), subjectId, today = at.Today, now = at.Now, ids = ids.ToArray() });
}
