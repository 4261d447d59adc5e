using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>The numbers that a region has set for a rule. They are recorded and never changed, so that any past day can be replayed.</summary>
public static class RegionSettings
{
    /// <summary>How the numbers are written: days of a year as 06-30, choices by their names.</summary>
    public static readonly JsonSerializerOptions Json = new() { Converters = { new AnnualDateJson(), new JsonStringEnumConverter() } };

    const string Sql = """
        SELECT value FROM settings WHERE region_id = @regionId AND name = @name AND recorded_at <= @by
        ORDER BY recorded_at DESC LIMIT 1
        """;

    /// <param name="otherwise">what holds where the region has set nothing</param>
    /// <returns>the latest setting with the name of the rule's type that was recorded by then</returns>
    public static async Task<T> Load<T>(NpgsqlConnection connection, int regionId, Instant by, T otherwise) where T : class =>
        await connection.ExecuteScalarAsync<string?>(Sql, new { regionId, by, name = typeof(T).Name }) is { } value
            ? JsonSerializer.Deserialize<T>(value, Json)! : otherwise;
}
