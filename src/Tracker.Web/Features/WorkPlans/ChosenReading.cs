using System.Text.Json;
using NodaTime.Text;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>One possible reading of a doubted field: shown in words, and put into the item once it is chosen.</summary>
public static class ChosenReading
{
    static readonly ItemContent nothing = new("", [], null, TimeLimitKind.None, null, []);

    /// <param name="field">as the agreed JSON names it; it settles the reading's shape</param>
    public static string InWords(string field, JsonElement reading) =>
        reading.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? FieldWords.InWords(Into(nothing, field, reading), field) : reading.ToString();

    /// <returns>the item's content with the reading in place; unchanged where the reading is only words</returns>
    public static ItemContent Into(ItemContent content, string field, JsonElement reading) => (field, reading.ValueKind) switch
    {
        ("timeLimit", JsonValueKind.Object) when Limit(reading) is var limit =>
            content with { LimitRaw = limit.Raw, LimitKind = limit.Kind, DueOn = limit.Due },
        ("milestones", JsonValueKind.Array) => content with { Milestones = [.. reading.EnumerateArray().Select(Milestone)] },
        ("units" or "roles", JsonValueKind.Object) => content with { Units = Units(reading) },
        ("text", JsonValueKind.String) => content with { Text = reading.GetString()! },
        _ => content,
    };

    static IReadOnlyList<NamedUnit> Units(JsonElement reading) =>
    [
        .. Names(reading, "lead", AssignmentRole.Lead), .. Names(reading, "units", AssignmentRole.Responsible), .. Names(reading, "support", AssignmentRole.Support),
    ];

    static IEnumerable<NamedUnit> Names(JsonElement reading, string part, AssignmentRole role) =>
        reading.TryGetProperty(part, out var names) ? names.EnumerateArray().Select(n => new NamedUnit(role, n.GetString()!)) : [];

    static TimeLimit Limit(JsonElement reading)
    {
        var due = reading.TryGetProperty("due", out var day) ? LocalDatePattern.Iso.Parse(day.ToString()) : null;
        return new(reading.TryGetProperty("raw", out var raw) ? raw.GetString() : null,
            Enum.Parse<TimeLimitKind>(reading.GetProperty("kind").GetString()!), due is { Success: true } ? due.Value : null);
    }

    static ItemMilestone Milestone(JsonElement reading) =>
        new(reading.GetProperty("raw").GetString()!, LocalDatePattern.Iso.Parse(reading.GetProperty("due").ToString()) is { Success: true } due ? due.Value : null);
}
