using System.Text.Json;
using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Lamps;

/// <summary>The numbers of a region's lamps: the latest setting <c>LampRule</c> recorded by then, else the default.</summary>
public static class LampRules
{
    const string Sql = """
        SELECT value FROM settings WHERE region_id = @regionId AND name = 'LampRule' AND recorded_at <= @by
        ORDER BY recorded_at DESC LIMIT 1
        """;

    public static async Task<LampRule> Load(NpgsqlConnection connection, int regionId, Instant by) =>
        await connection.ExecuteScalarAsync<string?>(Sql, new { regionId, by }) is { } value
            ? JsonSerializer.Deserialize<LampRule>(value)! : LampRule.Default;
}
