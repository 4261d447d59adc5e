using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Features.Mail;

/// <summary>邮件设置 of one person: what is switched off, and a pause in which nothing comes that may be switched off.</summary>
/// <param name="PausedFrom">first day of the pause; its last day, <paramref name="PausedTo"/>, is part of it</param>
public sealed record MailSettings(IReadOnlySet<MailTopic> Off, LocalDate? PausedFrom, LocalDate? PausedTo, int Version)
{
    /// <summary>Of somebody who has set nothing.</summary>
    public static readonly MailSettings Everything = new(new HashSet<MailTopic>(), null, null, 0);

    sealed record Row(long PersonId, string[] Off, LocalDate? PausedFrom, LocalDate? PausedTo, int Version);

    const string Sql = """
        SELECT person_id, off, paused_from, paused_to, version FROM mail_settings WHERE region_id = @regionId AND person_id = ANY(@people)
        """;

    /// <param name="topic">null for what cannot be switched off, which is always wanted</param>
    public bool Wants(MailTopic? topic, LocalDate today) => topic is not { } optional || !Off.Contains(optional) && !IsPausedOn(today);

    public bool IsPausedOn(LocalDate day) => PausedFrom <= day && day <= PausedTo;

    /// <returns>a row for each who has set anything; see <see cref="For"/></returns>
    public static async Task<IReadOnlyDictionary<long, MailSettings>> Of(NpgsqlConnection connection, int regionId, IEnumerable<long> people) =>
        (await connection.QueryAsync<Row>(Sql, new { regionId, people = people.Distinct().ToArray() })).ToDictionary(r => r.PersonId,
            // A topic that is no more is forgotten.
            r => new MailSettings(r.Off.Where(t => Enum.TryParse<MailTopic>(t, out _)).Select(Enum.Parse<MailTopic>).ToHashSet(), r.PausedFrom, r.PausedTo, r.Version));
}

public static class MailSettingsOfPeople
{
    /// <summary>Somebody's settings; everything is on for who has none, and for a contact without an account.</summary>
    public static MailSettings For(this IReadOnlyDictionary<long, MailSettings> settings, long? person) =>
        person is { } id && settings.TryGetValue(id, out var own) ? own : MailSettings.Everything;
}
