using Dapper;
using Npgsql;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>Makes an account with its roles; the password is random and changed at first sign-in.</summary>
public sealed class CreateAccount(Database database, Passwords passwords, EventLog events, OfficeClock clock) : IFeature
{
    /// <param name="Login">lower case; unique in the region</param>
    /// <param name="UnitCode">the unit that every role of this account belongs to</param>
    public sealed record Form(string Login, string Name, string? Email, string UnitCode, IReadOnlyList<Role> Roles, bool Demonstration = false);

    const string InsertSql = """
        INSERT INTO people (region_id, login, name, email, password_hash, security_stamp, must_change_password, demonstration, created_at)
        VALUES (@RegionId, lower(@Login), @Name, @Email, @hash, gen_random_uuid(), NOT @Demonstration, @Demonstration, @now)
        RETURNING id
        """;

    const string GrantSql = """
        INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at)
        SELECT @RegionId, @personId, role, u.id, @now
        FROM unnest(@roles) AS role JOIN units u ON u.region_id = @RegionId AND u.code = @UnitCode
        """;

    /// <returns>the password, to be printed once</returns>
    /// <exception cref="RuleBroken">the actor may not, the login is taken, the unit is unknown, or the roles must not be held together</exception>
    public Task<string> Run(Actor by, OfficeMoment at, Form form) =>
        database.InTransaction(connection => Run(connection, by, at, form, Passwords.Random()));

    /// <summary>The same inside a transaction that is already open, with a given password.</summary>
    public async Task<string> Run(NpgsqlConnection connection, Actor by, OfficeMoment at, Form form, string password)
    {
        AccountRules.RefuseOthers(by);
        AccountRules.RefuseOddLogin(form.Login);
        AccountRules.RefuseUnseparated(form.Roles);
        var now = clock.Machine;
        try
        {
            var personId = await connection.ExecuteScalarAsync<long>(InsertSql, new
            {
                by.RegionId, form.Login, form.Name, form.Email, hash = form.Demonstration ? passwords.HashOfDemonstration(password) : passwords.Hash(password), form.Demonstration, now,
            });
            var granted = await connection.ExecuteAsync(GrantSql, new
            {
                by.RegionId, personId, form.UnitCode, roles = form.Roles.Select(r => r.ToString()).ToArray(), now,
            });
            if (granted < form.Roles.Count)
                throw new RuleBroken("unknown-unit", $"没有代码为 {form.UnitCode} 的单位。");
            await events.Append(connection, by, at.Now, new Event(nameof(CreateAccount), $"Person:{personId}",
                $"新建账号 {form.Login}（{form.Name}）：{string.Join('、', form.Roles.Select(r => r.Chinese()))}", After: form));
            return password;
        }
        catch (PostgresException e) when (e.Broke("login_is_unique"))
        {
            throw new RuleBroken("login-taken", $"账号 {form.Login} 已经存在。");
        }
    }
}
