using Dapper;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Notices;
using Tracker.Domain.Units;

namespace Tracker.Web.Features.Units;

/// <summary>A region's registry as it is on a day, with the row id of each unit.</summary>
/// <param name="Registry">the units of that day; names of others lead to their heirs</param>
/// <param name="Ids">unit code to row id, of all units ever</param>
/// <param name="All">every unit ever, by row id</param>
public sealed record RegionUnits(UnitRegistry Registry, IReadOnlyDictionary<string, long> Ids, IReadOnlyDictionary<long, Unit> All)
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
        public required bool Doubtful { get; init; }
        public required string Note { get; init; }
        public LocalDate? FoundedOn { get; init; }
        public LocalDate? EndedOn { get; init; }
        public required string[] Aliases { get; init; }

        public Unit Unit => new(Code, FullName, ShortName, Aliases, Enum.Parse<UnitKind>(Kind), Position, Note)
        {
            Doubtful = Doubtful, FoundedOn = FoundedOn, EndedOn = EndedOn,
        };
    }

    sealed record CollectiveRow
    {
        public required string Spelling { get; init; }
        public required string[] Kinds { get; init; }
        public required string Rule { get; init; }
    }

    // A unit is found by the names it bore and will bear, too.
    const string UnitsSql = """
        WITH spellings AS (
            SELECT unit_id, array_agg(DISTINCT alias ORDER BY alias) AS aliases FROM (
                SELECT unit_id, alias FROM unit_aliases WHERE region_id = @regionId
                UNION ALL SELECT unit_id, unnest(ARRAY[full_name, short_name]) FROM unit_names WHERE region_id = @regionId) s
            GROUP BY unit_id)
        SELECT u.id, u.code, u.full_name, u.short_name, u.kind, u.position, u.doubtful, u.note, u.founded_on, u.ended_on,
            coalesce(s.aliases, '{}') AS aliases
        FROM units u LEFT JOIN spellings s ON s.unit_id = u.id
        WHERE u.region_id = @regionId ORDER BY u.position, u.id
        """;

    const string HeirsSql = """
        SELECT s.from_unit_id, s.to_unit_id FROM successions s
        JOIN reorganisations r ON r.region_id = s.region_id AND r.id = s.reorganisation_id
        WHERE s.region_id = @regionId AND s.ends AND s.from_unit_id <> s.to_unit_id AND r.effective_on <= @on
        """;

    const string CollectivesSql = "SELECT spelling, kinds, rule FROM collective_units WHERE region_id = @regionId ORDER BY spelling";
    const string PrefixesSql = "SELECT prefixes FROM regions WHERE id = @regionId";

    const string SpellingsSql = """
        SELECT unnest(ARRAY[full_name, short_name]) FROM units WHERE region_id = @regionId
        UNION SELECT alias FROM unit_aliases WHERE region_id = @regionId
        UNION SELECT unnest(ARRAY[full_name, short_name]) FROM unit_names WHERE region_id = @regionId
        """;

    /// <exception cref="RuleBroken">two units of that day share a spelling</exception>
    public static async Task<RegionUnits> Load(NpgsqlConnection connection, int regionId, LocalDate on)
    {
        var units = (await connection.QueryAsync<UnitRow>(UnitsSql, new { regionId })).ToDictionary(r => r.Id, r => r.Unit);
        var prefixes = await connection.ExecuteScalarAsync<string[]>(PrefixesSql, new { regionId }) ?? [];
        var heirs = (await connection.QueryAsync<(long From, long To)>(HeirsSql, new { regionId, on })).ToLookup(s => s.From, s => s.To);
        var registry = new UnitRegistry(
            units.Values.Where(u => u.ExistsOn(on)),
            await Collectives(connection, regionId),
            prefixes,
            units.Where(u => !u.Value.ExistsOn(on)).Select(u => new FormerUnit(u.Value, OnlyHeir(u.Key)) { Successors = [.. Successors(u.Key, [])] }));
        return new(registry, units.ToDictionary(u => u.Value.Code, u => u.Key), units);

        // Where duties went to several, a person says which is meant.
        Unit? OnlyHeir(long id)
        {
            var seen = new HashSet<long>();
            while (!units[id].ExistsOn(on))
                if (!seen.Add(id) || heirs[id].Distinct().ToList() is not [var next]) return null;
                else id = next;
            return units[id];
        }

        IEnumerable<Unit> Successors(long id, HashSet<long> seen) => heirs[id].Where(seen.Add).Order()
            .SelectMany(next => units[next].ExistsOn(on) ? [units[next]] : Successors(next, seen));
    }

    /// <summary>The names of a region that stand for many.</summary>
    public static async Task<IReadOnlyList<CollectiveUnit>> Collectives(NpgsqlConnection connection, int regionId) =>
        [.. (await connection.QueryAsync<CollectiveRow>(CollectivesSql, new { regionId }))
            .Select(c => new CollectiveUnit(c.Spelling, [.. c.Kinds.Select(Enum.Parse<CollectiveKind>)], c.Rule))];

    /// <summary>Every spelling of every unit, whenever it is used: what helps to part the names in a notice.</summary>
    public static async Task<IReadOnlySet<string>> Spellings(NpgsqlConnection connection, int regionId) =>
        (await connection.QueryAsync<string>(SpellingsSql, new { regionId })).ToHashSet();
}
