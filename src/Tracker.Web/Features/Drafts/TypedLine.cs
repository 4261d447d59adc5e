using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Obligations;

namespace Tracker.Web.Features.Drafts;

/// <summary>One line of a form that reports on several items, as it was typed.</summary>
public sealed record TypedLine
{
    public long AssignmentId { get; init; }
    public string? Text { get; init; }
    public string? NoNewsReason { get; init; }
    public string? NextStep { get; init; }
    public string? BlockedBy { get; init; }
    public List<TypedFigure> Figures { get; init; } = [];
    public List<TypedCount> Counts { get; init; } = [];
    public List<long> Answered { get; init; } = [];
    public List<IFormFile> Files { get; init; } = [];
    public Guid Key { get; init; }
    public long Seen { get; init; }
    public long SeenDraft { get; init; }
    public List<long> Sources { get; init; } = [];

    public ReportContent Content => new()
    {
        Text = Text ?? "", NoNewsReason = NoNewsReason ?? "", NextStep = NextStep ?? "", BlockedBy = BlockedBy ?? "",
        Figures = Figures, Counts = Counts, Answered = Answered, Sources = Sources,
    };

    public TypedLine Saying(ReportContent content) => this with
    {
        Text = content.Text, NoNewsReason = content.NoNewsReason, NextStep = content.NextStep, BlockedBy = content.BlockedBy,
        Figures = [.. content.Figures], Counts = [.. content.Counts], Answered = [.. content.Answered], Sources = [.. content.Sources],
    };

    public SaveDrafts.Line ToDraft() => new(AssignmentId, Content, Key, Seen, SeenDraft);

    /// <summary>The line that is handed in, with its files.</summary>
    /// <param name="content">as it is to be kept, where that is not what was typed</param>
    /// <param name="item">the task's number</param>
    /// <exception cref="Domain.RuleBroken">a figure or a count is none</exception>
    public async Task<ReportLine> ToReport(string? item, ReportContent? content = null) =>
        (content ?? Content).ToLine(AssignmentId, Key, Seen, SeenDraft, await Uploads.Read(Files), item);
}
