using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Todo;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>Several items of a unit reported on in one grid, at any time: first choose them, then a line each, opened with what was said last.</summary>
public sealed class SeveralModel(Database database, ReportSeveral reportSeveral) : TrackerPage
{
    /// <summary>One line as it was typed.</summary>
    public sealed record Line
    {
        public long AssignmentId { get; init; }
        public string? Text { get; init; }
        public string? NoNewsReason { get; init; }
        public string? NextStep { get; init; }
        public string? BlockedBy { get; init; }
        public List<TypedFigure> Figures { get; init; } = [];
        public List<long> Answered { get; init; } = [];
        public List<IFormFile> Files { get; init; } = [];
        public Guid Key { get; init; }
        public long Seen { get; init; }
    }

    [BindProperty(SupportsGet = true)] public long UnitId { get; set; }

    /// <summary>The assignments chosen; none yet where they are to be chosen.</summary>
    [BindProperty(SupportsGet = true, Name = "id")] public List<long> Ids { get; set; } = [];
    [BindProperty] public List<Line> Lines { get; set; } = [];

    public string UnitName { get; private set; } = "";

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<OpenPart> Parts { get; private set; } = [];
    public IReadOnlyList<OpenPart> Chosen { get; private set; } = [];

    ILookup<long, OpenMilestone> milestones = null!;

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

    /// <summary>What stands in a line: what was typed, else what was said last.</summary>
    public Line Of(OpenPart part) => Lines.Find(l => l.AssignmentId == part.AssignmentId) is { } typed
        ? typed with { Seen = part.ReportId ?? 0 }
        : new() { AssignmentId = part.AssignmentId, Text = part.Carried, NextStep = part.NextStep, BlockedBy = part.BlockedBy, Key = Guid.NewGuid(), Seen = part.ReportId ?? 0 };

    /// <summary>What hangs on a line beside its words.</summary>
    /// <param name="index">the line's place in the form</param>
    public Attachable AttachableTo(OpenPart part, int index)
    {
        var line = Of(part);
        return new($"Lines[{index}].", $"任务 {part.Number} ", line.Figures, [.. milestones[part.AssignmentId]], line.Answered, part.Figures);
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message + (Lines.Any(l => l.Files.Count > 0) ? "附件请重新选择。" : ""));
        return await Load() ? Page() : NotFound();
    }

    // A line that was left as it was is not reported.
    async Task<ReportLine?> Said(Line line)
    {
        var part = Chosen.FirstOrDefault(p => p.AssignmentId == line.AssignmentId);
        var report = new ReportLine(line.AssignmentId, line.Text ?? "", line.NoNewsReason, line.NextStep ?? "", line.BlockedBy ?? "", line.Key, line.Seen)
        {
            Figures = TypedFigure.Read(line.Figures, part?.Number), Files = await Uploads.Read(line.Files), Milestones = line.Answered,
        };
        return part is not null && Same(line.Text, part.Carried) && Same(line.NextStep, part.NextStep) && Same(line.BlockedBy, part.BlockedBy)
            && string.IsNullOrWhiteSpace(line.NoNewsReason) && report is { Figures: [], Files: [], Milestones: [] } ? null : report;

        static bool Same(string? typed, string? before) => (typed ?? "").Trim().ReplaceLineEndings() == (before ?? "").Trim().ReplaceLineEndings();
    }

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if ((await TodoQueries.Units(connection, Actor)).FirstOrDefault(u => u.Id == UnitId) is not { Name: { } name })
            return false;
        var ids = Lines.Count > 0 ? [.. Lines.Select(l => l.AssignmentId)] : Ids;
        UnitName = name;
        Parts = await OpenPart.OfUnit(connection, Actor, UnitId);
        Chosen = [.. Parts.Where(p => ids.Contains(p.AssignmentId))];
        milestones = await FormQueries.Milestones(connection, Actor, [.. Chosen.Select(p => p.AssignmentId)]);
        return true;
    }
}
