using Microsoft.AspNetCore.Mvc;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Circulars;

/// <summary>通报: who may be named, what they replied, and the button that issues it.</summary>
public sealed class IndexModel(
    CircularQueries queries, Database database, AnnounceCircular announce, DropFromCircular drop, IssueCircular issue) : TrackerPage
{
    /// <summary>Working days after an order, and for a reply.</summary>
    public int After { get; private set; }
    public int Within { get; private set; }

    public CircularHead? Open { get; private set; }
    public IReadOnlyList<CircularHead> Issued { get; private set; } = [];
    public IReadOnlyList<CircularUnit> Units { get; private set; } = [];

    /// <summary>Where none is open: what could go into one, by unit.</summary>
    public IReadOnlyList<IGrouping<long, CircularLine>> Candidates { get; private set; } = [];

    ILookup<long, CircularLine> lines = Array.Empty<CircularLine>().ToLookup(l => l.UnitId);

    public IEnumerable<CircularLine> LinesOf(long unitId) => lines[unitId];

    public async Task OnGet()
    {
        var at = await Moment();
        var all = await queries.All(Actor.RegionId);
        (Open, Issued) = (all.FirstOrDefault(c => c.IssuedOn is null), [.. all.Where(c => c.IssuedOn is not null)]);
        await using var connection = await database.Open();
        var rule = await RegionSettings.Load(connection, Actor.RegionId, at.Now, LadderRule.Default);
        (After, Within) = (rule.CircularAfter, rule.ReplyWithin);
        if (Open is { } open)
            (Units, lines) = (await CircularQueries.Units(connection, Actor.RegionId, open.Id), (await CircularQueries.Lines(connection, Actor.RegionId, open.Id)).ToLookup(l => l.UnitId));
        else
            Candidates = [.. (await CircularQueries.Candidates(connection, Actor.RegionId, CircularQueries.SentBy(rule, await Calendars.Load(connection, Actor.RegionId), at.Today))).GroupBy(l => l.UnitId)];
    }

    public async Task<IActionResult> OnPostAnnounce()
    {
        await announce.Run(Actor, await Moment());
        Say("已告知有关单位，邮件今天或下一个工作日送出。");
        return Redirect("/circulars");
    }

    public async Task<IActionResult> OnPostDrop(long id, long unitId, string? reason)
    {
        await drop.Run(Actor, await Moment(), id, unitId, reason ?? "");
        Say("已从通报里撤下。");
        return Redirect("/circulars");
    }

    public async Task<IActionResult> OnPostIssue(long id)
    {
        var named = await issue.Run(Actor, await Moment(), id);
        Say(named == 0 ? "所列事项都已办理或撤下，通报了结，没有发出邮件。" : $"通报已印发，点名 {named} 家。");
        return Redirect("/circulars");
    }
}
