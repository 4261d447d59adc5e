using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Circulars;
using Tracker.Web.Features.Duties;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Todo;

/// <summary>待办: a liaison's first page, with a part for each unit of the person.</summary>
public sealed class IndexModel(Database database, Acknowledge acknowledge, SignAdjustment signAdjustment) : TrackerPage
{
    /// <summary>More are folded, so that what else is to do stays in sight.</summary>
    public const int LimitsAtOnce = 8;

    WorkingCalendar calendar = null!;
    LocalDate today;

    public IReadOnlyList<UnitTodo> Units { get; private set; } = [];

    IReadOnlyList<DraftLine> drafts = [];
    IReadOnlyList<AdjustmentToSign> adjustments = [];

    /// <summary>What the office adjusted and the unit has not signed.</summary>
    public IReadOnlyList<AdjustmentToSign> AdjustmentsFor(UnitTodo unit) => [.. adjustments.Where(a => a.UnitId == unit.UnitId)];

    /// <summary>How much of the unit's lies before its head.</summary>
    public int ForApproval(UnitTodo unit) => drafts.Count(d => d.UnitId == unit.UnitId);

    public bool IsHeadOf(UnitTodo unit) => Actor.Roles.Contains(new(Role.UnitHead, unit.UnitId));

    public async Task OnGet()
    {
        today = (await Moment()).Today;
        await using var connection = await database.Open();
        calendar = await Calendars.Load(connection, Actor.RegionId);
        drafts = await ApprovalQueries.OfUnits(connection, Actor);
        adjustments = await AdjustmentQueries.Unsigned(connection, Actor.RegionId, Actor.OwnUnits);
        var rule = await RegionSettings.Load(connection, Actor.RegionId, (await Moment()).Now, LampRule.Default);
        var assignments = await TodoQueries.Assignments(connection, Actor);
        var returns = await TodoQueries.Returns(connection, Actor);
        var facts = (await AssignmentFactsQuery.Of(connection, Actor.RegionId, [.. assignments.Select(a => a.Id)], today)).ToDictionary(a => a.Id, a => a.Facts);
        Provisional = await ProvisionalDates.Of(connection, Actor.RegionId, calendar, assignments.SelectMany(a => facts[a.Id].DatesInForce(), (a, d) => (a.ItemId, (LocalDate?)d.On)));
        Duties = [.. (await DutyQueries.Running(connection, Actor, null, await Moment())).Where(OwesAnswer)];
        Circulars = await CircularQueries.ToReply(connection, Actor);
        Instructions = [.. (await InstructionQueries.Open(connection, Actor, await Moment())).Select(Own).Where(l => l.Parts.Any(p => p.Owes)).OrderBy(l => l.Parts.Where(p => p.Owes).Min(p => p.DueOn))];
        Units = [.. (await TodoQueries.Units(connection, Actor)).Select(u => new UnitTodo(u.Id, u.Name, assignments, returns, facts, calendar, rule, today))];
    }

    /// <summary>Which of the dates no notice has settled.</summary>
    public ProvisionalDates Provisional { get; private set; } = ProvisionalDates.None;

    /// <summary>Duties of covering letters that a unit of this person has to answer soon, or should have.</summary>
    public IReadOnlyList<DutyLine> Duties { get; private set; } = [];

    /// <summary>拟通报 that a unit of this person may still reply to.</summary>
    public IReadOnlyList<(CircularHead Circular, long UnitId)> Circulars { get; private set; } = [];

    /// <summary>批示 that a unit of this person has not answered, most pressing first.</summary>
    public IReadOnlyList<InstructionLine> Instructions { get; private set; } = [];

    // A coordinator who is liaison as well sees all of them elsewhere.
    InstructionLine Own(InstructionLine line) => line with { Parts = [.. line.Parts.Where(p => p.UnitId is { } unit && Actor.OwnUnits.Contains(unit))] };

    bool OwesAnswer(DutyLine line) => line.Duty.ReturnKind is null && UnitTodo.IsNear(line.Duty.DueOn!.Value, today, calendar)
        && line.Units.Any(u => u.AnsweredOn is null && Actor.OwnUnits.Contains(u.UnitId));

    public async Task<IActionResult> OnPostSign(long dispatchId, long unitId)
    {
        await acknowledge.Run(Actor, await Moment(), dispatchId, unitId);
        Say("已签收。下面可以开始报送进展。");
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSignAdjustment(long adjustmentId, long unitId)
    {
        await signAdjustment.Run(Actor, await Moment(), adjustmentId, unitId);
        Say("已签收这次调整。");
        return RedirectToPage();
    }

    /// <summary>How long it has waited for the unit.</summary>
    public string Waited(LocalDate since) => calendar.WorkdaysAfter(since, today) is > 0 and var days ? $"已等{days}个工作日" : "今天";

    /// <summary>剩余6个工作日</summary>
    public string DaysTo(LocalDate date) => LampWords.DaysInWords(date, today, calendar);

    /// <summary>The lamp's reason with the days reckoned to today.</summary>
    public string ReasonOf(TodoAssignment assignment) => LampWords.InWords(assignment.Reason ?? "", assignment.NearestOn, today, calendar);
}
