using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Chases;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>申请答复: everything that waits for the office's answer, oldest first, with the office's own clock.</summary>
public sealed class IndexModel(Database database, AnswerChase answerChase) : TrackerPage
{
    WorkingCalendar calendar = null!;
    LampRule rule = LampRule.Default;
    LocalDate today;

    public IReadOnlyList<RequestLine> Waiting { get; private set; } = [];

    /// <summary>Leads that ask for a missing report to be chased.</summary>
    public IReadOnlyList<ChaseLine> Chases { get; private set; } = [];

    public async Task OnGet()
    {
        var at = await Moment();
        today = at.Today;
        await using var connection = await database.Open();
        calendar = await Calendars.Load(connection, Actor.RegionId);
        rule = await RegionSettings.Load(connection, Actor.RegionId, at.Now, LampRule.Default);
        Waiting = await RequestQueries.Waiting(connection, Actor);
        Chases = await ChaseQueries.Waiting(connection, Actor);
    }

    public async Task<IActionResult> OnPostChase(long chaseId, bool chased, string? remark)
    {
        await answerChase.Run(Actor, await Moment(), new(chaseId, chased, remark ?? ""));
        Say(chased ? "已记为催报；催报邮件已排入发送。" : "已答复不催，牵头单位会看到原因。");
        return Redirect("/requests");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(Redirect("/requests"));
    }

    /// <summary>Requests on which the office is late itself.</summary>
    public int Late => Waiting.Count(r => LateBy(r) > 0);

    public LocalDate AnswerBy(RequestLine line) => new OpenRequest(line.Kind, line.AskedOn, line.InTime).AnswerBy(rule, calendar);

    public int AgeOf(RequestLine line) => calendar.WorkdaysLate(line.AskedOn, today);

    public int LateBy(RequestLine line) => calendar.WorkdaysLate(AnswerBy(line), today);
}
