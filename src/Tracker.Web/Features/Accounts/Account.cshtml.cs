using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>One account: its rights, and what an administrator may do with it.</summary>
public sealed class AccountModel(
    AccountQueries queries, GrantRole grantRole, RevokeRole revokeRole, SwitchAccount switchAccount, ResetPassword resetPassword) : TrackerPage
{
    /// <summary>Carries a new password to the one page that shows it, in an encrypted cookie that is read once.</summary>
    public const string PasswordKey = "password-once";

    [BindProperty(SupportsGet = true)] public string Login { get; set; } = "";

    public AccountQueries.Account Account { get; private set; } = null!;
    public IReadOnlyList<AccountQueries.UnitChoice> Units { get; private set; } = [];
    public string? NewPassword { get; private set; }
    public bool IsOwn => Account.Id == Actor.PersonId;

    public async Task<IActionResult> OnGet()
    {
        if (await queries.One(Actor.RegionId, Login) is not { } account)
            return NotFound();
        Account = account;
        Units = await queries.Units(Actor.RegionId);
        NewPassword = TempData[PasswordKey] as string;
        return Page();
    }

    public async Task<IActionResult> OnPostGrant(Role role, string? unit) =>
        await Done(grantRole.Run(Actor, await Moment(), Login, role, unit ?? ""), $"已授予{role.Chinese()}。");

    public async Task<IActionResult> OnPostRevoke(Role role, string? unit) =>
        await Done(revokeRole.Run(Actor, await Moment(), Login, role, unit ?? ""), $"已收回{role.Chinese()}。");

    public async Task<IActionResult> OnPostDisable() => await Done(switchAccount.Disable(Actor, await Moment(), Login), "账号已停用，已登录的会话随即结束。");

    public async Task<IActionResult> OnPostEnable() => await Done(switchAccount.Enable(Actor, await Moment(), Login), "账号已启用。");

    public async Task<IActionResult> OnPostReset()
    {
        TempData[PasswordKey] = await resetPassword.Run(Actor, await Moment(), Login);
        return RedirectToPage(new { Login });
    }

    async Task<IActionResult> Done(Task verb, string sentence)
    {
        await verb;
        Say(sentence);
        return RedirectToPage(new { Login });
    }
}
