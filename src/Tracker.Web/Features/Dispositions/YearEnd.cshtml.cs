using Dapper;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Npgsql;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Dispositions;

/// <summary>年末阶段办结 of a plan: the items whose year may be closed, many at once.</summary>
public sealed class YearEndModel(Database database, ClosePeriod closePeriod, ArchivePlan archive) : TrackerPage
{
    /// <param name="Reported">the year-end return of whoever answers for it is in</param>
    /// <param name="Applies">and that return applies for the closing</param>
    /// <param name="DatedOn">the day that it has got since</param>
    /// <param name="Missing">leads and responsible units that have sent no year-end return</param>
    public sealed record Line(long Id, string Number, string Text, string? LimitRaw, TimeLimitKind LimitKind, WorkItemState State, Lamp Lamp, bool Reported,
        bool Applies, LocalDate? DatedOn, int Missing)
    {
        /// <summary>What speaks for closing its year, or against it.</summary>
        public string Said => this switch
        {
            { DatedOn: { } on } => $"另定时限{on.OnPaper()}，没有申请阶段办结",
            { State: WorkItemState.Returned } => "退回补办，没有申请阶段办结",
            { Reported: false } => "牵头单位没有报年度落实情况",
            _ => $"牵头单位已报年度落实情况{(Applies ? "，申请阶段办结" : "")}{(Missing > 0 ? $"；{Missing}个单位没有报" : "")}",
        };

        /// <summary>What the office would close unless it decides otherwise.</summary>
        public bool Proposed => Applies || LimitKind == TimeLimitKind.WhenAppropriate || LimitKind == TimeLimitKind.LongTerm && Reported && DatedOn is null;
    }

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public long[] Chosen { get; set; } = [];
    [BindProperty] public string? Text { get; set; }

    [BindProperty] public string? Reason { get; set; }

    public string Title { get; private set; } = "";
    public int Year { get; private set; }
    public LocalDate? ArchivedOn { get; private set; }

    /// <summary>Open, and ending by a day of its own: it stays open and red in its year.</summary>
    public IReadOnlyList<ArchivePlan.OpenItem> Undone { get; private set; } = [];

    /// <summary>Closed for the year, and not yet carried into the next.</summary>
    public int ToCarry { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public LocalDate YearEnd { get; private set; }
    public LocalDate January { get; private set; }
    LocalDate today;
    WorkingCalendar calendar = null!;

    const string LinesSql = $"""
        SELECT w.id, w.number, w.text, w.limit_raw, w.limit_kind, i.state, i.lamp,
            {PeriodApplications.ReportedSql} AS reported, {PeriodApplications.AppliesSql} AS applies, {PeriodApplications.DatedSql} AS dated_on,
            (SELECT count(*)::int FROM assignments a WHERE a.region_id = w.region_id AND a.work_item_id = w.id AND a.role <> 'Support' AND NOT {Ended.Sql}
                AND NOT EXISTS (SELECT FROM returns r JOIN checkpoints c ON c.region_id = r.region_id AND c.id = r.checkpoint_id AND c.kind = 'YearEnd'
                    WHERE r.region_id = a.region_id AND r.unit_id = a.unit_id AND c.work_plan_id = w.work_plan_id)) AS missing
        FROM work_items w JOIN item_lamps i ON i.region_id = w.region_id AND i.work_item_id = w.id
        WHERE w.region_id = @RegionId AND w.work_plan_id = @Id AND w.limit_kind = ANY(@kinds) AND (w.limit_kind <> 'WhenAppropriate' OR i.state = 'AwaitingTrigger')
            AND EXISTS (SELECT FROM assignments a WHERE a.region_id = w.region_id AND a.work_item_id = w.id AND NOT {Ended.Sql})
        ORDER BY w.position
        """;

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        Chosen = [.. Lines.Where(l => l.Proposed && Blocked(l) is null).Select(l => l.Id)];
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await closePeriod.Run(Actor, await Moment(), Chosen, Text ?? "");
        Say($"已阶段办结{Chosen.Length}项；各单位会收到邮件。");
        return RedirectToPage(new { Id });
    }

    public async Task<IActionResult> OnPostArchive()
    {
        var undone = await archive.Run(Actor, await Moment(), Id, Reason ?? "");
        Say(undone == 0 ? "分工方案已归档。" : $"分工方案已归档，{undone}项记为“归档（未办结）”。");
        return RedirectToPage(new { Id });
    }

    public bool MayArchive => ArchivedOn is null && today.Year > Year;

    public string ReasonOf(ArchivePlan.OpenItem item) => LampWords.InWords(item.Reason, item.NearestOn, today, calendar);

    /// <summary>Why it cannot be closed for the year today; null where it can.</summary>
    public string? Blocked(Line line) => line.State switch
    {
        WorkItemState.Suspended => "正在暂缓",
        WorkItemState.CompletionSubmitted => "有办结申请等待审核",
        _ when (ClosePeriod.GoesOn(line.LimitKind) ? January : YearEnd) is var first && today < first => $"{first.OnPaper()}起可以办理",
        _ => null,
    };

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message);
        return await Load() ? Page() : NotFound();
    }

    async Task<bool> Load()
    {
        today = (await Moment()).Today;
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, Actor.RegionId, Id) is not { DispatchedOn: not null, PlanYear: { } year } plan)
            return false;
        (Title, Year, ArchivedOn) = (plan.Title, year, plan.ArchivedOn);
        calendar = await Calendars.Load(connection, Actor.RegionId);
        var yearEnd = await ClosePeriod.YearEnd(connection, Actor.RegionId, Id);
        YearEnd = ClosePeriod.FirstDay(TimeLimitKind.WholeYear, year, yearEnd, calendar);
        January = ClosePeriod.FirstDay(TimeLimitKind.LongTerm, year, yearEnd, calendar);
        Lines = (await connection.QueryAsync<Line>(LinesSql, new
        {
            Actor.RegionId, Id, kinds = Enum.GetValues<TimeLimitKind>().Where(ClosePeriod.Ends).Select(k => k.ToString()).ToArray(),
        })).AsList();
        Undone = [.. (await ArchivePlan.Open(connection, Actor.RegionId, Id)).Where(o => Lines.All(l => l.Id != o.Id))];
        ToCarry = (await CarryQueries.ToCarry(connection, Actor.RegionId, Id)).Count;
        return true;
    }
}
