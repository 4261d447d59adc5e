using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Notices;

/// <summary>
/// What was read, as the rows of a draft plan: one list a table, so that each table is written by one statement.
/// Rows below an item name it by its number, because ids come with the writing.
/// </summary>
public sealed record DraftPlan(
    IReadOnlyList<DraftPlan.Category> Categories, IReadOnlyList<DraftPlan.Item> Items, IReadOnlyList<DraftPlan.Unit> Units,
    IReadOnlyList<DraftPlan.Milestone> Milestones, IReadOnlyList<DraftPlan.Obligation> Obligations,
    IReadOnlyList<DraftPlan.Duty> Duties, IReadOnlyList<DraftPlan.Doubt> Doubts)
{
    public sealed record Category(int Position, string No, string Title);

    /// <param name="Origins">field to its places in the notice's text, each [start, length]</param>
    public sealed record Item(
        int Position, string Number, string? Category, string? Title, string Text, string? UnitsRaw, string? LimitRaw, TimeLimitKind LimitKind,
        LocalDate? DueOn, bool InheritsUnits, bool InheritsLimit, IReadOnlyDictionary<string, int[][]> Origins);

    public sealed record Unit(string Number, int Position, AssignmentRole Role, string Name);

    public sealed record Milestone(string Number, string Raw, LocalDate? DueOn);

    public sealed record Obligation(string Number, string Raw, ObligationRule Rule, int? Days, int? Times, string? Per, string? Event);

    public sealed record Duty(int Position, string What, string Raw, string? Rule, LocalDate? DueOn, int[][] Spans);

    /// <param name="Number">none: about the whole notice</param>
    /// <param name="Readings">as the agreed JSON has them</param>
    public sealed record Doubt(string? Number, string Field, string Reason, JsonArray Readings);

    // Names as the columns have them.
    static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new IsoDateJson(), new JsonStringEnumConverter() },
    };

    /// <summary>A preamble is numbered like a task and sets none; it stays in the text and in the reading.</summary>
    public static DraftPlan Of(ReadNotice read)
    {
        var tasks = read.Tasks.Where(t => t.Role == TaskRole.Task).ToList();
        return new(
            [.. read.Categories.Select((c, index) => new Category(index + 1, c.No, c.Title))],
            [.. tasks.Select(ItemOf)],
            [.. tasks.SelectMany(UnitsOf)],
            [.. tasks.SelectMany(t => t.Milestones, (t, m) => new Milestone(t.Id, m.Raw, m.Due))],
            [.. tasks.SelectMany(t => t.Obligations, (t, o) => new Obligation(t.Id, o.Raw, o.Rule, o.Days, o.Times, o.Per, o.Event))],
            [.. read.NoticeDeadlines.Select((d, index) => new Duty(index + 1, d.What, d.Raw, d.Rule, d.Due, Spans(d.Spans)))],
            [.. DoubtsOf(read, tasks)]);
    }

    /// <summary>The same from JSON that was kept.</summary>
    public static DraftPlan Of(JsonElement kept) => kept.Deserialize<DraftPlan>(Shape)!;

    public string ToJson() => Json(this);

    /// <summary>Rows, or the whole plan, with the names of the columns.</summary>
    public static string Json<T>(T rows) => JsonSerializer.Serialize(rows, Shape);

    /// <summary>Only these items, with all that belongs to them; nothing of the notice as a whole.</summary>
    public DraftPlan Only(IReadOnlySet<string> numbers) => new([], [.. Items.Where(i => numbers.Contains(i.Number))],
        [.. Units.Where(u => numbers.Contains(u.Number))], [.. Milestones.Where(m => numbers.Contains(m.Number))],
        [.. Obligations.Where(o => numbers.Contains(o.Number))], [], [.. Doubts.Where(d => d.Number is { } number && numbers.Contains(number))]);

    /// <summary>What a person may correct of each item, by its number.</summary>
    public IReadOnlyDictionary<string, ItemContent> Contents()
    {
        var (units, milestones) = (Units.ToLookup(u => u.Number), Milestones.ToLookup(m => m.Number));
        return Items.ToDictionary(i => i.Number, i => new ItemContent(i.Text, [.. units[i.Number].Select(u => new NamedUnit(u.Role, u.Name))],
            i.LimitRaw, i.LimitKind, i.DueOn, [.. milestones[i.Number].Select(m => new ItemMilestone(m.Raw, m.DueOn))]));
    }

    /// <summary>A field as the agreed JSON names it: timeLimit, units.</summary>
    public static string Name(TaskField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    static Item ItemOf(ReadTask task, int index) => new(
        index + 1, task.Id, task.Category, task.Title, task.Text, task.UnitsRaw, task.TimeLimit.Raw,
        LacksItsDate(task) ? TimeLimitKind.Ambiguous : task.TimeLimit.Kind, task.TimeLimit.Due,
        task.Inherited.Units, task.Inherited.TimeLimit, task.Origins.ToDictionary(o => Name(o.Key), o => Spans(o.Value.Spans)));

    // Without its date a dated limit cannot be reckoned with; a person sets it in review.
    static bool LacksItsDate(ReadTask task) =>
        task.TimeLimit is { Kind: TimeLimitKind.ByDate or TimeLimitKind.Range, Due: null };

    static IEnumerable<Unit> UnitsOf(ReadTask task) =>
        task.Lead.Select(name => new NamedUnit(AssignmentRole.Lead, name))
            .Concat(task.Units.Select(name => new NamedUnit(AssignmentRole.Responsible, name)))
            .Concat(task.Support.Select(name => new NamedUnit(AssignmentRole.Support, name)))
            .Select((unit, index) => new Unit(task.Id, index + 1, unit.Role, unit.Name));

    static IEnumerable<Doubt> DoubtsOf(ReadNotice read, IReadOnlyList<ReadTask> tasks) =>
        read.Doubts.Select(d => new Doubt(null, d.Field, d.Reason, []))
            .Concat(tasks.SelectMany(t => t.Doubts, (t, d) => new Doubt(t.Id, Name(d.Field), d.Reason, [.. d.Readings.Select(NoticeJson.Reading)])))
            .Concat(tasks.Where(LacksItsDate).Select(t => new Doubt(t.Id, Name(TaskField.TimeLimit), $"时限“{t.TimeLimit.Raw}”没有读出日期", [])));

    static int[][] Spans(IReadOnlyList<TextSpan> spans) => [.. spans.Select(s => new[] { s.Start, s.Length })];
}
