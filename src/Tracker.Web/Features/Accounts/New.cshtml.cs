using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Accounts;

/// <summary>A new account; its password is shown once, on the page that follows.</summary>
public sealed class NewModel(CreateAccount createAccount, AccountQueries queries) : TrackerPage
{
    [BindProperty] public string? Login { get; set; }
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Email { get; set; }
    [BindProperty] public string? Unit { get; set; }
    [BindProperty] public List<Role> Roles { get; set; } = [];

    public IReadOnlyList<AccountQueries.UnitChoice> Units { get; private set; } = [];

    public async Task OnGet() => Units = await queries.Units(Actor.RegionId);

    public async Task<IActionResult> OnPost()
    {
        var form = new CreateAccount.Form(Required(Login, "用户名"), Required(Name, "姓名"), string.IsNullOrWhiteSpace(Email) ? null : Email.Trim(), Unit ?? "", Roles);
        if (Roles.Count == 0)
            throw new RuleBroken("role-missing", "请至少选一个角色。");
        TempData[AccountModel.PasswordKey] = await createAccount.Run(Actor, await Moment(), form);
        Say($"账号 {form.Login} 已建立。");
        return RedirectToPage("/Accounts/Account", new { login = form.Login.ToLowerInvariant() });
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        await OnGet();
        return Page();
    }

    static string Required(string? value, string what) =>
        string.IsNullOrWhiteSpace(value) ? throw new RuleBroken("field-missing", $"请填写{what}。") : value.Trim();
}
