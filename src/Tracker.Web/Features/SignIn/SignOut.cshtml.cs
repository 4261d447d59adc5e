using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.SignIn;

public sealed class SignOutModel : TrackerPage
{
    // A link must not sign anybody out.
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPost()
    {
        await HttpContext.SignOutAsync();
        return LocalRedirect("/sign-in");
    }
}
