using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Notices;

/// <summary>
/// What was read, as the rows of a draft plan: one JSON array a table, so that each table is written by one statement.
/// Rows below an item name it by its number, because ids come with the writing.
/// </summary>
sealed class DraftPlan
{
    DraftPlan(ReadNotice read, IReadOnlyList<ReadTask> tasks)
    {
        Tasks = tasks.Count;
        Categories = Rows(read.Categories, (c, position) => new { position, no = c.No, title = c.Title });
        Items = Rows(tasks, Item);
        Units = Rows(tasks.SelectMany(UnitsOf), (row, _) => row);
        Milestones = Rows(tasks.SelectMany(t => t.Milestones, (t, m) => new { number = t.Id, raw = m.Raw, due_on = Iso(m.Due) }), (row, _) => row);
        Obligations = Rows(tasks.SelectMany(t => t.Obligations, (t, o) => new
        {
            number = t.Id, raw = o.Raw, rule = o.Rule.ToString(), days = o.Days, times = o.Times, per = o.Per, @event = o.Event,
        }), (row, _) => row);
        Duties = Rows(read.NoticeDeadlines, (d, position) => new
        {
            position, what = d.What, raw = d.Raw, rule = d.Rule, due_on = Iso(d.Due), spans = Spans(d.Spans),
        });
        var doubts = read.Doubts.Select(d => Doubt(null, d.Field, d.Reason, []))
            .Concat(tasks.SelectMany(t => t.Doubts, (t, d) => Doubt(t.Id, Name(d.Field), d.Reason, d.Readings)))
            .Concat(tasks.Where(LacksItsDate).Select(t => Doubt(t.Id, Name(TaskField.TimeLimit), $"时限“{t.TimeLimit.Raw}”没有读出日期", []))).ToList();
        DoubtCount = doubts.Count;
        Doubts = Rows(doubts, (row, _) => row);
    }

    public int Tasks { get; }
    public int DoubtCount { get; }
    public string Categories { get; }
    public string Items { get; }
    public string Units { get; }
    public string Milestones { get; }
    public string Obligations { get; }
    public string Duties { get; }
    public string Doubts { get; }

    /// <summary>A preamble is numbered like a task and sets none; it stays in the text and in the reading.</summary>
    public static DraftPlan Of(ReadNotice read) => new(read, [.. read.Tasks.Where(t => t.Role == TaskRole.Task)]);

    /// <summary>A field as the agreed JSON names it: timeLimit, units.</summary>
    public static string Name(TaskField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    static object Item(ReadTask task, int position) => new
    {
        position, number = task.Id, category = task.Category, title = task.Title, text = task.Text,
        units_raw = task.UnitsRaw, limit_raw = task.TimeLimit.Raw,
        limit_kind = (LacksItsDate(task) ? TimeLimitKind.Ambiguous : task.TimeLimit.Kind).ToString(), due_on = Iso(task.TimeLimit.Due),
        inherits_units = task.Inherited.Units, inherits_limit = task.Inherited.TimeLimit,
        origins = task.Origins.ToDictionary(o => Name(o.Key), o => Spans(o.Value.Spans)),
    };

    // Without its date a dated limit cannot be reckoned with; a person sets it in review.
    static bool LacksItsDate(ReadTask task) =>
        task.TimeLimit is { Kind: TimeLimitKind.ByDate or TimeLimitKind.Range, Due: null };

    static IEnumerable<object> UnitsOf(ReadTask task) =>
        task.Lead.Select(name => (AssignmentRole.Lead, name))
            .Concat(task.Units.Select(name => (AssignmentRole.Responsible, name)))
            .Concat(task.Support.Select(name => (AssignmentRole.Support, name)))
            .Select((unit, index) => new { number = task.Id, position = index + 1, role = unit.Item1.ToString(), unit.name });

    static object Doubt(string? number, string field, string reason, IReadOnlyList<Reading> readings) =>
        new { number, field, reason, readings = new JsonArray([.. readings.Select(NoticeJson.Reading)]) };

    static int[][] Spans(IReadOnlyList<TextSpan> spans) => [.. spans.Select(s => new[] { s.Start, s.Length })];

    static string? Iso(LocalDate? date) => date?.Iso();

    static string Rows<T>(IEnumerable<T> values, Func<T, int, object> row) =>
        JsonSerializer.Serialize(values.Select((value, index) => row(value, index + 1)));
}
