using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Files;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Returns;

/// <summary>报送表: a line an item, opened with what was said last.</summary>
public sealed class GridModel(Database database, SubmitReturn submitReturn) : TrackerPage
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

    [BindProperty(SupportsGet = true)] public long CheckpointId { get; set; }
    [BindProperty(SupportsGet = true)] public long UnitId { get; set; }
    [BindProperty] public List<Line> Lines { get; set; } = [];

    /// <summary>Counts for every line whose text was left as it was and that gives no reason of its own.</summary>
    [BindProperty] public string? CommonReason { get; set; }

    public ReturnHead Head { get; private set; } = null!;
    public IReadOnlyList<ReturnRow> Rows { get; private set; } = [];
    public string DaysLeft { get; private set; } = "";

    ILookup<long, OpenMilestone> milestones = null!;

    public bool Editable => Head is { Own: true, Signed: true, ReturnId: null };

    public async Task<IActionResult> OnGet() => await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
            return NotFound();
        var lines = new List<ReportLine>();
        foreach (var line in Lines)
            lines.Add(await Said(line));
        await submitReturn.Run(Actor, await Moment(), CheckpointId, UnitId, lines);
        Say($"{Head.UnitName}的{Head.Kind.Chinese()}已经报送，共{Lines.Count}项。");
        return Redirect("/todo");
    }

    /// <summary>What stands in a line: what was typed, else what was said last.</summary>
    public Line Of(ReturnRow row) => Lines.Find(l => l.AssignmentId == row.AssignmentId) is { } typed
        ? typed with { Seen = row.ReportId ?? 0 }
        : new() { AssignmentId = row.AssignmentId, Text = Carried(row), NextStep = row.NextStep, BlockedBy = row.BlockedBy, Key = Guid.NewGuid(), Seen = row.ReportId ?? 0 };

    /// <summary>What hangs on a line beside its words.</summary>
    /// <param name="index">the line's place in the form</param>
    public Attachable AttachableTo(ReturnRow row, int index)
    {
        var line = Of(row);
        return new($"Lines[{index}].", $"任务 {row.Number} ", line.Figures, [.. milestones[row.AssignmentId]], line.Answered, row.Figures);
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message + (Lines.Any(l => l.Files.Count > 0) ? "附件请重新选择。" : ""));
        return await Load() ? Page() : NotFound();
    }

    async Task<ReportLine> Said(Line line)
    {
        var row = Rows.FirstOrDefault(r => r.AssignmentId == line.AssignmentId);
        var unchanged = row is not null && (line.Text ?? "").Trim().ReplaceLineEndings() == Carried(row).ReplaceLineEndings();
        var reason = string.IsNullOrWhiteSpace(line.NoNewsReason) && unchanged ? CommonReason : line.NoNewsReason;
        return new(line.AssignmentId, line.Text ?? "", reason, line.NextStep ?? "", line.BlockedBy ?? "", line.Key, line.Seen)
        {
            Figures = TypedFigure.Read(line.Figures, row?.Number), Files = await Uploads.Read(line.Files), Milestones = line.Answered,
        };
    }

    static string Carried(ReturnRow row) => row.Said is null or ReportLines.NothingNew ? "" : row.Said;

    async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await ReturnQueries.Head(connection, Actor, CheckpointId, UnitId) is not { } head)
            return false;
        Head = head;
        Rows = await ReturnQueries.Rows(connection, Actor, CheckpointId, UnitId, submitted: head.ReturnId is not null);
        if (head.ReturnId is not null && Actor.Is(Role.Coordinator) && Rows.Count > 0)
            Rows = await ReturnQueries.Compared(connection, Actor, UnitId, Rows);
        milestones = await FormQueries.Milestones(connection, Actor, [.. Rows.Select(r => r.AssignmentId)]);
        DaysLeft = LampWords.DaysInWords(head.DueOn, (await Moment()).Today, await Calendars.Load(connection, Actor.RegionId));
        return true;
    }
}
