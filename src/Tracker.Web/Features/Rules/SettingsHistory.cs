using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Features.Rules;

/// <summary>One change of the settings: who, when, what and why.</summary>
public sealed record SettingsLine(Instant RecordedAt, string By, int Version, IReadOnlyList<string> Differences, string Reason)
{
    sealed record Row(Instant RecordedAt, string Name, string Value, string? By, string Reason);

    const string Sql = """
        SELECT s.recorded_at, s.name, s.value, p.name AS by, s.reason FROM settings s
        LEFT JOIN people p ON p.region_id = s.region_id AND p.id = s.set_by
        WHERE s.region_id = @regionId ORDER BY s.recorded_at
        """;

    /// <returns>the latest first; rules that were written together, under one moment, are one line</returns>
    public static async Task<IReadOnlyList<SettingsLine>> Load(NpgsqlConnection connection, int regionId)
    {
        var (before, lines) = (OfficeRules.Default, new List<SettingsLine>());
        foreach (var together in (await connection.QueryAsync<Row>(Sql, new { regionId })).GroupBy(row => row.RecordedAt))
        {
            var rules = OfficeRules.Of(together.ToDictionary(row => row.Name, row => row.Value), before);
            if (before.DifferencesTo(rules) is { Count: > 0 } differences)
                lines.Add(new(together.Key, together.First().By ?? "运维", rules.Lamps.Version, differences, together.First().Reason));
            before = rules;
        }
        lines.Reverse();
        return lines;
    }
}
