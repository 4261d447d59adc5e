using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Shared;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>申请延期: which date, until when, why, and on what basis.</summary>
public sealed class ExtendModel(Database database, RequestExtension requestExtension) : TrackerPage
{
    WorkingCalendar calendar = null!;
    LocalDate today;

    [BindProperty(SupportsGet = true)] public long Id { get; set; }

    /// <summary>The date in the sentence; 0 for the due date.</summary>
    [BindProperty] public long Milestone { get; set; }
    [BindProperty] public DateOnly? NewOn { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public BasisInput Basis { get; set; } = new();
    [BindProperty] public ApprovalInput Approval { get; set; } = new();

    public FormHead Head { get; private set; } = null!;
    public IReadOnlyList<ExtendableDate> Dates { get; private set; } = [];
    public int AnswerWithin { get; private set; }
    public int Remain { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (!await Load(proposes: true))
            return NotFound();
        Milestone = Dates is [var first, ..] ? first.MilestoneId ?? 0 : 0;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load(proposes: false))
            return NotFound();
        if (NewOn is not { } newOn)
            throw new RuleBroken("date-missing", "请选择延至哪一天。");
        var form = new RequestExtension.Form(Id, Milestone == 0 ? null : Milestone, LocalDate.FromDateOnly(newOn), Reason ?? "", Basis.ToBasis(), Approval.ToPaper());
        Say(await requestExtension.Run(Actor, await Moment(), form) is null
            ? "已送单位负责人审签，审签同意后报办公厅。" : $"已申请延期，办公厅在{AnswerWithin}个工作日内答复。");
        return Redirect($"/items/{Head.ItemId}");
    }

    public string DaysTo(ExtendableDate date) => LampWords.DaysInWords(date.InForce, today, calendar);

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load(proposes: false) ? Page() : NotFound();
    }

    async Task<bool> Load(bool proposes)
    {
        var at = await Moment();
        today = at.Today;
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        Head = head;
        calendar = await Calendars.Load(connection, Actor.RegionId);
        Dates = await ExtendableDates.Of(connection, Actor.RegionId, Id, today);
        var rule = await RegionSettings.Load(connection, Actor.RegionId, at.Now, LampRule.Default);
        (AnswerWithin, Remain) = (rule.AnswerWithin, rule.RemainAfterRefusal);
        await Approval.Show(connection, Actor, head.UnitId, proposes);
        return true;
    }
}
