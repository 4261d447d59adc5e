using Dapper;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Completions;
using Tracker.Web.Features.Items;
using Tracker.Web.Features.Lamps;
using Tracker.Web.Features.Shared;
using Tracker.Web.Features.Triggers;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>办公厅处置: what the office may decide about one item as a whole, each with its own form.</summary>
public sealed class DisposeModel(
    Database database, SuspendItem suspend, ResumeItem resume, WithdrawItem withdraw, SupersedeItem supersede, CloseWithout closeWithout,
    SetCompletionRule setRule, ReopenItem reopen, SetTriggerDate setTriggerDate) : TrackerPage
{
    sealed record Standing
    {
        public Closing? Closed { get; init; }
        public LocalDate? SuspendedOn { get; init; }
        public LocalDate? ReviewOn { get; init; }
        public string? Submitted { get; init; }
    }

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public DateOnly? Day { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Into { get; set; }
    [BindProperty] public long[] Chosen { get; set; } = [];
    [BindProperty] public CompletionRuleKind Kind { get; set; }
    [BindProperty] public int? Quorum { get; set; }
    [BindProperty] public BasisInput Basis { get; set; } = new();

    public ItemHead Head { get; private set; } = null!;
    public Closing? Closed => standing.Closed;
    public LocalDate? SuspendedOn => standing.SuspendedOn;
    public LocalDate? ReviewOn => standing.ReviewOn;

    /// <summary>Units whose completion waits; null where none does.</summary>
    public string? Submitted => standing.Submitted;
    public CompletionRule Rule { get; private set; }

    /// <summary>适时: what the lead has said last.</summary>
    public TriggerAnswer? Said { get; private set; }
    public IReadOnlyList<CloseWithout.Missing> Missing { get; private set; } = [];
    public IReadOnlyList<ItemPart> Parts { get; private set; } = [];

    /// <summary>Working days that a resumption leaves.</summary>
    public int Remain { get; private set; }

    Standing standing = new();

    const string StandingSql = """
        SELECT (SELECT z.how FROM item_closings z WHERE z.region_id = w.region_id AND z.work_item_id = w.id AND NOT EXISTS (
                SELECT FROM item_reopenings o WHERE o.region_id = z.region_id AND o.work_item_id = z.work_item_id AND o.round = z.round)) AS closed,
            CASE WHEN s.step <> 'Resumed' THEN (SELECT max(f.decided_on) FROM suspensions f
                WHERE f.region_id = w.region_id AND f.work_item_id = w.id AND f.step = 'Suspended') END AS suspended_on, s.review_on,
            (SELECT string_agg(u.short_name, '、' ORDER BY u.position, u.id) FROM completions c
                JOIN assignments a ON a.region_id = c.region_id AND a.id = c.assignment_id AND a.work_item_id = w.id AND a.transferred_on IS NULL
                JOIN units u ON u.region_id = a.region_id AND u.id = a.unit_id
                WHERE c.region_id = w.region_id AND NOT EXISTS (SELECT FROM completion_decisions d
                    WHERE d.region_id = c.region_id AND d.completion_id = c.id)) AS submitted
        FROM work_items w
        LEFT JOIN LATERAL (SELECT s.step, s.review_on FROM suspensions s
            WHERE s.region_id = w.region_id AND s.work_item_id = w.id ORDER BY s.id DESC LIMIT 1) s ON true
        WHERE w.region_id = @RegionId AND w.id = @Id AND EXISTS (SELECT FROM assignments a WHERE a.region_id = w.region_id AND a.work_item_id = w.id)
        """;

    const string IntoSql = """
        SELECT o.id FROM work_items w JOIN work_items o ON o.region_id = w.region_id AND (o.work_plan_id = w.work_plan_id AND o.number = @number OR o.id = @intoId)
        WHERE w.region_id = @RegionId AND w.id = @Id ORDER BY coalesce(o.id = @intoId, false) DESC LIMIT 1
        """;

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        Chosen = Closed is null ? [] : [.. Parts.Where(p => p.Role != AssignmentRole.Support).Select(p => p.Id)];
        return Page();
    }

    public async Task<IActionResult> OnPostDate()
    {
        await setTriggerDate.Run(Actor, await Moment(), new(Id, DayGiven("请选择办结日期。")));
        return Done("已确定时限；各单位会收到邮件。");
    }

    public async Task<IActionResult> OnPostSuspend()
    {
        await suspend.Run(Actor, await Moment(), new(Id, DayGiven("请选择复核日期。"), Reason ?? "", Basis.ToBasis()));
        return Done("已暂缓；各单位会收到邮件。");
    }

    public async Task<IActionResult> OnPostResume()
    {
        await resume.Run(Actor, await Moment(), new(Id, Day is { } day ? LocalDate.FromDateOnly(day) : null, Reason ?? "", Basis.ToBasis()));
        return Done("已恢复办理；各单位会收到邮件。");
    }

    public async Task<IActionResult> OnPostWithdraw()
    {
        await withdraw.Run(Actor, await Moment(), new(Id, Reason ?? "", Basis.ToBasis()));
        return Done("已撤销；各单位会收到邮件。");
    }

    public async Task<IActionResult> OnPostSupersede()
    {
        await supersede.Run(Actor, await Moment(), new(Id, await IntoId(), Reason ?? "", Basis.ToBasis()));
        return Done("已并入；各单位会收到邮件。");
    }

    public async Task<IActionResult> OnPostClose()
    {
        await closeWithout.Run(Actor, await Moment(), new(Id, Chosen, Reason ?? ""));
        return Done("已整体办结；各单位会收到邮件。");
    }

    public async Task<IActionResult> OnPostRule()
    {
        var closed = await setRule.Run(Actor, await Moment(), new(Id, new(Kind, Kind == CompletionRuleKind.Quorum ? Quorum ?? 0 : 0)));
        return Done(closed ? "已改办结规则；按新的规则，任务已办结。" : "已改办结规则。");
    }

    public async Task<IActionResult> OnPostReopen()
    {
        await reopen.Run(Actor, await Moment(), new(Id, DayGiven("请选择新的时限。"), Chosen, Reason ?? "", Basis.ToBasis()));
        return Done("已重新办理；所选单位会收到邮件。");
    }

    LocalDate DayGiven(string otherwise) => Day is { } day ? LocalDate.FromDateOnly(day) : throw new RuleBroken("date-missing", otherwise);

    // What follows the last slash of an address is the item's id.
    async Task<long> IntoId()
    {
        var typed = (Into ?? "").Trim().TrimEnd('/');
        long? intoId = typed.Contains("/items/", StringComparison.Ordinal) && long.TryParse(typed[(typed.LastIndexOf('/') + 1)..], out var parsed) ? parsed : null;
        await using var connection = await database.Open();
        return await connection.ExecuteScalarAsync<long?>(IntoSql, new { Actor.RegionId, Id, number = typed, intoId })
            ?? throw new RuleBroken("no-such-item", $"本方案没有编号为“{typed}”的任务。请核对编号，或者写那项任务网页的地址。");
    }

    RedirectResult Done(string said)
    {
        Say(said);
        return Redirect($"/items/{Id}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load() ? Page() : NotFound();
    }

    async Task<bool> Load()
    {
        var at = await Moment();
        await using var connection = await database.Open();
        if (await connection.QuerySingleOrDefaultAsync<Standing>(StandingSql, new { Actor.RegionId, Id }) is not { } found
            || await ItemQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        (standing, Head) = (found, head);
        Rule = await CloseItem.RuleOf(connection, Actor.RegionId, Id);
        Said = await TriggerQueries.Last(connection, Actor.RegionId, Id);
        Missing = await CloseWithout.MissingIn(connection, Actor.RegionId, Id);
        Parts = [.. (await ItemQueries.Parts(connection, Actor, Id)).Where(p => p.TransferredOn is null)];
        Remain = (await RegionSettings.Load(connection, Actor.RegionId, at.Now, LampRule.Default)).RemainAfterRefusal;
        return true;
    }
}
