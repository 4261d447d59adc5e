using System.Text.Json;
using NodaTime.Text;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>One possible reading of a doubted field: shown in words, and put into the item once it is chosen.</summary>
public static class ChosenReading
{
    public static string InWords(JsonElement reading) => reading.ValueKind switch
    {
        JsonValueKind.Object => Limit(reading) is var limit
            ? $"{limit.Raw}（{limit.Kind.Chinese()}{(limit.Due is { } due ? "，" + due.OnPaper() : "")}）" : "",
        JsonValueKind.Array => string.Join('、', reading.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Object ? InWords(Milestone(e)) : e.ToString())),
        _ => reading.ToString(),
    };

    /// <returns>the item's content with the reading in place; unchanged where the reading is only words</returns>
    public static ItemContent Into(ItemContent content, string field, JsonElement reading) => (field, reading.ValueKind) switch
    {
        ("timeLimit", JsonValueKind.Object) when Limit(reading) is var limit =>
            content with { LimitRaw = limit.Raw, LimitKind = limit.Kind, DueOn = limit.Due },
        ("milestones", JsonValueKind.Array) => content with { Milestones = [.. reading.EnumerateArray().Select(Milestone)] },
        ("units" or "roles", JsonValueKind.Array) => content with { Units = Named([.. reading.EnumerateArray().Select(e => e.ToString())]) },
        ("text", JsonValueKind.String) => content with { Text = reading.GetString()! },
        _ => content,
    };

    // A list that names no role: the first leads, the others support.
    static IReadOnlyList<NamedUnit> Named(string[] names) =>
        [.. names.Select((name, index) => new NamedUnit(index == 0 ? AssignmentRole.Lead : AssignmentRole.Support, name))];

    static TimeLimit Limit(JsonElement reading)
    {
        var due = reading.TryGetProperty("due", out var day) ? LocalDatePattern.Iso.Parse(day.ToString()) : null;
        return new(reading.TryGetProperty("raw", out var raw) ? raw.GetString() : null,
            Enum.Parse<TimeLimitKind>(reading.GetProperty("kind").GetString()!), due is { Success: true } ? due.Value : null);
    }

    static ItemMilestone Milestone(JsonElement reading) =>
        new(reading.GetProperty("raw").GetString()!, LocalDatePattern.Iso.Parse(reading.GetProperty("due").ToString()) is { Success: true } due ? due.Value : null);

    static string InWords(ItemMilestone milestone) => milestone.DueOn is { } due ? $"{milestone.Raw}（{due.OnPaper()}）" : milestone.Raw;
}
