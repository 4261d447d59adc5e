using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Items;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Shared;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Requests;

/// <summary>One answer: what is asked and why, everybody's dates, what was asked and reported before.</summary>
public sealed class DecideModel(
    Database database, GrantExtension grantExtension, GrantReassignment grantReassignment, GrantExemption grantExemption, RefuseRequest refuseRequest) : TrackerPage
{
    WorkingCalendar calendar = null!;
    LocalDate today;

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public DateOnly? NewOn { get; set; }
    [BindProperty] public bool WholeItem { get; set; }
    [BindProperty] public string? Remark { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public BasisInput Basis { get; set; } = new();

    public RequestLine Waiting { get; private set; } = null!;
    public IReadOnlyList<RequestLine> Earlier { get; private set; } = [];
    public IReadOnlyList<ItemPart> Parts { get; private set; } = [];
    public IReadOnlyList<ItemReport> Reports { get; private set; } = [];
    public LocalDate AnswerBy { get; private set; }
    public int LateBy => calendar.WorkdaysLate(AnswerBy, today);

    /// <summary>Working days that a refusal leaves.</summary>
    public int Remain { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return await ElseItem();
        // The first lead's date is the item's: whoever works with it gets the same, unless the office says otherwise.
        (NewOn, WholeItem) = (Waiting.NewOn?.ToDateOnly(), Waiting.Role == AssignmentRole.Lead);
        return Page();
    }

    public async Task<IActionResult> OnPostExtend()
    {
        if (NewOn is not { } newOn)
            throw new RuleBroken("date-missing", "请选择新的日期。");
        await grantExtension.Run(Actor, await Moment(), new(Id, LocalDate.FromDateOnly(newOn), WholeItem, Remark ?? ""));
        Say($"已同意延期至{LocalDate.FromDateOnly(newOn).OnPaper()}；答复通知已排入发送。");
        return Redirect("/requests");
    }

    public async Task<IActionResult> OnPostReassign()
    {
        await grantReassignment.Run(Actor, await Moment(), new(Id, Basis.ToBasis(), Remark ?? ""));
        Say("已同意调整责任单位；新的承办单位会收到交办通知，另行签收。");
        return Redirect("/requests");
    }

    public async Task<IActionResult> OnPostExempt()
    {
        var closed = await grantExemption.Run(Actor, await Moment(), new(Id, Basis.ToBasis(), Remark ?? ""));
        Say(closed ? "已同意不涉及；其他单位都已办结，任务随之办结。" : "已同意不涉及；答复通知已排入发送。");
        return Redirect("/requests");
    }

    public async Task<IActionResult> OnPostRefuse()
    {
        await refuseRequest.Run(Actor, await Moment(), Id, Reason ?? "");
        Say("已答复不同意；答复通知已排入发送。");
        return Redirect("/requests");
    }

    /// <summary>The lamp's reason with the days reckoned to today.</summary>
    public string ReasonOf(ItemPart part) => LampWords.InWords(part.Reason ?? "", part.NearestOn, today, calendar);

    protected override Task<IActionResult> Redisplay(RuleBroken broken) => FormAnew(broken, Load, ElseItem);

    // Answered meanwhile: its item tells by whom and how.
    async Task<IActionResult> ElseItem()
    {
        await using var connection = await database.Open();
        return await RequestQueries.One(connection, Actor, Id) is { } answered ? Redirect($"/items/{answered.ItemId}") : NotFound();
    }

    async Task<bool> Load()
    {
        var at = await Moment();
        today = at.Today;
        await using var connection = await database.Open();
        if (await RequestQueries.One(connection, Actor, Id) is not { Decision: null } waiting)
            return false;
        Waiting = waiting;
        calendar = await Calendars.Load(connection, Actor.RegionId);
        Earlier = [.. (await RequestQueries.OfItem(connection, Actor, waiting.ItemId)).Where(r => r.Id != Id)];
        Parts = await ItemQueries.Parts(connection, Actor, waiting.ItemId);
        (Reports, _) = Compared.Of(waiting.ItemText, await ItemQueries.Reports(connection, Actor, waiting.ItemId), []);
        var rule = await RegionSettings.Load(connection, Actor.RegionId, at.Now, LampRule.Default);
        AnswerBy = new OpenRequest(waiting.Kind, waiting.AskedOn, waiting.InTime).AnswerBy(rule, calendar);
        Remain = rule.RemainAfterRefusal;
        return true;
    }
}
