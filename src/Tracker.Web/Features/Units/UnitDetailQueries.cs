using Dapper;
using NodaTime;
using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Units;

/// <summary>Everything that the page of one unit shows.</summary>
public sealed class UnitDetailQueries(Database database) : IFeature
{
    public sealed record Head(
        long Id, string Code, string FullName, string ShortName, string Kind, int Position, bool Doubtful, string Note, LocalDate? FoundedOn, LocalDate? EndedOn,
        int Version, string? ParentCode, string? ParentName)
    {
        public UnitKind UnitKind => Enum.Parse<UnitKind>(Kind);

        public bool IsThereOn(LocalDate day) => !(FoundedOn > day) && !(EndedOn <= day);
    }

    public sealed record Below(string Code, string ShortName);
    public sealed record Name(LocalDate? FromOn, string FullName, string ShortName);
    public sealed record Person(string Name, string Login, string Role, bool Disabled, bool HasAddress);
    public sealed record Contact(string Duty, string Name, string? Email, string? Phone, string? Login);
    public sealed record Share(AssignmentRole Role, int N, int Red, int Yellow);

    /// <summary>One unit, whole.</summary>
    public sealed record Details(
        Head Head, IReadOnlyList<string> Aliases, IReadOnlyList<Below> Children, IReadOnlyList<Name> Names, IReadOnlyList<Person> People,
        IReadOnlyList<Contact> Contacts, IReadOnlyList<Share> Open)
    {
        /// <summary>Those who can sign in as its liaison now.</summary>
        public IEnumerable<Person> Liaisons => People.Where(p => p is { Role: nameof(Platform.Role.Liaison), Disabled: false });
    }

    const string HeadSql = """
        SELECT u.id, u.code, u.full_name, u.short_name, u.kind, u.position, u.doubtful, u.note, u.founded_on, u.ended_on, u.version,
            p.code AS parent_code, p.short_name AS parent_name
        FROM units u LEFT JOIN units p ON p.region_id = u.region_id AND p.id = u.parent_id
        WHERE u.region_id = @regionId AND u.code = @code
        """;

    const string AliasesSql = "SELECT alias FROM unit_aliases WHERE region_id = @regionId AND unit_id = @Id ORDER BY alias";
    const string ChildrenSql = "SELECT code, short_name FROM units WHERE region_id = @regionId AND parent_id = @Id ORDER BY position, id";

    const string NamesSql = """
        SELECT nullif(from_on, '-infinity') AS from_on, full_name, short_name FROM (
            SELECT DISTINCT ON (from_on) from_on, full_name, short_name FROM unit_names
            WHERE region_id = @regionId AND unit_id = @Id ORDER BY from_on, recorded_at DESC) n
        ORDER BY n.from_on DESC
        """;

    const string PeopleSql = """
        SELECT p.name, p.login, r.role, p.disabled_at IS NOT NULL AS disabled, coalesce(p.email, '') <> '' AS has_address
        FROM person_roles r JOIN people p ON p.region_id = r.region_id AND p.id = r.person_id
        WHERE r.region_id = @regionId AND r.unit_id = @Id AND r.role IN ('Liaison', 'UnitHead') ORDER BY r.role, p.id
        """;

    const string ContactsSql = """
        SELECT c.duty, c.name, c.email, c.phone, p.login
        FROM unit_contacts c LEFT JOIN people p ON p.region_id = c.region_id AND p.id = c.person_id
        WHERE c.region_id = @regionId AND c.unit_id = @Id ORDER BY c.position
        """;

    const string OpenSql = """
        SELECT role, sum(n)::int AS n, coalesce(sum(n) FILTER (WHERE lamp = 'Red'), 0)::int AS red, coalesce(sum(n) FILTER (WHERE lamp = 'Yellow'), 0)::int AS yellow
        FROM lamp_counts WHERE region_id = @regionId AND unit_id = @Id AND NOT done AND n > 0
        GROUP BY role ORDER BY array_position(ARRAY['Lead', 'Responsible', 'Support'], role)
        """;

    /// <returns>null where the region has no such unit</returns>
    public async Task<Details?> Of(int regionId, string code)
    {
        await using var connection = await database.Open();
        if (await connection.QuerySingleOrDefaultAsync<Head>(HeadSql, new { regionId, code }) is not { } head)
            return null;
        return new(head, await List<string>(AliasesSql), await List<Below>(ChildrenSql), await List<Name>(NamesSql), await List<Person>(PeopleSql),
            await List<Contact>(ContactsSql), await List<Share>(OpenSql));

        async Task<IReadOnlyList<T>> List<T>(string sql) => (await connection.QueryAsync<T>(sql, new { regionId, head.Id })).AsList();
    }
}
