using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Tracker.Domain;

namespace Tracker.Web.Platform;

/// <summary>
/// A page of a signed-in person. A broken office rule in a post becomes a message on the page it came from:
/// in one place, here.
/// </summary>
public abstract class TrackerPage : PageModel
{
    protected const string SaidKey = "said", BrokenKey = "broken";

    public Actor Actor => HttpContext.Actor();

    /// <summary>The office's today and now, as this database has them.</summary>
    protected async Task<OfficeMoment> Moment()
    {
        await using var connection = await HttpContext.RequestServices.GetRequiredService<Database>().Open();
        return await HttpContext.RequestServices.GetRequiredService<OfficeClock>().Now(connection);
    }

    /// <summary>Shown once on the next page: what was just done.</summary>
    protected void Say(string sentence) => TempData[SaidKey] = sentence;

    /// <summary>What to show when a rule was broken: the same page anew, unless a page keeps what was typed.</summary>
    protected virtual Task<IActionResult> Redisplay(RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(Redirect(Request.Path + Request.QueryString));
    }

    /// <summary>The form anew with the sentence in it; where what it was about has gone meanwhile, the sentence on another page.</summary>
    /// <param name="load">false where it has gone</param>
    protected async Task<IActionResult> FormAnew(RuleBroken broken, Func<Task<bool>> load, Func<Task<IActionResult>> elsewhere)
    {
        if (!await load())
        {
            TempData[BrokenKey] = broken.Message;
            return await elsewhere();
        }
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return Page();
    }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        if (Broken(executed.Exception) is { } broken && !executed.ExceptionHandled && HttpMethods.IsPost(Request.Method))
        {
            executed.Result = await Redisplay(broken);
            executed.ExceptionHandled = true;
        }
    }

    // A full disk is no bug of the page: what was typed is shown again beside the sentence.
    static RuleBroken? Broken(Exception? exception) => exception is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        ? new RuleBroken("disk-full", Refusals.DiskFull) : exception as RuleBroken;
}
