using Dapper;
using NodaTime;
using Npgsql;

namespace Tracker.Web.Features.Units;

/// <summary>A unit and the one that it leads to on a day: itself, or after reforms the unit that statistics and mail follow.</summary>
/// <param name="Name">of the unit now</param>
/// <param name="Position">of the unit now, in administrative order</param>
public sealed record Heir(long UnitId, long NowId, string Name, int Position);

/// <summary>Units over reforms: whoever counts or writes to a unit means all that led to it.</summary>
public static class Lineage
{
    /// <summary>Behind <c>WITH RECURSIVE</c>: <c>heirs(unit_id, now_id)</c> of every unit; it takes the region and <c>@today</c>.</summary>
    public const string HeirsSql = """
        line AS (
            SELECT u.id AS unit_id, u.id AS now_id, 0 AS steps FROM units u WHERE u.region_id = @RegionId
            UNION ALL
            SELECT l.unit_id, s.to_unit_id, l.steps + 1 FROM line l
            JOIN successions s ON s.region_id = @RegionId AND s.from_unit_id = l.now_id AND s.heir AND s.to_unit_id <> l.now_id
            JOIN reorganisations r ON r.region_id = s.region_id AND r.id = s.reorganisation_id AND r.effective_on <= @today
            WHERE l.steps < 20),
        heirs AS (SELECT DISTINCT ON (unit_id) unit_id, now_id FROM line ORDER BY unit_id, steps DESC)
        """;

    const string AllSql = $"""
        WITH RECURSIVE {HeirsSql}
        SELECT h.unit_id, h.now_id, u.short_name AS name, u.position FROM heirs h JOIN units u ON u.region_id = @RegionId AND u.id = h.now_id
        """;

    const string OfSql = $"WITH RECURSIVE {HeirsSql} SELECT unit_id FROM heirs WHERE now_id = @unit OR unit_id = @unit";

    /// <summary>Every unit of the region with the one it leads to on that day.</summary>
    public static async Task<IReadOnlyDictionary<long, Heir>> Heirs(NpgsqlConnection connection, int regionId, LocalDate today) =>
        (await connection.QueryAsync<Heir>(AllSql, new { RegionId = regionId, today })).ToDictionary(h => h.UnitId);

    /// <summary>The unit and all that led to it by that day.</summary>
    public static async Task<long[]> Of(NpgsqlConnection connection, int regionId, long unit, LocalDate today) =>
        [.. await connection.QueryAsync<long>(OfSql, new { RegionId = regionId, unit, today })];
}
