using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Features.Shared;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Home;

/// <summary>Leads each person to the first page of the day.</summary>
public sealed class IndexModel : TrackerPage
{
    public IActionResult OnGet()
    {
        TempData.Keep();
        return LocalRedirect(Navigation.For(Actor).FirstOrDefault()?.Href ?? "/password");
    }
}
