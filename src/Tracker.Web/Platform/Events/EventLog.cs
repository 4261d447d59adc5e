using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>One line of the append-only log.</summary>
/// <param name="Verb">the verb's class name, such as <c>Acknowledge</c></param>
/// <param name="Subject">kind and id of the row, such as <c>WorkItem:17</c></param>
/// <param name="Sentence">the event in words: the item's story is made of these</param>
public sealed record Event(string Verb, string Subject, string Sentence, object? Before = null, object? After = null);

/// <summary>Writes events in the transaction of their cause: no verb without its event, no event without its verb.</summary>
public sealed class EventLog(TimeProvider time)
{
    static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new IsoDateJson(), new JsonStringEnumConverter() },
    };

    const string AppendSql = """
        INSERT INTO events (region_id, at, recorded_at, person_id, person_name, unit_name, verb, subject, sentence, before, after)
        SELECT @RegionId, @at, @recordedAt, @PersonId, @Name, @UnitName, e.verb, e.subject, e.sentence, e.before::jsonb, e.after::jsonb
        FROM unnest(@verbs, @subjects, @sentences, @befores, @afters) AS e(verb, subject, sentence, before, after)
        """;

    /// <summary>Appends events in order, in one statement.</summary>
    public Task Append(NpgsqlConnection connection, Actor by, Instant at, params IReadOnlyList<Event> events) =>
        connection.ExecuteAsync(AppendSql, Parameters(by, at, events));

    /// <summary>Appends one event.</summary>
    /// <returns>its id, for what refers to it</returns>
    public Task<long> AppendOne(NpgsqlConnection connection, Actor by, Instant at, Event one) =>
        connection.ExecuteScalarAsync<long>(AppendSql + " RETURNING id", Parameters(by, at, [one]));

    object Parameters(Actor by, Instant at, IReadOnlyList<Event> events) => new
    {
        by.RegionId, at, recordedAt = Instant.FromDateTimeOffset(time.GetUtcNow()), by.PersonId, by.Name, by.UnitName,
        verbs = events.Select(e => e.Verb).ToArray(),
        subjects = events.Select(e => e.Subject).ToArray(),
        sentences = events.Select(e => e.Sentence).ToArray(),
        befores = events.Select(e => Serialized(e.Before)).ToArray(),
        afters = events.Select(e => Serialized(e.After)).ToArray(),
    };

    static string? Serialized(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);
}
