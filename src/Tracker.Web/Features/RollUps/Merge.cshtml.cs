using Dapper;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Chases;
using Tracker.Web.Features.Items;
using Tracker.Web.Features.Merging;
using Tracker.Web.Features.WorkPlans;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.RollUps;

/// <summary>办公厅汇总: the leads of a category side by side, who is missing, and the office's text; without a category, all of them at a glance.</summary>
public sealed class MergeModel(Database database, SaveMergedText saveMergedText, TakeOverLead takeOverLead, TakeOverCategory takeOverCategory, ChaseUnit chaseUnit) : TrackerPage
{
    /// <summary>An item with what its leads say.</summary>
    public sealed record Item(long Id, string Number, string Text, IReadOnlyList<Lead> Leads);

    public sealed record Lead(MergedPart Part, ItemReport? Said);

    /// <summary>A category as the whole plan shows it.</summary>
    public sealed record Summary(long Id, string Name, int Items, int Leads, int Reported, MergedText? Text);

    sealed record Row(long Id, string Number, string Text, long? CategoryId, string? Category);

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty(SupportsGet = true)] public long? Category { get; set; }

    /// <summary>The checkpoint; by itself the one that is due.</summary>
    [BindProperty(SupportsGet = true)] public long? Checkpoint { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public int Version { get; set; }

    public PlanHead Plan { get; private set; } = null!;
    public IReadOnlyList<CheckpointChoice> Checkpoints { get; private set; } = [];
    public ProvisionalDates Provisional { get; private set; } = ProvisionalDates.None;
    public CheckpointChoice Chosen { get; private set; } = null!;
    public string DaysLeft { get; private set; } = "";
    public bool MayChase { get; private set; }
    public IReadOnlyList<Summary> Categories { get; private set; } = [];
    public IReadOnlyList<Item> Items { get; private set; } = [];
    public IReadOnlyDictionary<long, ChaseLine> Chases { get; private set; } = new Dictionary<long, ChaseLine>();

    /// <summary>The text that is kept; null where there is none yet.</summary>
    public MergedText? Kept { get; private set; }

    /// <summary>What somebody else kept while this was written.</summary>
    public MergedText? Meanwhile { get; private set; }
    public string Here => $"/plans/{Id}/merge?category={Category}&checkpoint={Chosen.Id}";
    public string? CategoryName => Categories.FirstOrDefault(c => c.Id == Category)?.Name;
    public IEnumerable<Lead> Missing => Items.SelectMany(i => i.Leads).Where(l => l.Part is { Reported: false, Ended: false }).DistinctBy(l => l.Part.UnitId);

    const string ItemsSql = """
        SELECT w.id, w.number, w.text, w.category_id, c.no || '、' || c.title AS category
        FROM work_items w LEFT JOIN categories c ON c.region_id = w.region_id AND c.id = w.category_id
        WHERE w.region_id = @RegionId AND w.work_plan_id = @Id ORDER BY w.position
        """;

    MergedPlace Place => new(Id, Category, Checkpoint ?? 0);

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        (Text, Version) = (Kept?.Text, Kept?.Version ?? 0);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await saveMergedText.Run(Actor, await Moment(), Place, Text ?? "", Version);
        Say("汇总文字已保存。");
        return Back();
    }

    public async Task<IActionResult> OnPostTakeOver(long reportId)
    {
        await takeOverLead.Run(Actor, await Moment(), Place, Text ?? "", Version, reportId);
        Say("已并入汇总文字，可以接着修改。");
        return Back();
    }

    public async Task<IActionResult> OnPostTakeOverCategory(long categoryId)
    {
        await takeOverCategory.Run(Actor, await Moment(), Id, Checkpoint ?? 0, Text ?? "", Version, categoryId);
        Say("已并入全方案汇总文字，可以接着修改。");
        return Back();
    }

    // What was typed stays in the form: chasing is no reason to lose it.
    public async Task<IActionResult> OnPostChase(long assignmentId)
    {
        await chaseUnit.Run(Actor, await Moment(), assignmentId, Checkpoint ?? 0);
        ViewData["chased"] = "已记为催报；催报邮件已排入发送。";
        return await Load() ? Page() : NotFound();
    }

    RedirectResult Back() => Redirect($"/plans/{Id}/merge?category={Category}&checkpoint={Checkpoint}");

    protected override Task<IActionResult> Redisplay(RuleBroken broken) => FormAnew(broken, async () =>
    {
        if (!await Load())
            return false;
        if (broken.Rule == "merged-in-between")
            (Meanwhile, Version) = (Kept, Kept!.Version);
        return true;
    }, () => Task.FromResult<IActionResult>(NotFound()));

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await PlanHead.Find(connection, Actor.RegionId, Id) is not { DispatchedOn: not null } plan)
            return false;
        var today = (await Moment()).Today;
        var calendar = await Calendars.Load(connection, Actor.RegionId);
        Checkpoints = await MergeQueries.Checkpoints(connection, Actor, Id);
        Provisional = await ProvisionalDates.OfCheckpoints(connection, Actor.RegionId, calendar, Checkpoints.Select(c => c.DueOn));
        if (CheckpointChoice.Of(Checkpoints, Checkpoint, today, calendar) is not { } chosen)
            return false;
        (Plan, Chosen, DaysLeft, MayChase) = (plan, chosen, LampWords.DaysInWords(chosen.DueOn, today, calendar), Todo.UnitTodo.IsNear(chosen.DueOn, today, calendar));
        var rows = (await connection.QueryAsync<Row>(ItemsSql, new { Actor.RegionId, Id })).AsList();
        var leads = (await MergeQueries.Parts(connection, Actor, chosen.Id, AssignmentRole.Lead, [.. rows.Select(r => r.Id)])).ToLookup(p => p.WorkItemId);
        var texts = await MergedTexts.Of(connection, Actor.RegionId, chosen.Id);
        Kept = texts.GetValueOrDefault(Category ?? 0);
        Categories = [.. rows.Where(r => r.CategoryId is not null).GroupBy(r => (r.CategoryId, r.Category)).Select(g => Summed(g.Key.CategoryId!.Value, g.Key.Category!, [.. g]))];
        // A plan without categories is merged as a whole.
        var shown = Category is null && Categories.Count > 0 ? rows.Where(r => r.CategoryId is null).ToList() : rows.Where(r => r.CategoryId == Category).ToList();
        if (Category is not null && shown.Count == 0)
            return false;
        Chases = await ChaseQueries.OfCheckpoint(connection, Actor, chosen.Id);
        var reports = (await ItemQueries.ReportsOf(connection, Actor, [.. shown.Select(r => r.Id)])).ToLookup(r => r.WorkItemId);
        Items = [.. shown.Select(row => Shown(row, [.. leads[row.Id]], Compared.Of(row.Text, [.. reports[row.Id]], []).Reports))];
        return true;

        Summary Summed(long id, string name, IReadOnlyList<Row> items)
        {
            // Who has ended since has still reported.
            var parts = items.SelectMany(i => leads[i.Id]).Where(p => p.Reported || !p.Ended).ToList();
            return new(id, name, items.Count, parts.Count, parts.Count(p => p.Reported), texts.GetValueOrDefault(id));
        }
    }

    Item Shown(Row row, IReadOnlyList<MergedPart> leads, IReadOnlyList<ItemReport> reports) =>
        new(row.Id, row.Number, row.Text, [.. leads.Select(lead => new Lead(lead, lead.Said(reports, Chosen.Kind)))]);
}
