using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.Deadlines;
using Tracker.Web.Features.Mail;

namespace Tracker.Web.Features.Digests;

/// <summary>The last digest that went out to somebody: all since then is news.</summary>
public sealed record LastTold(LocalDate On, Instant At)
{
    /// <summary>Never told: before everything that this system knows of.</summary>
    public static readonly LastTold Never = new(new LocalDate(1900, 1, 1), Instant.FromUtc(1900, 1, 1, 0, 0));
}

/// <summary>When digests were sent, and when they are told in full.</summary>
public static class DigestDays
{
    sealed record Row(long PersonId, LocalDate? ForOn, Instant? ResolvedAt);

    // The other two names are of the time when each role had a digest of its own. What went out in a pause told only what cannot be paused:
    // the first digest after it tells the rest.
    const string SinceSql = """
        SELECT person_id, last.for_on, last.resolved_at
        FROM unnest(@people) AS person_id
        LEFT JOIN LATERAL (
            SELECT p.for_on, p.resolved_at FROM mail_promises p
            WHERE p.region_id = @regionId AND p.kind IN ('Digest', 'LiaisonDigest', 'CoordinatorDigest') AND p.unit_id IS NULL AND p.person_id = person_id.person_id
              AND p.subject_id IS NULL AND p.for_on < @today
              AND NOT EXISTS (SELECT FROM mail_settings s WHERE s.region_id = p.region_id AND s.person_id = p.person_id
                  AND p.for_on BETWEEN s.paused_from AND s.paused_to AND s.paused_to < @today)
              AND EXISTS (SELECT FROM mails m WHERE m.region_id = p.region_id AND m.promise_id = p.id)
            ORDER BY p.for_on DESC LIMIT 1) last ON true
        """;

    /// <returns>for each person the last digest before that day</returns>
    public static async Task<IReadOnlyDictionary<long, LastTold>> Since(
        NpgsqlConnection connection, int regionId, IEnumerable<long> people, LocalDate today) =>
        (await connection.QueryAsync<Row>(SinceSql, new { regionId, people = people.Distinct().ToArray(), today }))
            .ToDictionary(r => r.PersonId, r => r is { ForOn: { } on, ResolvedAt: { } at } ? new(on, at) : LastTold.Never);

    /// <summary>True on the week's first working day, when digests are told in full.</summary>
    public static bool IsFullDay(LocalDate today, WorkingCalendar calendar)
    {
        var monday = today.DayOfWeek == IsoDayOfWeek.Monday ? today : today.Previous(IsoDayOfWeek.Monday);
        return calendar.IsWorkday(today) && calendar.AddWorkdays(today, -1).Date < monday;
    }

    /// <summary>True on the month's first working day.</summary>
    public static bool IsFirstOfMonth(LocalDate today, WorkingCalendar calendar) =>
        calendar.IsWorkday(today) && calendar.AddWorkdays(today, -1).Date.Month != today.Month;
}
