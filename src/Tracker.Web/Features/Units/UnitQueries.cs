using Dapper;
using NodaTime;
using Tracker.Domain.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>The region's registry as its list shows it.</summary>
public sealed class UnitQueries(Database database) : IFeature
{
    public const int PageSize = 200;

    /// <param name="Words">part of any spelling or of the code; empty for all</param>
    /// <param name="On">units that are there on that day</param>
    /// <param name="Vacant">only those without a liaison who can sign in</param>
    public sealed record Filter(string Words, UnitKind? Kind, LocalDate On, bool Vacant, int Page);

    /// <param name="Depth">how many units stand above it</param>
    /// <param name="Total">of all pages</param>
    /// <param name="Aliases">other spellings that mean this unit</param>
    /// <param name="Liaisons">names of those who can sign in as its liaison now; null if there is none</param>
    /// <param name="Contacts">who else is reached by mail, with the duty before the name; null if there is none</param>
    public sealed record Row(
        string Code, string Kind, string FullName, string ShortName, bool Doubtful, LocalDate? FoundedOn, LocalDate? EndedOn, int Depth, int Total,
        string? Aliases, string? Liaisons, string? Contacts)
    {
        public UnitKind UnitKind => Enum.Parse<UnitKind>(Kind);

        /// <summary>A message to the unit would reach nobody.</summary>
        public bool Unreachable => Liaisons is null && Contacts is null;
    }

    /// <summary>A collective and whom it stands for on the day.</summary>
    public sealed record Collective(string Spelling, bool MustBeNamed, IReadOnlyList<string> Members);

    const string LiaisonSql = """
        FROM person_roles r JOIN people p ON p.region_id = r.region_id AND p.id = r.person_id AND p.disabled_at IS NULL
        WHERE r.region_id = u.region_id AND r.unit_id = u.id AND r.role = 'Liaison'
        """;

    const string ThereSql = "coalesce(u.founded_on <= @On, true) AND coalesce(u.ended_on > @On, true)";

    // Names are looked up for the lines of the page only, after it was cut.
    const string Sql = $"""
        WITH RECURSIVE tree AS (
            SELECT u.id, ARRAY[u.position, u.id] AS path FROM units u WHERE u.region_id = @regionId AND u.parent_id IS NULL
            UNION ALL
            SELECT u.id, t.path || ARRAY[u.position, u.id] FROM tree t JOIN units u ON u.region_id = @regionId AND u.parent_id = t.id),
        page AS (
            SELECT u.*, t.path, count(*) OVER ()::int AS total
            FROM tree t JOIN units u ON u.region_id = @regionId AND u.id = t.id
            WHERE {ThereSql} AND (@kind::text IS NULL OR u.kind = @kind) AND (NOT @Vacant OR NOT EXISTS (SELECT {LiaisonSql}))
                AND (@Words = '' OR strpos(u.full_name || ' ' || u.short_name || ' ' || u.code, @Words) > 0
                    OR EXISTS (SELECT FROM unit_aliases a WHERE a.region_id = u.region_id AND a.unit_id = u.id AND strpos(a.alias, @Words) > 0)
                    OR EXISTS (SELECT FROM unit_names n WHERE n.region_id = u.region_id AND n.unit_id = u.id AND strpos(n.full_name || ' ' || n.short_name, @Words) > 0))
            ORDER BY t.path LIMIT @PageSize OFFSET @skip)
        SELECT u.code, u.kind, u.full_name, u.short_name, u.doubtful, u.founded_on, u.ended_on, cardinality(u.path) / 2 - 1 AS depth, u.total,
            (SELECT string_agg(a.alias, '、' ORDER BY a.alias) FROM unit_aliases a WHERE a.region_id = u.region_id AND a.unit_id = u.id) AS aliases,
            (SELECT string_agg(p.name, '、' ORDER BY p.id) {LiaisonSql}) AS liaisons,
            (SELECT string_agg(CASE c.duty WHEN 'OfficeDirector' THEN '办公室主任 ' WHEN 'DeputyInCharge' THEN '分管负责人 ' ELSE '联络员 ' END || c.name,
                    '、' ORDER BY c.position) FROM unit_contacts c
                WHERE c.region_id = u.region_id AND c.unit_id = u.id AND c.email <> '' AND c.duty <> 'Liaison') AS contacts
        FROM page u ORDER BY u.path
        """;

    sealed record Member(string ShortName, UnitKind Kind, bool Doubtful);

    const string MembersSql = """
        SELECT short_name, kind, doubtful FROM units
        WHERE region_id = @regionId AND coalesce(founded_on <= @on, true) AND coalesce(ended_on > @on, true) ORDER BY position, id
        """;

    const string VacanciesSql = $"""
        SELECT count(*)::int FROM units u WHERE u.region_id = @regionId AND {ThereSql} AND NOT EXISTS (SELECT {LiaisonSql})
        """;

    /// <summary>A page of the list; a unit stands below the one it belongs to.</summary>
    public async Task<IReadOnlyList<Row>> List(int regionId, Filter filter)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<Row>(Sql, new
        {
            regionId, filter.Words, kind = filter.Kind?.ToString(), filter.On, filter.Vacant, PageSize, skip = (Math.Max(filter.Page, 1) - 1) * PageSize,
        })).AsList();
    }

    /// <summary>How many units of the day have no liaison who can sign in.</summary>
    public async Task<int> Vacancies(int regionId, LocalDate on)
    {
        await using var connection = await database.Open();
        return await connection.ExecuteScalarAsync<int>(VacanciesSql, new { regionId, on });
    }

    /// <summary>Every collective of the region with the members that it expands to on that day.</summary>
    public async Task<IReadOnlyList<Collective>> Collectives(int regionId, LocalDate on)
    {
        await using var connection = await database.Open();
        var units = (await connection.QueryAsync<Member>(MembersSql, new { regionId, on })).AsList();
        return [.. (await RegionUnits.Collectives(connection, regionId)).Select(c => new Collective(c.Spelling, c.MustBeNamed,
            [.. units.Where(u => c.TakesIn(u.Kind, u.Doubtful)).Select(u => u.ShortName)]))];
    }
}
