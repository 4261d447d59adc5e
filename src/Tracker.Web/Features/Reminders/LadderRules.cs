using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Reminders;

/// <summary>The numbers of a region's ladder: the latest setting <c>LadderRule</c> recorded by then, else the default.</summary>
public static class LadderRules
{
    const string Sql = """
        SELECT value FROM settings WHERE region_id = @regionId AND name = 'LadderRule' AND recorded_at <= @by
        ORDER BY recorded_at DESC LIMIT 1
        """;

    public static async Task<LadderRule> Load(NpgsqlConnection connection, int regionId, Instant by) =>
        await connection.ExecuteScalarAsync<string?>(Sql, new { regionId, by }) is { } value
            ? JsonSerializer.Deserialize<LadderRule>(value)! : LadderRule.Default;
}
