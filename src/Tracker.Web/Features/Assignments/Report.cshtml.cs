using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Tracker.Domain;
using Tracker.Web.Features.Files;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Assignments;

/// <summary>One report, opened with what was said last.</summary>
public sealed class ReportModel(Database database, ReportProgress reportProgress) : TrackerPage
{
    /// <summary>A figure as it was typed.</summary>
    public sealed record Figure
    {
        public string? Name { get; init; }
        public string? Amount { get; init; }
        public string? Measure { get; init; }
    }

    [BindProperty(SupportsGet = true)] public long Id { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? NextStep { get; set; }
    [BindProperty] public string? BlockedBy { get; set; }
    [BindProperty] public List<Figure> Figures { get; set; } = [];
    [BindProperty] public List<long> Answered { get; set; } = [];
    [BindProperty] public Guid Key { get; set; }
    [BindProperty] public long Seen { get; set; }
    [BindProperty] public List<IFormFile> Files { get; set; } = [];

    public FormHead Head { get; private set; } = null!;
    public LastReport? Last { get; private set; }
    public IReadOnlyList<OpenMilestone> Milestones { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
            return NotFound();
        (Text, NextStep, BlockedBy, Key) = (Last?.Text == ReportLines.NothingNew ? "" : Last?.Text, Last?.NextStep, Last?.BlockedBy, Guid.NewGuid());
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load(keepSeen: true))
            return NotFound();
        var line = new ReportLine(Id, Text ?? "", null, NextStep ?? "", BlockedBy ?? "", Key, Seen);
        await reportProgress.Run(Actor, await Moment(), new(line, [.. Figures.Where(f => f.Name is not null || f.Amount is not null).Select(Read)], await Uploaded(), Answered));
        Say($"任务 {Head.Number} 的进展已经报送。");
        return Redirect($"/items/{Head.ItemId}");
    }

    protected override async Task<IActionResult> Redisplay(RuleBroken broken)
    {
        ModelState.Clear();
        ModelState.AddModelError("", broken.Message + (Files.Count > 0 ? "附件请重新选择。" : ""));
        return await Load() ? Page() : NotFound();
    }

    static ReportFigure Read(Figure figure) => decimal.TryParse(figure.Amount?.Replace("，", "").Replace(",", ""), CultureInfo.InvariantCulture, out var amount) && figure.Name is { } name
        ? new(name.Trim(), amount, figure.Measure?.Trim() ?? "")
        : throw new RuleBroken("figure-is-not-a-number", $"数据“{figure.Name}”要有名称和数值，例如 压减许可事项 12 项。");

    async Task<IReadOnlyList<UploadedFile>> Uploaded()
    {
        var uploaded = new List<UploadedFile>();
        foreach (var file in Files)
        {
            if (file.Length > FileType.MostBytes)
                throw new RuleBroken("file-is-too-large", $"文件“{file.FileName}”超过25 MB，请压缩或拆分后再传。");
            using var content = new MemoryStream();
            await file.CopyToAsync(content);
            uploaded.Add(new(file.FileName, content.ToArray()));
        }
        return uploaded;
    }

    async Task<bool> Load(bool keepSeen = false)
    {
        await using var connection = await database.Open();
        if (await FormQueries.Head(connection, Actor, Id) is not { } head)
            return false;
        (Head, Last) = (head, await FormQueries.Last(connection, Actor, Id));
        Milestones = await FormQueries.Milestones(connection, Actor, Id);
        if (!keepSeen)
            Seen = Last?.Id ?? 0;
        while (Figures.Count < 3)
            Figures.Add(new());
        return true;
    }
}
