using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>What holds for every verb on accounts and rights.</summary>
public static class AccountRules
{
    /// <exception cref="RuleBroken">the actor is neither a security administrator nor the operator's shell</exception>
    public static void RefuseOthers(Actor by)
    {
        if (by.PersonId is not null && !by.Is(Role.SecurityAdministrator))
            throw new RuleBroken("only-security-administrators-grant", "只有安全管理员可以管理账号和权限。");
    }

    /// <summary>Nobody decides about himself: rights, disabling and resetting need another administrator.</summary>
    /// <exception cref="RuleBroken">the account is the actor's own</exception>
    public static void RefuseOneself(Actor by, long personId)
    {
        if (by.PersonId == personId)
            throw new RuleBroken("nobody-grants-himself", "不能更改自己的账号和权限，请由另一位安全管理员办理。");
    }

    /// <summary>A login stands in addresses and in the log, so it is plain.</summary>
    /// <exception cref="RuleBroken">it holds something else than letters, digits, dot and hyphen</exception>
    public static void RefuseOddLogin(string login)
    {
        if (login.Length is 0 or > 40 || !char.IsAsciiLetterOrDigit(login[0]) || !login.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            throw new RuleBroken("login-is-plain", "用户名只能由字母、数字、点和横线组成，以字母或数字开头，最多 40 个字符。");
    }

    /// <summary>三员分立: whoever grants rights neither runs the system nor reads its log.</summary>
    /// <exception cref="RuleBroken">one person would hold both</exception>
    public static void RefuseUnseparated(IReadOnlyCollection<Role> roles)
    {
        if (roles.Contains(Role.SecurityAdministrator) && (roles.Contains(Role.SystemAdministrator) || roles.Contains(Role.Auditor)))
            throw new RuleBroken("administrators-are-separated", "安全管理员不能同时担任系统管理员或审计员。");
    }

    public static RuleBroken NoSuchAccount(string login) => new("no-such-account", $"没有账号 {login}。");
}
