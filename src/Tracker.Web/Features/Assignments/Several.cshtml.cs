using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Todo;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>Several items of a unit reported on in one grid, at any time: first choose them, then a line each, opened with what was said last.</summary>
public sealed class SeveralModel(Database database, ReportSeveral reportSeveral, SaveDrafts saveDrafts) : TrackerPage
{
    [BindProperty(SupportsGet = true)] public long UnitId { get; set; }

    /// <summary>The assignments chosen; none yet where they are to be chosen.</summary>
    [BindProperty(SupportsGet = true, Name = "id")] public List<long> Ids { get; set; } = [];
    [BindProperty] public List<TypedLine> Lines { get; set; } = [];

    public string UnitName { get; private set; } = "";

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<OpenPart> Parts { get; private set; } = [];
    public IReadOnlyList<OpenPart> Chosen { get; private set; } = [];

    ILookup<long, OpenMilestone> milestones = null!;
    DraftedLines drafted = null!;

    public string Address => $"/report-several/{UnitId}";

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        var said = new List<ReportLine>();
        foreach (var line in Lines)
            if (await Said(line) is { } report)
                said.Add(report);
        var written = await reportSeveral.Run(Actor, await Moment(), said);
        Say($"{UnitName}已报送{written}项进展。{(said.Count < Lines.Count ? $"没有改动的{Lines.Count - said.Count}项没有报送。" : "")}");
        return LocalRedirect("/todo");
    }

    /// <param name="index">the line's place in the form</param>
    public LineForm Form(OpenPart part, int index)
    {
        var line = drafted.Of(part.AssignmentId);
        return new(drafted, Address, index, part.ItemId, part.Number, part.Text, part.Role)
        {
            Line = line, ReportedOn = part.ReportedOn, ReportedBy = part.ReportedBy,
            Attachable = new($"Lines[{index}].", $"任务 {part.Number} ", line.Figures, [.. milestones[part.AssignmentId]], line.Answered, part.Figures, AskedFigure.In(part.Text)),
        };
    }

    /// <summary>暂存: keeps the lines that somebody has changed.</summary>
    public async Task<IActionResult> OnPostSave()
    {
        if (!await Load())
            return NotFound();
        var changed = drafted.ToKeep;
        if ((await Save(changed)).Count > 0 && await Load())
            return Anew("在您填写期间，另有人存了草稿。两份都在，请在有提示的任务下对照。");
        Say($"已暂存{changed.Count}项，没有报送。下次打开接着填，本单位同事也能看到。" + (Lines.Any(l => l.Files.Count > 0) ? "附件不在草稿中，报送前请再选一次。" : ""));
        return LocalRedirect(Address + QueryString.Create(Lines.Select(l => KeyValuePair.Create("id", (string?)$"{l.AssignmentId}"))));
    }

    /// <summary>The same, sent by the page itself while somebody writes, with the lines that he wrote in.</summary>
    public async Task<IActionResult> OnPostAutosave() => await Load() ? Autosaved.Told(await Save(Lines), Actor, await Moment()) : NotFound();

    /// <summary>Puts another's version of a line into the form, alone or behind what was typed; nothing is saved yet.</summary>
    public async Task<IActionResult> OnPostUse(string? use)
    {
        if (!await Load())
            return NotFound();
        drafted.Use(use);
        ModelState.Clear();
        return Page();
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken) => await Load() ? Anew(broken.Message) : NotFound();

    PageResult Anew(string sentence)
    {
        ModelState.Clear();
        ModelState.AddModelError("", sentence + (Lines.Any(l => l.Files.Count > 0) ? "附件请重新选择。" : ""));
        return Page();
    }

    async Task<IReadOnlyList<ReportDraft>> Save(IReadOnlyList<TypedLine> lines) => await saveDrafts.Run(Actor, await Moment(), [.. lines.Select(l => l.ToDraft())]);

    // A line that was left as it was is not reported.
    async Task<ReportLine?> Said(TypedLine line) => line.Files.Count == 0 && Chosen.Any(p => p.AssignmentId == line.AssignmentId) && !drafted.Changed.Contains(line) ? null
        : await line.ToReport(Chosen.FirstOrDefault(p => p.AssignmentId == line.AssignmentId)?.Number);

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if ((await TodoQueries.Units(connection, Actor)).FirstOrDefault(u => u.Id == UnitId) is not { Name: { } name })
            return false;
        var ids = Lines.Count > 0 ? [.. Lines.Select(l => l.AssignmentId)] : Ids;
        UnitName = name;
        Parts = await OpenPart.OfUnit(connection, Actor, UnitId);
        Chosen = [.. Parts.Where(p => ids.Contains(p.AssignmentId))];
        var key = Chosen.Select(p => p.AssignmentId).ToArray();
        drafted = new(Actor, (await Moment()).Today, await ReportDrafts.Of(connection, Actor, key), Chosen.ToDictionary(p => p.AssignmentId, p => p.Latest), Lines);
        milestones = await FormQueries.Milestones(connection, Actor, key);
        return true;
    }
}
