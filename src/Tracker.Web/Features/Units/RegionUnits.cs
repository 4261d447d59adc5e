using Dapper;
using Npgsql;
using Tracker.Domain.Notices;
using Tracker.Domain.Units;

namespace Tracker.Web.Features.Units;

/// <summary>A region's registry as the database has it, with the row id of each unit.</summary>
/// <param name="Ids">unit code to row id</param>
public sealed record RegionUnits(UnitRegistry Registry, IReadOnlyDictionary<string, long> Ids)
{
    // Arrays are properties: Dapper does not pass them to a constructor.
    sealed record UnitRow
    {
        public required long Id { get; init; }
        public required string Code { get; init; }
        public required string FullName { get; init; }
        public required string ShortName { get; init; }
        public required string Kind { get; init; }
        public required int Position { get; init; }
        public required string Note { get; init; }
        public required string[] Aliases { get; init; }
    }

    sealed record CollectiveRow
    {
        public required string Spelling { get; init; }
        public required string[] Kinds { get; init; }
        public required string Rule { get; init; }
    }

    const string UnitsSql = """
        SELECT u.id, u.code, u.full_name, u.short_name, u.kind, u.position, u.note,
            array(SELECT a.alias FROM unit_aliases a WHERE a.region_id = u.region_id AND a.unit_id = u.id ORDER BY a.alias) AS aliases
        FROM units u WHERE u.region_id = @regionId ORDER BY u.position, u.id
        """;

    const string CollectivesSql = "SELECT spelling, kinds, rule FROM collective_units WHERE region_id = @regionId ORDER BY spelling";
    const string PrefixesSql = "SELECT prefixes FROM regions WHERE id = @regionId";

    public static async Task<RegionUnits> Load(NpgsqlConnection connection, int regionId)
    {
        var rows = (await connection.QueryAsync<UnitRow>(UnitsSql, new { regionId })).AsList();
        var collectives = await connection.QueryAsync<CollectiveRow>(CollectivesSql, new { regionId });
        var prefixes = await connection.ExecuteScalarAsync<string[]>(PrefixesSql, new { regionId }) ?? [];
        var registry = new UnitRegistry(
            rows.Select(r => new Unit(r.Code, r.FullName, r.ShortName, r.Aliases, Enum.Parse<UnitKind>(r.Kind), r.Position, r.Note)),
            collectives.Select(c => new CollectiveUnit(c.Spelling, [.. c.Kinds.Select(Enum.Parse<CollectiveKind>)], c.Rule)),
            prefixes);
        return new(registry, rows.ToDictionary(r => r.Code, r => r.Id));
    }
}
