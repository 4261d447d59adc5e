using System.Text.Json;
using Tracker.Domain.Notices;
using Tracker.Domain.Units;

namespace Tracker.Domain.Tests.Units;

/// <summary>The three regions of <c>seed-data</c>, and the names in their notices.</summary>
static class Registries
{
    public static UnitRegistry Of(string region) => new(
        Unit.FromCsv(SeedData.Text($"units/{region}.csv")),
        CollectiveUnit.FromCsv(SeedData.Text("units/collectives.csv"), region),
        Region.FromCsv(SeedData.Text("units/regions.csv")).Single(r => r.Code == region).Prefixes);

    /// <summary>The names of each task of a region's notice of 2018, from its ground truth.</summary>
    public static IReadOnlyList<(string Id, NamedUnits Names, IReadOnlyDictionary<string, CollectiveKind> Collective)> Tasks(string region)
    {
        using var gold = JsonDocument.Parse(SeedData.Text($"notices/{region}-2018.gold.json"));
        return [.. gold.RootElement.GetProperty("tasks").EnumerateArray().Select(task => (
            task.GetProperty("id").GetString()!,
            new NamedUnits(Strings(task, "lead"), Strings(task, "support"), []),
            (IReadOnlyDictionary<string, CollectiveKind>)task.GetProperty("collective").EnumerateArray().ToDictionary(
                c => c.GetProperty("unit").GetString()!, c => Enum.Parse<CollectiveKind>(c.GetProperty("kind").GetString()!))))];
    }

    public static IReadOnlyList<string> Addressees(string region)
    {
        using var gold = JsonDocument.Parse(SeedData.Text($"notices/{region}-2018.gold.json"));
        return Strings(gold.RootElement.GetProperty("notice"), "addressees");
    }

    static List<string> Strings(JsonElement parent, string name) =>
        [.. parent.GetProperty(name).EnumerateArray().Select(e => e.GetString()!)];
}
