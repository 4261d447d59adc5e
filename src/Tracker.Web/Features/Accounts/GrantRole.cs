using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>Gives an account one more role in a unit. Its cookies end, so that the rights of a session are those of a sign-in.</summary>
public sealed class GrantRole(Database database, EventLog events, OfficeClock clock) : IFeature
{
    sealed record Account
    {
        public required long Id { get; init; }
        public required string Name { get; init; }
        public required string[] Roles { get; init; }
    }

    // The row is locked, so that two grants at once cannot join what must be apart.
    const string FindSql = """
        SELECT p.id, p.name,
            array(SELECT r.role FROM person_roles r WHERE r.region_id = p.region_id AND r.person_id = p.id) AS roles
        FROM people p WHERE p.region_id = @RegionId AND p.login = @login
        FOR UPDATE
        """;

    const string GrantSql = """
        WITH granted AS (
            INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at)
            SELECT u.region_id, @personId, @role, u.id, @now FROM units u WHERE u.region_id = @RegionId AND u.code = @unitCode
            ON CONFLICT DO NOTHING
            RETURNING region_id, unit_id),
        ended AS (
            UPDATE people SET security_stamp = gen_random_uuid() WHERE region_id = @RegionId AND id = @personId AND EXISTS (SELECT FROM granted))
        SELECT u.short_name FROM granted g JOIN units u ON u.region_id = g.region_id AND u.id = g.unit_id
        """;

    /// <exception cref="RuleBroken">the actor may not, no such account or unit, held already, or roles that must be apart</exception>
    public Task Run(Actor by, OfficeMoment at, string login, Role role, string unitCode) =>
        database.InTransaction(connection => Run(connection, by, at, login, role, unitCode));

    /// <summary>The same inside a transaction that is already open.</summary>
    public async Task Run(NpgsqlConnection connection, Actor by, OfficeMoment at, string login, Role role, string unitCode)
    {
        AccountRules.RefuseOthers(by);
        var account = await connection.QuerySingleOrDefaultAsync<Account>(FindSql, new { by.RegionId, login })
            ?? throw AccountRules.NoSuchAccount(login);
        AccountRules.RefuseOneself(by, account.Id);
        AccountRules.RefuseUnseparated([.. account.Roles.Select(Enum.Parse<Role>), role]);
        var unit = await connection.ExecuteScalarAsync<string?>(GrantSql, new
        {
            by.RegionId, personId = account.Id, role = role.ToString(), unitCode, now = clock.Machine,
        }) ?? throw new RuleBroken("role-not-granted", $"没有代码为 {unitCode} 的单位，或 {account.Name} 在那里已经是{role.Chinese()}。");
        await events.Append(connection, by, at.Now, new Event(nameof(GrantRole), $"Person:{account.Id}",
            $"授予 {login}（{account.Name}）{unit}{role.Chinese()}", After: new { role = role.ToString(), unit = unitCode }));
    }
}
