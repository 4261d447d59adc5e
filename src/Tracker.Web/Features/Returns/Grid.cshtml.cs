using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Files;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Returns;

/// <summary>报送表: a line an item, opened with what was said last.</summary>
public sealed class GridModel(Database database, SubmitReturn submitReturn, SaveDrafts saveDrafts) : TrackerPage
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
        public long SeenDraft { get; init; }
        public List<long> Sources { get; init; } = [];

        public ReportContent Content => new()
        {
            Text = Text ?? "", NoNewsReason = NoNewsReason ?? "", NextStep = NextStep ?? "", BlockedBy = BlockedBy ?? "",
            Figures = Figures, Answered = Answered, Sources = Sources,
        };

        public Line Saying(ReportContent content) => this with
        {
            Text = content.Text, NoNewsReason = content.NoNewsReason, NextStep = content.NextStep, BlockedBy = content.BlockedBy,
            Figures = [.. content.Figures], Answered = [.. content.Answered], Sources = [.. content.Sources],
        };
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
    ILookup<long, ReportDraft> drafts = null!;
    LocalDate today;

    // What was put out of a line by another's version, until the next step.
    readonly Dictionary<long, IReadOnlyList<OtherVersion>> left = [];

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

    /// <summary>What stands in a line: what was typed, else a draft, else what was said last; all that is there has then been seen.</summary>
    public Line Of(ReturnRow row) => (TypedOf(row) ?? new Line { AssignmentId = row.AssignmentId, Key = Guid.NewGuid() }.Saying(Opened(row).Content)) with
    {
        Key = Guid.NewGuid(), Seen = row.ReportId ?? 0, SeenDraft = drafts[row.AssignmentId].Select(d => d.Version).DefaultIfEmpty().Max(),
    };

    /// <summary>The draft that a line was opened with, in words.</summary>
    public string? From(ReturnRow row) => TypedOf(row) is null ? Opened(row).From?.Named(Actor, today) : null;

    /// <summary>What others wrote about a line meanwhile.</summary>
    public IReadOnlyList<OtherVersion> Others(ReturnRow row) => left.GetValueOrDefault(row.AssignmentId, []) is { Count: > 0 } kept ? kept
        : TypedOf(row) is { } typed ? Opening.Meanwhile(Actor, today, [.. drafts[row.AssignmentId]], LatestOf(row), typed.Content, typed.Key, typed.Seen, typed.SeenDraft).Others
        : Opened(row).Others;

    Line? TypedOf(ReturnRow row) => Lines.Find(l => l.AssignmentId == row.AssignmentId);

    Opening Opened(ReturnRow row) => Opening.Of(Actor, today, [.. drafts[row.AssignmentId]], LatestOf(row), fresh: false);

    Latest LatestOf(ReturnRow row) => row.ReportId is { } id
        ? new(id, row.ReportedBy ?? "", row.ReportedAt, new() { Text = Carried(row), NextStep = row.NextStep ?? "", BlockedBy = row.BlockedBy ?? "" }) : Latest.None;

    /// <summary>What hangs on a line beside its words.</summary>
    /// <param name="index">the line's place in the form</param>
    public Attachable AttachableTo(ReturnRow row, int index)
    {
        var line = Of(row);
        return new($"Lines[{index}].", $"任务 {row.Number} ", line.Figures, [.. milestones[row.AssignmentId]], line.Answered, row.Figures);
    }

    /// <summary>暂存: keeps the lines that somebody has changed.</summary>
    public async Task<IActionResult> OnPostSave()
    {
        if (!await Load())
            return NotFound();
        var changed = Lines.Where(line => Rows.FirstOrDefault(r => r.AssignmentId == line.AssignmentId) is { } row
            && (!line.Content.Says(LatestOf(row).Content) || drafts[row.AssignmentId].Any(d => d.PersonId == Actor.PersonId))).ToList();
        if ((await Save(changed)).Count > 0 && await Load())
            return Anew("在您填写期间，另有人存了草稿。两份都在，请在有提示的任务下对照。");
        Say($"已暂存{changed.Count}项，没有报送。下次打开接着填，本单位同事也能看到。" + (Lines.Any(l => l.Files.Count > 0) ? "附件不在草稿中，报送前请再选一次。" : ""));
        return Redirect($"/returns/{CheckpointId}/{UnitId}");
    }

    /// <summary>The same, sent by the page itself while somebody writes, with the lines that he wrote in.</summary>
    public async Task<IActionResult> OnPostAutosave() => await Load() ? Autosaved.Told(await Save(Lines), Actor, await Moment()) : NotFound();

    /// <summary>Puts another's version of a line into the form, alone or behind what was typed; nothing is saved yet.</summary>
    /// <param name="use">7/draft/17/both: assignment, version, and how</param>
    public async Task<IActionResult> OnPostUse(string? use)
    {
        if (!await Load())
            return NotFound();
        var parts = (use ?? "").Split('/', 2);
        if (parts.Length == 2 && Rows.FirstOrDefault(r => $"{r.AssignmentId}" == parts[0]) is { } row && Lines.FindIndex(l => l.AssignmentId == row.AssignmentId) is >= 0 and var at)
        {
            var (chosen, typed) = (Chosen.Of(parts[1], Actor, today, [.. drafts[row.AssignmentId]], LatestOf(row)), Lines[at].Content);
            left[row.AssignmentId] = chosen.Left(typed);
            Lines[at] = Lines[at].Saying(chosen.In(typed)) with { Seen = row.ReportId ?? 0, SeenDraft = long.MaxValue };
        }
        ModelState.Clear();
        return Page();
    }

    // A colleague handed the whole in meanwhile: what was typed is kept as drafts, because this form takes no more.
    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        if (!await Load())
            return NotFound();
        if (Head.ReturnId is null)
            return Anew(broken.Message);
        var typed = Lines.Where(line => Rows.FirstOrDefault(r => r.AssignmentId == line.AssignmentId) is { } row && !line.Content.Says(LatestOf(row).Content)).ToList();
        await Save([.. typed.Select(line => line with { Key = Guid.NewGuid(), SeenDraft = long.MaxValue })]);
        return Anew(broken.Message + (typed.Count == 0 ? "" : $"您写的与已报送不同的{typed.Count}项没有丢，已存为草稿，在任务页点“报送进展”即可接着用。"));
    }

    PageResult Anew(string sentence)
    {
        ModelState.Clear();
        ModelState.AddModelError("", sentence + (Lines.Any(l => l.Files.Count > 0) ? "附件请重新选择。" : ""));
        return Page();
    }

    async Task<IReadOnlyList<ReportDraft>> Save(IReadOnlyList<Line> lines) => await saveDrafts.Run(Actor, await Moment(),
        [.. lines.Select(l => new SaveDrafts.Line(l.AssignmentId, l.Content, l.Key, l.Seen, l.SeenDraft))]);

    async Task<ReportLine> Said(Line line)
    {
        var row = Rows.FirstOrDefault(r => r.AssignmentId == line.AssignmentId);
        var unchanged = row is not null && (line.Text ?? "").Trim().ReplaceLineEndings() == Carried(row).ReplaceLineEndings();
        var reason = string.IsNullOrWhiteSpace(line.NoNewsReason) && unchanged ? CommonReason : line.NoNewsReason;
        return (line.Content with { NoNewsReason = reason ?? "" }).ToLine(line.AssignmentId, line.Key, line.Seen, line.SeenDraft, await Uploads.Read(line.Files), row?.Number);
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
        drafts = await ReportDrafts.Of(connection, Actor, [.. Rows.Select(r => r.AssignmentId)]);
        today = (await Moment()).Today;
        DaysLeft = LampWords.DaysInWords(head.DueOn, today, await Calendars.Load(connection, Actor.RegionId));
        return true;
    }
}
