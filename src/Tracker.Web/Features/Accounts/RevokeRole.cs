using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>Takes one role in one unit from an account; its cookies end at once.</summary>
public sealed class RevokeRole(Database database, EventLog events) : IFeature
{
    sealed record Revoked(long PersonId, string Name, string UnitName);

    const string RevokeSql = """
        WITH revoked AS (
            DELETE FROM person_roles r USING people p, units u
            WHERE r.region_id = @RegionId AND r.role = @role
                AND p.region_id = r.region_id AND p.id = r.person_id AND p.login = @login
                AND u.region_id = r.region_id AND u.id = r.unit_id AND u.code = @unitCode
            RETURNING p.id AS person_id, p.name, u.short_name AS unit_name),
        ended AS (
            UPDATE people SET security_stamp = gen_random_uuid() WHERE region_id = @RegionId AND id IN (SELECT person_id FROM revoked))
        SELECT person_id, name, unit_name FROM revoked
        """;

    /// <exception cref="RuleBroken">the actor may not, or the account does not hold that role</exception>
    public Task Run(Actor by, OfficeMoment at, string login, Role role, string unitCode) => database.InTransaction(async connection =>
    {
        AccountRules.RefuseOthers(by);
        var revoked = await connection.QuerySingleOrDefaultAsync<Revoked>(RevokeSql, new { by.RegionId, login, role = role.ToString(), unitCode })
            ?? throw new RuleBroken("role-not-held", $"账号 {login} 没有这个角色。");
        AccountRules.RefuseOneself(by, revoked.PersonId);
        await events.Append(connection, by, at.Now, new Event(nameof(RevokeRole), $"Person:{revoked.PersonId}",
            $"收回 {login}（{revoked.Name}）{revoked.UnitName}{role.Chinese()}", Before: new { role = role.ToString(), unit = unitCode }));
    });
}
