using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;

namespace Tracker.Web.Features.Notices;

/// <summary>Writes a notice that was read as one JSON object; names and shapes are an agreement with other programs.</summary>
public static class NoticeJson
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ReadNotice read) => Of(read).ToJsonString(Readable);

    static JsonObject Of(ReadNotice read) => new()
    {
        ["notice"] = Of(read.Notice),
        ["noticeDeadlines"] = List(read.NoticeDeadlines, d => new JsonObject { ["what"] = d.What, ["raw"] = d.Raw, ["due"] = Iso(d.Due), ["rule"] = d.Rule }),
        ["goals"] = List(read.Goals, g => new JsonObject { ["raw"] = g.Raw, ["due"] = Iso(g.Due), ["text"] = g.Text }),
        ["categories"] = List(read.Categories, c => new JsonObject { ["no"] = c.No, ["title"] = c.Title }),
        ["tasks"] = List(read.Tasks, Of),
        ["doubts"] = List(read.Doubts, d => new JsonObject { ["field"] = d.Field, ["reason"] = d.Reason, ["place"] = d.Place is { } place ? Of(place) : null }),
    };

    static JsonObject Of(NoticeHead head) => new()
    {
        ["title"] = head.Title,
        ["documentNumber"] = head.DocumentNumber,
        ["issuer"] = head.Issuer,
        ["issuedOn"] = Iso(head.IssuedOn),
        ["publishedOn"] = Iso(head.PublishedOn),
        ["planYear"] = head.PlanYear,
        ["addressees"] = List(head.Addressees),
    };

    static JsonObject Of(ReadTask task) => new()
    {
        ["id"] = task.Id,
        ["category"] = task.Category,
        ["no"] = task.No,
        ["title"] = task.Title,
        ["text"] = task.Text,
        ["role"] = task.Role switch { TaskRole.Task => "task", TaskRole.Preamble => "preamble" },
        ["lead"] = List(task.Lead),
        ["support"] = List(task.Support),
        ["units"] = List(task.Units),
        ["unitsRaw"] = task.UnitsRaw,
        ["inherited"] = new JsonObject { ["units"] = task.Inherited.Units, ["timeLimit"] = task.Inherited.TimeLimit },
        ["timeLimit"] = Of(task.TimeLimit),
        ["milestones"] = List(task.Milestones, Of),
        ["obligations"] = List(task.Obligations, Of),
        ["collective"] = List(task.Collective, c => new JsonObject { ["unit"] = c.Unit, ["kind"] = c.Kind.ToString() }),
        ["place"] = Of(task.Place),
        ["doubts"] = List(task.Doubts, d => new JsonObject { ["field"] = Field(d.Field), ["reason"] = d.Reason, ["readings"] = List(d.Readings, Reading) }),
    };

    static JsonObject Of(TimeLimit limit) => new() { ["raw"] = limit.Raw, ["kind"] = limit.Kind.ToString(), ["due"] = Iso(limit.Due) };

    static JsonObject Of(Milestone milestone) => new() { ["raw"] = milestone.Raw, ["due"] = Iso(milestone.Due) };

    static JsonObject Of(Obligation obligation) => obligation.Rule switch
    {
        ObligationRule.WorkingDaysAfterEvent or ObligationRule.DaysAfterEvent => new() { ["raw"] = obligation.Raw, ["rule"] = obligation.Rule.ToString(), ["days"] = obligation.Days, ["event"] = obligation.Event },
        ObligationRule.Frequency => new() { ["raw"] = obligation.Raw, ["rule"] = "Frequency", ["times"] = obligation.Times, ["per"] = obligation.Per },
    };

    static JsonObject Of(Place place)
    {
        var written = new JsonObject();
        foreach (var (name, value) in new[] { ("page", place.Page), ("table", place.Table), ("row", place.Row), ("line", place.Line) })
            if (value is not null)
                written[name] = value;
        return written;
    }

    /// <summary>One possible reading of a doubted field, in the field's own shape.</summary>
    public static JsonNode Reading(Reading reading) => reading switch
    {
        WordsReading words => JsonValue.Create(words.Words),
        UnitsReading units => new JsonObject { ["lead"] = List(units.Lead), ["support"] = List(units.Support), ["units"] = List(units.Units) },
        LimitReading limit => Of(limit.Limit),
        MilestonesReading milestones => List(milestones.Milestones, Of),
        _ => throw new UnreachableException($"no shape for {reading.GetType().Name}"),
    };

    /// <summary>The same reading as an element, as the review page has it from the database.</summary>
    public static JsonElement Element(Reading reading) => JsonSerializer.SerializeToElement(Reading(reading));

    static string Field(TaskField field) => field switch
    {
        TaskField.Text => "text",
        TaskField.Units => "units",
        TaskField.Roles => "roles",
        TaskField.TimeLimit => "timeLimit",
        TaskField.Milestones => "milestones",
        TaskField.Category => "category",
    };

    static string? Iso(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : null;

    static JsonArray List(IEnumerable<string> words) => List(words, w => JsonValue.Create(w));

    static JsonArray List<T>(IEnumerable<T> values, Func<T, JsonNode?> write) => [.. values.Select(write)];
}
