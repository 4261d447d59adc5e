using Dapper;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>The region's registry as its page shows it.</summary>
public sealed class UnitQueries(Database database) : IFeature
{
    /// <param name="Aliases">other spellings that mean this unit</param>
    /// <param name="Liaisons">names of those who can sign in as its liaison now; null if there is none</param>
    /// <param name="Heads">likewise its heads</param>
    /// <param name="Contacts">who else is reached by mail, with the duty before the name; null if there is none</param>
    public sealed record Row(
        string Code, string Kind, string FullName, string ShortName, bool Doubtful, string? Aliases, string? Liaisons, string? Heads, string? Contacts)
    {
        public UnitKind UnitKind => Enum.Parse<UnitKind>(Kind);

        /// <summary>A message to the unit would reach nobody.</summary>
        public bool Unreachable => Liaisons is null && Contacts is null;
    }

    /// <summary>A collective and whom it stands for today.</summary>
    public sealed record Collective(string Spelling, bool MustBeNamed, IReadOnlyList<string> Members);

    const string Sql = """
        SELECT u.code, u.kind, u.full_name, u.short_name, u.doubtful,
            (SELECT string_agg(a.alias, '、' ORDER BY a.alias) FROM unit_aliases a
                WHERE a.region_id = u.region_id AND a.unit_id = u.id) AS aliases,
            (SELECT string_agg(p.name, '、' ORDER BY p.id)
                FROM person_roles r JOIN people p ON p.region_id = r.region_id AND p.id = r.person_id AND p.disabled_at IS NULL
                WHERE r.region_id = u.region_id AND r.unit_id = u.id AND r.role = 'Liaison') AS liaisons,
            (SELECT string_agg(p.name, '、' ORDER BY p.id)
                FROM person_roles r JOIN people p ON p.region_id = r.region_id AND p.id = r.person_id AND p.disabled_at IS NULL
                WHERE r.region_id = u.region_id AND r.unit_id = u.id AND r.role = 'UnitHead') AS heads,
            (SELECT string_agg(CASE c.duty WHEN 'OfficeDirector' THEN '办公室主任 ' WHEN 'DeputyInCharge' THEN '分管负责人 ' ELSE '联络员 ' END || c.name,
                    '、' ORDER BY c.position) FROM unit_contacts c
                WHERE c.region_id = u.region_id AND c.unit_id = u.id AND c.email <> '' AND c.duty <> 'Liaison') AS contacts
        FROM units u
        WHERE u.region_id = @regionId AND (@words = '' OR strpos(u.full_name || ' ' || u.short_name || ' ' || u.code, @words) > 0
            OR EXISTS (SELECT FROM unit_aliases a WHERE a.region_id = u.region_id AND a.unit_id = u.id AND strpos(a.alias, @words) > 0))
        ORDER BY u.position, u.id
        """;

    /// <param name="words">part of any spelling; empty for all</param>
    public async Task<IReadOnlyList<Row>> List(int regionId, string words)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<Row>(Sql, new { regionId, words })).AsList();
    }

    /// <summary>Every collective of the region with the members that it would expand to now.</summary>
    public async Task<IReadOnlyList<Collective>> Collectives(int regionId)
    {
        await using var connection = await database.Open();
        var registry = (await RegionUnits.Load(connection, regionId)).Registry;
        return [.. registry.Collectives.Select(c => new Collective(c.Spelling, c.MustBeNamed,
            c.MustBeNamed ? [] : [.. registry.Expand(c).Select(unit => unit.ShortName)]))];
    }
}
