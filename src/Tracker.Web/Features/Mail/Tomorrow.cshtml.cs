using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>邮件预览: what the next working day, or another one soon, would send to whom.</summary>
public sealed class TomorrowModel(PreviewMail preview) : TrackerPage
{
    /// <summary>Of each kind; more say the same to others.</summary>
    public const int AtOnce = 100;

    [BindProperty(SupportsGet = true)] public DateOnly? Day { get; set; }

    public LocalDate Chosen { get; private set; }

    /// <summary>Null where the day cannot be previewed: the page says why.</summary>
    public PreviewMail.Preview? Preview { get; private set; }

    public async Task OnGet()
    {
        var today = (await Moment()).Today;
        Chosen = Day is { } day ? LocalDate.FromDateOnly(day) : await preview.NextWorkday(Actor.RegionId, today);
        try
        {
            Preview = await preview.Run(Actor.RegionId, today, Chosen);
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError("", broken.Message);
        }
    }
}
