using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Rules;

/// <summary>One change of the settings: who, when, what and why.</summary>
public sealed record SettingsLine(Instant RecordedAt, string By, int Version, IReadOnlyList<string> Differences, string Reason)
{
    sealed record Row(Instant RecordedAt, string? By, string Reason, string Lamps, string Ladder);

    // Both are written together, under one moment.
    const string Sql = """
        SELECT l.recorded_at, p.name AS by, l.reason, l.value AS lamps, n.value AS ladder
        FROM settings l
        JOIN settings n ON n.region_id = l.region_id AND n.recorded_at = l.recorded_at AND n.name = 'LadderRule'
        LEFT JOIN people p ON p.region_id = l.region_id AND p.id = l.set_by
        WHERE l.region_id = @regionId AND l.name = 'LampRule' ORDER BY l.recorded_at
        """;

    /// <returns>the latest first</returns>
    public static async Task<IReadOnlyList<SettingsLine>> Load(NpgsqlConnection connection, int regionId)
    {
        var (before, lines) = (OfficeRules.Default, new List<SettingsLine>());
        foreach (var row in await connection.QueryAsync<Row>(Sql, new { regionId }))
        {
            var rules = new OfficeRules(JsonSerializer.Deserialize<LampRule>(row.Lamps)!, JsonSerializer.Deserialize<LadderRule>(row.Ladder)!);
            lines.Add(new(row.RecordedAt, row.By ?? "运维", rules.Lamps.Version, before.DifferencesTo(rules), row.Reason));
            before = rules;
        }
        lines.Reverse();
        return lines;
    }
}
