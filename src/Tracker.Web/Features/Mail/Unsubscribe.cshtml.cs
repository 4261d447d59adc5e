using Microsoft.AspNetCore.Mvc;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Mail;

/// <summary>退订 by the link in a mail, without a sign-in: opening it shows what would change, a POST changes it, by its button or by the
/// mail program's own (RFC 8058), which knows no token of a form.</summary>
[IgnoreAntiforgeryToken(Order = 1001)] // after the filter that all pages have
public sealed class UnsubscribeModel(UnsubscribeLinks links, SaveMailSettings save, Actors actors) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public string Token { get; set; } = "";

    /// <summary>Whose link it is; null where it is nobody's.</summary>
    public UnsubscribeLinks.Reader? Reader { get; private set; }
    public bool Done { get; private set; }

    public string What => string.Join('、', Reader!.Topics.Select(t => t.Chinese()));

    public void OnGet() => Reader = links.Read(Token);

    public async Task<IActionResult> OnPost()
    {
        Reader = links.Read(Token);
        if (Reader is null || await actors.ById(Reader.RegionId, Reader.PersonId) is not { } actor)
        {
            (Reader, Response.StatusCode) = (null, StatusCodes.Status404NotFound);
            return Page();
        }
        await save.Unsubscribe(actor, await Moment(), Reader.Topics);
        Done = true;
        return Page();
    }
}
