using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Units;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Namings;

/// <summary>点名建议 that wait for the office, oldest first, with the office's own clock.</summary>
public sealed class IndexModel(Database database, ConfirmNames confirm, RefuseNames refuse) : TrackerPage
{
    WorkingCalendar calendar = null!;
    LampRule rule = LampRule.Default;
    LocalDate today;

    public IReadOnlyList<WaitingProposal> Waiting { get; private set; } = [];
    public IReadOnlyList<(long Id, Unit Unit)> Registry { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPostConfirm(long proposalId, long[] units)
    {
        var given = await confirm.Run(Actor, await Moment(), new(proposalId, units, ""));
        Say($"已确认，补充交办{given}个单位；通知邮件已登记待发。");
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRefuse(long proposalId, string? reason)
    {
        await refuse.Run(Actor, await Moment(), proposalId, reason ?? "");
        Say("已退回，请牵头单位重新提出。");
        return RedirectToPage();
    }

    public LocalDate AnswerBy(WaitingProposal proposal) => calendar.AddWorkdays(proposal.ProposedOn, rule.AnswerWithin).Date;

    public int LateBy(WaitingProposal proposal) => calendar.WorkdaysLate(AnswerBy(proposal), today);

    async Task Load()
    {
        var at = await Moment();
        today = at.Today;
        await using var connection = await database.Open();
        calendar = await Calendars.Load(connection, Actor.RegionId);
        rule = await RegionSettings.Load(connection, Actor.RegionId, at.Now, LampRule.Default);
        Waiting = await NamingQueries.Waiting(connection, Actor);
        var units = await RegionUnits.Load(connection, Actor.RegionId, today);
        Registry = [.. units.Registry.Units.Select(u => (units.Ids[u.Code], u))];
    }
}
