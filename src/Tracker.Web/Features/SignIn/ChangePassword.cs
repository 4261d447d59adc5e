using Dapper;
using Tracker.Domain;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.SignIn;

/// <summary>A person changes the own password; cookies made before end.</summary>
public sealed class ChangePassword(Database database, Passwords passwords, EventLog events) : IFeature
{
    sealed record Account(string Login, string PasswordHash);

    const string FindSql = """
        SELECT login, password_hash FROM people WHERE region_id = @RegionId AND id = @PersonId FOR UPDATE
        """;

    const string ChangeSql = """
        UPDATE people SET password_hash = @hash, security_stamp = gen_random_uuid(), must_change_password = false
        WHERE region_id = @RegionId AND id = @PersonId RETURNING security_stamp
        """;

    /// <returns>what the new cookie holds</returns>
    /// <exception cref="RuleBroken">it is nobody's account, the old password is wrong, or the new one is too weak</exception>
    public Task<SignedIn> Run(Actor by, OfficeMoment at, string old, string @new) => database.InTransaction(async connection =>
    {
        var account = await connection.QuerySingleOrDefaultAsync<Account>(FindSql, new { by.RegionId, by.PersonId }) ?? throw NotYours.Of("账号");
        if (!passwords.Matches(account.PasswordHash, old))
            throw new RuleBroken("old-password-is-wrong", "现在的密码不对。");
        if (Passwords.Weakness(@new, account.Login) is { } weakness)
            throw new RuleBroken("password-is-weak", weakness);
        var stamp = await connection.ExecuteScalarAsync<Guid>(ChangeSql, new { by.RegionId, by.PersonId, hash = passwords.Hash(@new) });
        await events.Append(connection, by, at.Now, new Event(nameof(ChangePassword), $"Person:{by.PersonId}", "修改密码"));
        return new SignedIn(by.RegionId, by.PersonId!.Value, stamp, false);
    });
}
