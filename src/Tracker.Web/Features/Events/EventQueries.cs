using Dapper;
using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Events;

/// <summary>The event log as the auditor reads it: newest first, a page at a time.</summary>
public sealed class EventQueries(Database database) : IFeature
{
    public const int PageSize = 50;

    /// <summary>What to look for; empty means all.</summary>
    /// <param name="Person">part of a person's or a unit's name, as it was written on the day</param>
    /// <param name="Verb">a verb's name, whole</param>
    /// <param name="Subject">kind and id, or the kind alone</param>
    /// <param name="Words">part of the sentence</param>
    /// <param name="Below">only events older than this one; null for the newest</param>
    public sealed record Filter(string Person, string Verb, string Subject, string Words, LocalDate? From, LocalDate? Until, long? Below);

    /// <param name="At">office time</param>
    /// <param name="RecordedAt">machine time; differs from office time in a practice database</param>
    public sealed record Row(
        long Id, Instant At, Instant RecordedAt, string PersonName, string UnitName, string Verb, string Subject, string Sentence, string? Before, string? After);

    // One row more than a page, to know whether another page follows.
    const string Sql = """
        SELECT id, at, recorded_at, person_name, unit_name, verb, subject, sentence, before::text AS before, after::text AS after
        FROM events
        WHERE region_id = @regionId
            AND (@Below::bigint IS NULL OR id < @Below)
            AND (@Person = '' OR strpos(person_name, @Person) > 0 OR strpos(unit_name, @Person) > 0)
            AND (@Verb = '' OR verb = @Verb)
            AND (@Subject = '' OR subject = @Subject OR starts_with(subject, @Subject || ':'))
            AND (@Words = '' OR strpos(sentence, @Words) > 0)
            AND (@from::timestamptz IS NULL OR at >= @from)
            AND (@before::timestamptz IS NULL OR at < @before)
        ORDER BY id DESC
        LIMIT @limit
        """;

    /// <returns>at most <see cref="PageSize"/> events, and whether older ones follow</returns>
    public async Task<(IReadOnlyList<Row> Rows, bool More)> Page(int regionId, Filter filter)
    {
        await using var connection = await database.Open();
        var rows = (await connection.QueryAsync<Row>(Sql, new
        {
            regionId, filter.Person, filter.Verb, filter.Subject, filter.Words, filter.Below,
            from = StartOf(filter.From), before = StartOf(filter.Until?.PlusDays(1)), limit = PageSize + 1,
        })).AsList();
        return ([.. rows.Take(PageSize)], rows.Count > PageSize);
    }

    static Instant? StartOf(LocalDate? day) => day?.AtStartOfDayInZone(OfficeClock.Zone).ToInstant();
}
