using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.SignIn;

public sealed class PasswordModel(ChangePassword changePassword) : TrackerPage
{
    [BindProperty] public string? Old { get; set; }
    [BindProperty] public string? New { get; set; }
    [BindProperty] public string? Again { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        if (New != Again)
            throw new RuleBroken("passwords-differ", "两次输入的新密码不一样。");
        var person = await changePassword.Run(Actor, await Moment(), Old ?? "", New ?? "");
        await HttpContext.SignIn(person);
        Say("密码已经修改。");
        return LocalRedirect("/");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.AddModelError("", broken.Message);
        return Task.FromResult<IActionResult>(Page());
    }
}
