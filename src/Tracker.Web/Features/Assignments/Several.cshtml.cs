using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Drafts;
using Tracker.Web.Features.Obligations;
using Tracker.Web.Features.Todo;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>Several items of a unit reported on in one grid, at any time: first choose them, then a line each, opened with what was said last.</summary>
public sealed class SeveralModel(Database database, ReportSeveral reportSeveral, SaveDrafts saveDrafts) : DraftedPage(saveDrafts)
{
    [BindProperty(SupportsGet = true)] public long UnitId { get; set; }

    /// <summary>The assignments chosen; none yet where they are to be chosen.</summary>
    [BindProperty(SupportsGet = true, Name = "id")] public List<long> Ids { get; set; } = [];

    public string UnitName { get; private set; } = "";

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<OpenPart> Parts { get; private set; } = [];
    public IReadOnlyList<OpenPart> Chosen { get; private set; } = [];

    ILookup<long, OpenMilestone> milestones = null!;
    ILookup<long, ObligationCount> counts = null!;

    public override string Address => $"/report-several/{UnitId}";
    protected override string SameLines => Address + QueryString.Create(Lines.Select(l => KeyValuePair.Create("id", (string?)$"{l.AssignmentId}")));

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
        var line = Drafted.Of(part.AssignmentId);
        return new(Drafted, Address, index, part.ItemId, part.Number, part.Text, part.Role)
        {
            Line = line, ReportedOn = part.ReportedOn, ReportedBy = part.ReportedBy,
            Attachable = new($"Lines[{index}].", $"任务 {part.Number} ", line.Figures, [.. milestones[part.AssignmentId]], line.Answered, part.Figures, AskedCount.Of(counts[part.AssignmentId], line.Counts), part.Text, part.LimitRaw),
        };
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken) => await Load() ? Anew(broken.Message) : NotFound();

    // A line that was left as it was is not reported.
    async Task<ReportLine?> Said(TypedLine line) => line.Files.Count == 0 && Chosen.Any(p => p.AssignmentId == line.AssignmentId) && !Drafted.Changed.Contains(line) ? null
        : await line.ToReport(Chosen.FirstOrDefault(p => p.AssignmentId == line.AssignmentId)?.Number);

    protected override async Task<bool> Load()
    {
        await using var connection = await database.Open();
        if ((await TodoQueries.Units(connection, Actor)).FirstOrDefault(u => u.Id == UnitId) is not { Name: { } name })
            return false;
        var ids = Lines.Count > 0 ? [.. Lines.Select(l => l.AssignmentId)] : Ids;
        UnitName = name;
        Parts = await OpenPart.OfUnit(connection, Actor, UnitId);
        Chosen = [.. Parts.Where(p => ids.Contains(p.AssignmentId))];
        var key = Chosen.Select(p => p.AssignmentId).ToArray();
        var today = (await Moment()).Today;
        counts = await ObligationCounts.OfParts(connection, Actor.RegionId, today, key);
        Drafted = new(Actor, today, await ReportDrafts.Of(connection, Actor, key), Chosen.ToDictionary(p => p.AssignmentId, p => p.Latest), Lines);
        milestones = await FormQueries.Milestones(connection, Actor, key);
        return true;
    }
}
