using Dapper;
using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>What the security administrator's pages show.</summary>
public sealed class AccountQueries(Database database, OfficeClock clock) : IFeature
{
    /// <param name="LockedUntil">null unless the account is locked now</param>
    /// <param name="DisabledAt">null while it may sign in</param>
    public sealed record Account(
        long Id, string Login, string Name, string? Email, bool Demonstration, bool MustChangePassword, Instant? LockedUntil, Instant? DisabledAt)
    {
        public IReadOnlyList<Held> Roles { get; init; } = [];
    }

    /// <summary>A role of a person in a unit.</summary>
    public sealed record Held(long PersonId, string Role, string UnitCode, string UnitName)
    {
        public string Chinese => Enum.Parse<Role>(Role).Chinese();
    }

    public sealed record UnitChoice(string Code, string ShortName);

    const string Columns = """
        SELECT p.id, p.login, p.name, p.email, p.demonstration, p.must_change_password,
            CASE WHEN p.locked_until > @now THEN p.locked_until END AS locked_until, p.disabled_at
        FROM people p
        WHERE p.region_id = @regionId
        """;

    const string ListSql = Columns + """

            AND (@words = '' OR strpos(p.login || ' ' || p.name || ' ' || coalesce(p.email, ''), @words) > 0 OR EXISTS (
                SELECT FROM person_roles r JOIN units u ON u.region_id = r.region_id AND u.id = r.unit_id
                WHERE r.region_id = p.region_id AND r.person_id = p.id AND strpos(u.full_name || ' ' || u.short_name, @words) > 0))
            AND (@role = '' OR EXISTS (
                SELECT FROM person_roles r WHERE r.region_id = p.region_id AND r.person_id = p.id AND r.role = @role))
        ORDER BY p.id
        """;

    const string OneSql = Columns + " AND p.login = @login";

    const string RolesSql = """
        SELECT r.person_id, r.role, u.code AS unit_code, u.short_name AS unit_name
        FROM person_roles r JOIN units u ON u.region_id = r.region_id AND u.id = r.unit_id
        WHERE r.region_id = @regionId AND r.person_id = ANY(@people)
        ORDER BY r.person_id, u.position, r.role
        """;

    const string UnitsSql = "SELECT code, short_name FROM units WHERE region_id = @regionId ORDER BY position, id";

    /// <param name="words">part of a login, a name, an address or a unit's name; empty for all</param>
    /// <param name="role">only accounts that hold it; null for all</param>
    public Task<IReadOnlyList<Account>> List(int regionId, string words, Role? role) =>
        Load(regionId, ListSql, new { regionId, words, role = role?.ToString() ?? "", now = clock.Machine });

    /// <returns>null if there is no such account</returns>
    public async Task<Account?> One(int regionId, string login) =>
        (await Load(regionId, OneSql, new { regionId, login, now = clock.Machine })).SingleOrDefault();

    /// <summary>The units that a role can be held in.</summary>
    public async Task<IReadOnlyList<UnitChoice>> Units(int regionId)
    {
        await using var connection = await database.Open();
        return (await connection.QueryAsync<UnitChoice>(UnitsSql, new { regionId })).AsList();
    }

    async Task<IReadOnlyList<Account>> Load(int regionId, string sql, object arguments)
    {
        await using var connection = await database.Open();
        var accounts = (await connection.QueryAsync<Account>(sql, arguments)).AsList();
        var roles = (await connection.QueryAsync<Held>(RolesSql, new { regionId, people = accounts.Select(a => a.Id).ToArray() })).ToLookup(r => r.PersonId);
        return [.. accounts.Select(account => account with { Roles = [.. roles[account.Id]] })];
    }
}
