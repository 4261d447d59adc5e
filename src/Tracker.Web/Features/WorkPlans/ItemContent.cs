using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.WorkPlans;

/// <summary>A name under an item, as the notice writes it, with the role it stands in.</summary>
public sealed record NamedUnit(AssignmentRole Role, string Name);

/// <param name="Raw">the words of the notice that set the date</param>
public sealed record ItemMilestone(string Raw, LocalDate? DueOn);

/// <summary>What a person may correct of an item. Kept as JSON where what stood before and after a change is kept.</summary>
/// <param name="DueOn">the last day, where the kind has one or needs one set</param>
public sealed record ItemContent(
    string Text, IReadOnlyList<NamedUnit> Units, string? LimitRaw, TimeLimitKind LimitKind, LocalDate? DueOn, IReadOnlyList<ItemMilestone> Milestones)
{
    static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new IsoDateJson(), new JsonStringEnumConverter() },
    };

    public static ItemContent Of(JsonElement json) => json.Deserialize<ItemContent>(Shape)!;

    public string ToJson() => JsonSerializer.Serialize(this, Shape);

    /// <summary>Fields, as a doubt names them, in which the other differs from this.</summary>
    public IEnumerable<string> ChangedIn(ItemContent other)
    {
        if (Text != other.Text)
            yield return "text";
        if (!Units.SequenceEqual(other.Units))
        {
            yield return "units";
            yield return "roles";
        }
        if ((LimitRaw, LimitKind, DueOn) != (other.LimitRaw, other.LimitKind, other.DueOn))
            yield return "timeLimit";
        if (!Milestones.SequenceEqual(other.Milestones))
            yield return "milestones";
    }
}
