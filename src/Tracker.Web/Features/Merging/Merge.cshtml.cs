using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Items;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Merging;

/// <summary>汇总协办: what the supports of an item say for a checkpoint, side by side, and who has said nothing.</summary>
public sealed class MergeModel(Database database, TakeOver takeOver, AskToChase askToChase) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long Id { get; set; }

    /// <summary>The checkpoint; by itself the one that is due.</summary>
    [BindProperty(SupportsGet = true)] public long? Checkpoint { get; set; }

    public FormHead Head { get; private set; } = null!;
    public IReadOnlyList<CheckpointChoice> Checkpoints { get; private set; } = [];
    public ProvisionalDates Provisional { get; private set; } = ProvisionalDates.None;
    public CheckpointChoice Chosen { get; private set; } = null!;
    public IReadOnlyList<MergedPart> Supports { get; private set; } = [];
    public IReadOnlyDictionary<long, ChaseLine> Chases { get; private set; } = new Dictionary<long, ChaseLine>();

    /// <summary>What the lead's own report opens with now.</summary>
    public ReportContent Own { get; private set; } = new();
    public bool HasDraft { get; private set; }
    public bool OwnReported { get; private set; }
    public string DaysLeft { get; private set; } = "";

    /// <summary>Whether the checkpoint is near enough for a chase.</summary>
    public bool MayChase { get; private set; }

    IReadOnlyList<ItemReport> reports = [];
    IReadOnlyDictionary<long, LocalDate> taken = new Dictionary<long, LocalDate>();

    public IEnumerable<MergedPart> Missing => Supports.Where(s => s is { Reported: false, Ended: false });

    public ItemReport? Said(MergedPart support) => support.Said(reports, Chosen.Kind);

    /// <summary>What has become of a support's report: in the draft, in a report of a day, or nothing yet.</summary>
    public string? TakenOver(ItemReport report) => Own.Sources.Contains(report.Id) ? "已并入草稿"
        : taken.TryGetValue(report.Id, out var on) ? $"已并入{on.Iso()}的报送" : null;

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPostTakeOver(long reportId)
    {
        await takeOver.Run(Actor, await Moment(), Id, reportId);
        Say("已并入本单位报告草稿，报送前可以修改。");
        return Back();
    }

    public async Task<IActionResult> OnPostChase(long assignmentId)
    {
        await askToChase.Run(Actor, await Moment(), Id, assignmentId, Checkpoint ?? 0);
        Say("已请办公厅催报，答复会显示在这里。");
        return Back();
    }

    RedirectResult Back() => Redirect($"/assignments/{Id}/merge?checkpoint={Checkpoint}");

    protected override Task<IActionResult> Redisplay(RuleBroken broken)
    {
        TempData[BrokenKey] = broken.Message;
        return Task.FromResult<IActionResult>(Back());
    }

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { Merges: true } head)
            return false;
        var today = (await Moment()).Today;
        var calendar = await Calendars.Load(connection, Actor.RegionId);
        Checkpoints = await MergeQueries.Checkpoints(connection, Actor, await MergeQueries.PlanOf(connection, Actor, head.ItemId));
        Provisional = await ProvisionalDates.OfCheckpoints(connection, Actor.RegionId, calendar, Checkpoints.Select(c => c.DueOn));
        if (CheckpointChoice.Of(Checkpoints, Checkpoint, today, calendar) is not { } chosen)
            return false;
        (Head, Chosen, DaysLeft, MayChase) = (head, chosen, LampWords.DaysInWords(chosen.DueOn, today, calendar), Todo.UnitTodo.IsNear(chosen.DueOn, today, calendar));
        Supports = await MergeQueries.Parts(connection, Actor, chosen.Id, AssignmentRole.Support, head.ItemId);
        OwnReported = (await MergeQueries.Parts(connection, Actor, chosen.Id, AssignmentRole.Lead, head.ItemId)).Any(p => p.Id == Id && p.Reported);
        Chases = await ChaseQueries.OfCheckpoint(connection, Actor, chosen.Id);
        (reports, _) = Compared.Of(head.Text, await ItemQueries.Reports(connection, Actor, head.ItemId), []);
        taken = await MergeQueries.Taken(connection, Actor, Id);
        var drafts = (await ReportDrafts.Of(connection, Actor, Id))[Id].ToList();
        Own = Opening.Of(Actor, today, drafts, (await FormQueries.Last(connection, Actor, Id))?.AsLatest ?? Latest.None, fresh: false).Content;
        HasDraft = drafts.Count > 0;
        return true;
    }
}
