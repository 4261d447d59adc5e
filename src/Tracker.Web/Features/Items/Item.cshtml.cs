using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Adjustments;
using Tracker.Web.Features.Approvals;
using Tracker.Web.Features.Dispositions;
using Tracker.Web.Features.Instructions;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Requests;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Items;

/// <summary>One item: the exact clause, who does what, what was reported, and the one thing to do next.</summary>
public sealed class ItemModel(Database database, TakeBackRequest takeBackRequest, TakeBackDraft takeBackDraft) : TrackerPage
{
    WorkingCalendar calendar = null!;
    Dictionary<long, AssignmentOnDay> facts = [];
    LampRule rule = LampRule.Default;

    public ItemHead Head { get; private set; } = null!;
    public IReadOnlyList<ItemPart> Parts { get; private set; } = [];
    public IReadOnlyList<ItemReport> Reports { get; private set; } = [];
    public IReadOnlyList<ItemCompletion> Completions { get; private set; } = [];

    /// <summary>Confirmed parts of other units that each do the duty in their own field: dozens, so they are folded.</summary>
    public IReadOnlyList<ItemCompletion> Settled => [.. Completions.Where(c => c.Decision == "Confirmed"
        && Parts.Any(p => p.Id == c.AssignmentId && p is { Role: AssignmentRole.Responsible, Own: false }))];

    public ItemReports ReportsToShow => ItemReports.Of(Reports, Parts);
    public IReadOnlyList<ItemMilestone> Milestones { get; private set; } = [];
    public IReadOnlyList<ItemEvent> Events { get; private set; } = [];
    public IReadOnlyList<RequestLine> Requests { get; private set; } = [];
    public IReadOnlyList<AdjustmentLine> Adjustments { get; private set; } = [];

    /// <summary>接续: the items of earlier years with what was reported of them, latest year first.</summary>
    public IReadOnlyList<CarriedYear> EarlierYears { get; private set; } = [];

    /// <summary>The item of the next year that goes on with this one.</summary>
    public CarriedItem? GoesOnIn { get; private set; }

    /// <summary>批示 that the person may see.</summary>
    public IReadOnlyList<InstructionLine> Instructions { get; private set; } = [];

    /// <summary>Dispatched: a leader may give an instruction, or the office enter one.</summary>
    public bool MayInstruct => Actor.SeesRegion && Parts.Count > 0;

    /// <summary>What the heads of the person's units sent back and nobody wrote anew.</summary>
    public IReadOnlyList<SentBackLine> SentBack { get; private set; } = [];
    IReadOnlyList<DraftLine> drafts = [];
    public LocalDate Today { get; private set; }

    /// <summary>The date and why it is that date.</summary>
    public string Due { get; private set; } = "";

    /// <summary>The date set since for a part, where one was; the first stays beside it.</summary>
    public LocalDate? PutOffTo(ItemPart part) =>
        facts.GetValueOrDefault(part.Id) is { Due: DueOn now } assignment && assignment.Due != assignment.FirstDue ? now.Date : null;

    /// <summary>Which of its dates no notice has settled.</summary>
    public ProvisionalDates Provisional { get; private set; } = ProvisionalDates.None;

    public IEnumerable<ItemPart> Own => Parts.Where(p => p.Own);

    /// <summary>How often the duties in the sentence have come up, as a part's reports say.</summary>
    public IReadOnlyList<ObligationCount> CountsOf(ItemPart part) => facts.GetValueOrDefault(part.Id)?.Facts.Counts ?? [];

    /// <summary>Whose reports this part merges: those of the supports, where it is the first lead's.</summary>
    public IReadOnlyList<ItemPart> SupportsOf(ItemPart part) =>
        part is { Role: AssignmentRole.Lead, Position: 1 } ? [.. Parts.Where(p => p is { Role: AssignmentRole.Support, TransferredOn: null })] : [];

    /// <summary>What a coordinator can decide here now.</summary>
    public IEnumerable<ItemPart> Waiting => Actor.Is(Role.Coordinator) ? Parts.Where(p => p.WaitingId is not null) : [];

    public IEnumerable<RequestLine> WaitingRequests => Actor.Is(Role.Coordinator) ? Requests.Where(r => r.Decision is null && Matters(r)) : [];

    /// <summary>Dispatched and not closed: the office may adjust it.</summary>
    public bool MayAdjust => Actor.Is(Role.Coordinator) && Head.ClosedOn is null && Parts.Count > 0;
    /// <summary>会后7日内: the office tells when it happened.</summary>
    public bool MayRecordEvent => MayAdjust && Parts is [var first, ..] && facts.GetValueOrDefault(first.Id) is { FirstDue: DueAfterEvent };

    /// <summary>Whether the office may decide about the item as a whole.</summary>
    public bool MayDispose => Actor.Is(Role.Coordinator) && Parts.Count > 0 && Head.Closed is not (Closing.Withdrawn or Closing.Superseded);

    /// <summary>What the office may decide now, in words.</summary>
    public string OfficeMay => Head switch
    {
        { Closed: not null } => "回头看",
        { State: WorkItemState.Suspended } => "恢复办理、继续暂缓、撤销、并入",
        { State: WorkItemState.AwaitingTrigger } => "确定时限、暂缓、撤销、并入",
        _ => "暂缓、撤销、并入、整体办结、办结规则",
    };

    /// <summary>What lies before the unit's own head.</summary>
    public IReadOnlyList<DraftLine> DraftsOf(ItemPart part) => [.. drafts.Where(d => d.AssignmentId == part.Id)];

    /// <summary>The part's request that waits for the office.</summary>
    public RequestLine? AskedBy(ItemPart part) => Requests.FirstOrDefault(r => r.AssignmentId == part.Id && r.Decision is null);

    public async Task<IActionResult> OnGet(long id)
    {
        var at = await Moment();
        Today = at.Today;
        await using var connection = await database.Open();
        if (await ItemQueries.Head(connection, Actor, id) is not { } head)
            return NotFound();
        Head = head;
        rule = await RegionSettings.Load(connection, Actor.RegionId, at.Now, LampRule.Default);
        Instructions = await InstructionQueries.OfItem(connection, Actor, id, at);
        await Load(connection, id);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeBackRequest(long id, long requestId)
    {
        await takeBackRequest.Run(Actor, await Moment(), requestId);
        Say("申请已撤回。");
        return Redirect($"/items/{id}");
    }

    public async Task<IActionResult> OnPostTakeBackDraft(long id, long draftId)
    {
        await takeBackDraft.Run(Actor, await Moment(), draftId);
        Say("已从单位负责人处撤回，可以修改后重新提交。");
        return Redirect($"/items/{id}");
    }

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(Redirect(Request.Path));
    }

    /// <summary>适时: whether this part is asked for its conditions, or may tell of them.</summary>
    public bool IsAsked(ItemPart part) => part is { Role: AssignmentRole.Lead, Position: 1 } && facts.GetValueOrDefault(part.Id) is { Facts.AwaitsTrigger: true };

    /// <summary>Whether the part is late with a date, which it is chased for, and has not said why.</summary>
    public bool MayAnswerNudge(ItemPart part) => part.NearestOn < Today && part.Lamp is Lamp.Red or Lamp.Yellow
        && facts.GetValueOrDefault(part.Id) is { } known && known.Facts.NudgeAnswers.All(a => a.About != part.NearestOn);

    /// <summary>Whether the unit may still ask that another be given its part.</summary>
    public bool MayAskAway(ItemPart part) => facts.GetValueOrDefault(part.Id) is { } known && Today <= calendar.AddWorkdays(known.Facts.DispatchedOn, rule.ReassignWithin).Date;

    // A request of a part that has ended is answered by its ending.
    bool Matters(RequestLine request) => Parts.Any(p => p.Id == request.AssignmentId && !p.HasEnded);

    /// <summary>The lamp's reason with the days reckoned to today.</summary>
    public string ReasonOf(ItemPart part) => LampWords.InWords(part.Reason ?? "", part.NearestOn, Today, calendar);

    async Task<Dictionary<long, AssignmentOnDay>> FactsOf(NpgsqlConnection connection, IEnumerable<ItemPart> parts) =>
        (await AssignmentFactsQuery.Of(connection, Actor.RegionId, [.. parts.Select(p => p.Id).Distinct()], Today)).ToDictionary(a => a.Id);

    async Task Load(NpgsqlConnection connection, long id)
    {
        calendar = await Calendars.Load(connection, Actor.RegionId);
        Parts = await ItemQueries.Parts(connection, Actor, id);
        Reports = await ItemQueries.Reports(connection, Actor, id);
        Completions = await ItemQueries.Completions(connection, Actor, id);
        if (Actor.Is(Role.Coordinator))
            (Reports, Completions) = Compared.Of(Head.Text, Reports, Completions);
        Requests = await RequestQueries.OfItem(connection, Actor, id);
        drafts = await ApprovalQueries.OfUnits(connection, Actor);
        SentBack = await ApprovalQueries.SentBack(connection, Actor, id);
        Milestones = await ItemQueries.Milestones(connection, Actor, id);
        Provisional = await ProvisionalDates.Of(connection, Actor.RegionId, calendar, Milestones.Select(m => (id, m.DueOn)).Concat(Completions.Select(c => (id, c.CorrectionDue))));
        Adjustments = await AdjustmentQueries.OfItem(connection, Actor, id);
        Events = await ItemQueries.Events(connection, Actor, id);
        (EarlierYears, GoesOnIn) = (await CarryQueries.Before(connection, Actor, id), await CarryQueries.After(connection, Actor.RegionId, id));
        facts = await FactsOf(connection, Parts.Take(1).Concat(Own));
        if (facts.Values.Any(a => a.Facts.Counts.Count > 0))
            facts = await FactsOf(connection, Parts);
        if (Parts is [var head, ..] && facts.TryGetValue(head.Id, out var first))
            Due = DueInWords.Of(first.FirstDue, Head.LimitKind, Head.LimitRaw);
    }
}
