using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Tracker.Domain;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Calendar;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Returns;

/// <summary>报送表: a line an item, opened with what was said last.</summary>
public sealed class GridModel(Database database, SubmitReturn submitReturn, SaveDrafts saveDrafts) : DraftedPage(saveDrafts)
{
    [BindProperty(SupportsGet = true)] public long CheckpointId { get; set; }
    [BindProperty(SupportsGet = true)] public long UnitId { get; set; }

    /// <summary>Counts for every line whose text was left as it was and that gives no reason of its own.</summary>
    [BindProperty] public string? CommonReason { get; set; }

    public ReturnHead Head { get; private set; } = null!;
    public IReadOnlyList<ReturnRow> Rows { get; private set; } = [];
    public string DaysLeft { get; private set; } = "";

    /// <summary>（暂定） behind the day it is due; nothing where that is settled.</summary>
    public string Provisional { get; private set; } = "";

    ILookup<long, OpenMilestone> milestones = null!;
    ILookup<long, ObligationCount> counts = null!;

    public override string Address => $"/returns/{CheckpointId}/{UnitId}";
    public bool Editable => Head is { Own: true, Signed: true, ReturnId: null };

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

    /// <param name="index">the line's place in the form</param>
    public LineForm Form(ReturnRow row, int index)
    {
        var line = Drafted.Of(row.AssignmentId);
        return new(Drafted, Address, index, row.ItemId, row.Number, row.Text, row.Role)
        {
            Line = line, ReportedOn = row.ReportedOn, ReportedBy = row.ReportedBy,
            Attachable = new($"Lines[{index}].", $"任务 {row.Number} ", line.Figures, [.. milestones[row.AssignmentId]], line.Answered, row.Figures, AskedCount.Of(counts[row.AssignmentId], line.Counts), row.Text, row.LimitRaw),
            Note = Head.Kind == CheckpointKind.YearEnd && row.AppliesForPeriod ? "交表即申请阶段办结，办公厅同意后本年度不再报送" : null,
        };
    }

    // A colleague handed the whole in meanwhile: what was typed is kept as drafts, because this form takes no more.
    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        if (!await Load())
            return NotFound();
        if (Head.ReturnId is null)
            return Anew(broken.Message);
        var typed = Drafted.Changed;
        await Save([.. typed.Select(line => line with { Key = Guid.NewGuid(), SeenDraft = long.MaxValue })]);
        return Anew(broken.Message + (typed.Count == 0 ? "" : $"您写的与已报送不同的{typed.Count}项没有丢，已存为草稿，在任务页点“报送进展”即可接着用。"));
    }

    async Task<ReportLine> Said(TypedLine line)
    {
        var row = Rows.FirstOrDefault(r => r.AssignmentId == line.AssignmentId);
        var unchanged = row is not null && (line.Text ?? "").Trim().ReplaceLineEndings() == row.Carried.ReplaceLineEndings();
        // Who counts something has news, unless there is no other word of it.
        var counted = !string.IsNullOrWhiteSpace(line.Text) && line.Counts.Any(c => c.SaysMore);
        var reason = string.IsNullOrWhiteSpace(line.NoNewsReason) && unchanged && !counted ? CommonReason : line.NoNewsReason;
        return await line.ToReport(row?.Number, line.Content with { NoNewsReason = reason ?? "" });
    }

    protected override async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if (await ReturnQueries.Head(connection, Actor, CheckpointId, UnitId) is not { } head)
            return false;
        Head = head;
        Rows = await ReturnQueries.Rows(connection, Actor, CheckpointId, UnitId, submitted: head.ReturnId is not null);
        if (head.ReturnId is not null && Actor.Is(Role.Coordinator) && Rows.Count > 0)
            Rows = await ReturnQueries.Compared(connection, Actor, UnitId, Rows);
        milestones = await FormQueries.Milestones(connection, Actor, [.. Rows.Select(r => r.AssignmentId)]);
        var today = (await Moment()).Today;
        counts = await ObligationCounts.OfParts(connection, Actor.RegionId, today, [.. Rows.Select(r => r.AssignmentId)]);
        Drafted = new(Actor, today, await ReportDrafts.Of(connection, Actor, [.. Rows.Select(r => r.AssignmentId)]), Rows.ToDictionary(r => r.AssignmentId, r => r.Latest), Lines);
        var calendar = await Calendars.Load(connection, Actor.RegionId);
        DaysLeft = LampWords.DaysInWords(head.DueOn, today, calendar);
        Provisional = (await ProvisionalDates.OfCheckpoints(connection, Actor.RegionId, calendar, [head.DueOn])).MarkCheckpoint(CheckpointId);
        return true;
    }
}
