using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using Tracker.Domain.Units;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Units;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Duties;

/// <summary>One 通知要求: the office confirms whom it binds, a unit answers it, both see how it stands.</summary>
public sealed class DutyModel(Database database, ConfirmDuty confirmDuty, AnswerDuty answerDuty) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public DateOnly? Day { get; set; }
    [BindProperty] public CheckpointKind? Answer { get; set; }
    [BindProperty] public bool Everyone { get; set; } = true;
    [BindProperty] public List<long> Units { get; set; } = [];
    [BindProperty] public long UnitId { get; set; }
    [BindProperty] public string? Text { get; set; }

    public Duty Duty { get; private set; } = null!;

    /// <summary>How it stands with the units that this person may see; null while its clock does not run.</summary>
    public DutyLine? Line { get; private set; }

    public IReadOnlyList<Checkpoint> Checkpoints { get; private set; } = [];
    public IReadOnlyList<(long Id, Unit Unit)> Registry { get; private set; } = [];

    /// <summary>Why the rules offer no date.</summary>
    public string? WhyNoDate { get; private set; }

    public bool MayConfirm => Actor.Is(Role.Coordinator) && !(Duty is { IsConfirmed: true, DispatchedOn: not null });

    /// <summary>Whom it binds, in words.</summary>
    public string Bound => Duty.Everyone ? "交办涉及的全部单位" : Units.Count == 0 ? "不约束任何单位"
        : string.Join('、', Registry.Where(r => Units.Contains(r.Id)).Select(r => r.Unit.ShortName));

    /// <summary>Units of this person that owe an answer of their own.</summary>
    public IEnumerable<DutyUnit> ToAnswer => Duty.ReturnKind is null && Line is { } line
        ? line.Units.Where(u => u.AnsweredOn is null && Actor.OwnUnits.Contains(u.UnitId)) : [];

    WorkingCalendar calendar = null!;
    LocalDate today;

    public string Situation(DutyUnit unit) => unit.Lamp.InWords(today, calendar);

    public async Task<IActionResult> OnGet() => await Load(typed: false) ? Page() : NotFound();

    public async Task<IActionResult> OnPostConfirm()
    {
        var day = Day is { } typed ? LocalDate.FromDateOnly(typed) : throw new RuleBroken("duty-needs-a-day", "请填写最后一天。");
        await confirmDuty.Run(Actor, await Moment(), new(Id, day, Answer, Everyone, Units));
        Say("已确认。");
        return RedirectToPage(new { Id });
    }

    /// <summary>Units that have not done it, in administrative order.</summary>
    public IReadOnlyList<string> Missing => [.. Line?.Units.Where(u => u.AnsweredOn is null).Select(u => u.Unit) ?? []];

    public async Task<IActionResult> OnPostAnswer()
    {
        await answerDuty.Run(Actor, await Moment(), Id, UnitId, Text ?? "");
        Say("已答复。");
        return RedirectToPage(new { Id });
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load(typed: true) ? Page() : NotFound();
    }

    /// <param name="typed">keep what stands in the form</param>
    async Task<bool> Load(bool typed)
    {
        var at = await Moment();
        today = at.Today;
        await using var connection = await database.Open();
        calendar = await Calendars.Load(connection, Actor.RegionId);
        if (await DutyQueries.Find(connection, Actor.RegionId, Id) is not { } duty)
            return false;
        (Duty, Line) = (duty, await DutyQueries.Standing(connection, Actor, duty, at));
        if (!Actor.SeesRegion)
            return Line is not null;
        await LoadForm(connection, keep: typed && Request.Query["handler"] == "Confirm");
        return true;
    }

    async Task LoadForm(NpgsqlConnection connection, bool keep)
    {
        var plan = (await PlanHead.Find(connection, Actor.RegionId, Duty.PlanId))!;
        var dates = plan.DatesFor(plan.DispatchedOn ?? today);
        var units = await RegionUnits.Load(connection, Actor.RegionId, dates.DispatchedOn);
        Registry = [.. units.Registry.Units.Select(u => (units.Ids[u.Code], u))];
        Checkpoints = (await DispatchDraft.Load(connection, Actor.RegionId, plan, dates.DispatchedOn)).Checkpoints.Created;
        if (keep)
            return;
        if (Duty.IsConfirmed)
            (Day, Answer, Everyone, Units) = (Duty.DueOn?.ToDateOnly(), Duty.ReturnKind, Duty.Everyone, [.. await DutyQueries.Named(connection, Actor.RegionId, Id)]);
        else
            Propose(DueDate.Of(new NoticeDeadline(Duty.What, Duty.Raw, Duty.Stated, Duty.Rule, []), dates, calendar));
    }

    // A duty to report on the very day of a return is what that return is for; the coordinator looks at it.
    void Propose(DueDate due)
    {
        Day = (due as DueOn)?.Date.ToDateOnly();
        WhyNoDate = (due as DueToBeSet)?.Reason;
        Answer = Duty.What.Contains('报', StringComparison.Ordinal) && due is DueOn { Date: var on }
            ? Checkpoints.Where(c => c.On == on).Select(c => (CheckpointKind?)c.Kind).FirstOrDefault() : null;
    }
}
