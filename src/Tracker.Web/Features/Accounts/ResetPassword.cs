using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>Gives an account a new random password, to be changed at the next sign-in; cookies and lock-out end.</summary>
public sealed class ResetPassword(Database database, Passwords passwords, EventLog events) : IFeature
{
    sealed record Account(long Id, string Name);

    const string ResetSql = """
        UPDATE people SET password_hash = @hash, must_change_password = true, security_stamp = gen_random_uuid(),
            failed_sign_ins = 0, locked_until = NULL
        WHERE region_id = @RegionId AND login = @login RETURNING id, name
        """;

    /// <returns>the new password, to be shown once</returns>
    /// <exception cref="RuleBroken">the actor may not, or no such account</exception>
    public Task<string> Run(Actor by, OfficeMoment at, string login) => database.InTransaction(async connection =>
    {
        AccountRules.RefuseOthers(by);
        var password = Passwords.Random();
        var account = await connection.QuerySingleOrDefaultAsync<Account>(ResetSql, new { by.RegionId, login, hash = passwords.Hash(password) })
            ?? throw AccountRules.NoSuchAccount(login);
        AccountRules.RefuseOneself(by, account.Id);
        await events.Append(connection, by, at.Now, new Event(nameof(ResetPassword), $"Person:{account.Id}", $"重置 {login}（{account.Name}）的密码"));
        return password;
    });
}
