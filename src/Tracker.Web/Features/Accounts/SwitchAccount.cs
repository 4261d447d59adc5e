using Dapper;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>Disables an account or lets it in again; what its person did stays.</summary>
public sealed class SwitchAccount(Database database, EventLog events, OfficeClock clock) : IFeature
{
    sealed record Switched(long Id, string Name);

    const string DisableSql = """
        UPDATE people SET disabled_at = @now, security_stamp = gen_random_uuid()
        WHERE region_id = @RegionId AND login = @login AND disabled_at IS NULL RETURNING id, name
        """;

    // Who comes back does so without the failures of before.
    const string EnableSql = """
        UPDATE people SET disabled_at = NULL, failed_sign_ins = 0, locked_until = NULL
        WHERE region_id = @RegionId AND login = @login AND (disabled_at IS NOT NULL OR locked_until > @now) RETURNING id, name
        """;

    /// <summary>Ends its sessions and keeps it out; mail goes to the unit's next contact.</summary>
    /// <exception cref="RuleBroken">the actor may not, or the account is disabled already</exception>
    public Task Disable(Actor by, OfficeMoment at, string login) => Run(by, at, login, "DisableAccount", DisableSql, "停用账号");

    /// <summary>Lets a disabled or locked account in again.</summary>
    /// <exception cref="RuleBroken">the actor may not, or the account is neither disabled nor locked</exception>
    public Task Enable(Actor by, OfficeMoment at, string login) => Run(by, at, login, "EnableAccount", EnableSql, "启用账号");

    Task Run(Actor by, OfficeMoment at, string login, string verb, string sql, string words) => database.InTransaction(async connection =>
    {
        AccountRules.RefuseOthers(by);
        var account = await connection.QuerySingleOrDefaultAsync<Switched>(sql, new { by.RegionId, login, now = clock.Machine })
            ?? throw new RuleBroken("account-not-switched", $"没有账号 {login}，或它已经是这个状态。");
        AccountRules.RefuseOneself(by, account.Id);
        await events.Append(connection, by, at.Now, new Event(verb, $"Person:{account.Id}", $"{words} {login}（{account.Name}）"));
    });
}
