using Tracker.Web.Features.Assignments;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Obligations;

namespace Tracker.Web.Features.Drafts;

/// <summary>What stands in the fields of a report, as it was typed; files are not among it.</summary>
public sealed record ReportContent
{
    public string Text { get; init; } = "";
    public string NoNewsReason { get; init; } = "";
    public string NextStep { get; init; } = "";
    public string BlockedBy { get; init; } = "";
    public IReadOnlyList<TypedFigure> Figures { get; init; } = [];
    public IReadOnlyList<TypedCount> Counts { get; init; } = [];
    public IReadOnlyList<long> Answered { get; init; } = [];

    /// <summary>Reports of supports that were taken over into this one, by id.</summary>
    public IReadOnlyList<long> Sources { get; init; } = [];

    IEnumerable<TypedCount> Counted => Counts.Where(c => !c.IsEmpty);

    IEnumerable<TypedFigure> Filled => Figures.Where(f => !f.IsEmpty);

    /// <summary>Whether both say the same, whatever ends their lines.</summary>
    public bool Says(ReportContent other) =>
        Words.Zip(other.Words).All(pair => Same(pair.First.Said, pair.Second.Said))
        && Filled.SequenceEqual(other.Filled) && Counted.SequenceEqual(other.Counted) && Answered.Order().SequenceEqual(other.Answered.Order());

    /// <summary>Its texts under the names that they have on screen.</summary>
    public IEnumerable<(string Name, string Said)> Words =>
        [("进展情况", Text), ("无新进展原因", NoNewsReason), ("下一步打算", NextStep), ("存在问题", BlockedBy)];

    /// <summary>Figures in one line.</summary>
    public string FiguresInWords => string.Join('；', Filled.Select(f => $"{f.Name} {f.Amount}{f.Measure}"));

    /// <summary>How often what is counted came up, in one line.</summary>
    public string CountsInWords => string.Join('；', Counted.Select(c => c.InWords));

    /// <summary>Both together: what the other says stands behind this, once.</summary>
    public ReportContent With(ReportContent other) => this with
    {
        Text = Joined(Text, other.Text), NoNewsReason = Joined(NoNewsReason, other.NoNewsReason),
        NextStep = Joined(NextStep, other.NextStep), BlockedBy = Joined(BlockedBy, other.BlockedBy),
        Figures = [.. Filled.Concat(other.Filled).Distinct()],
        Counts = [.. Counted.UnionBy(other.Counted, c => c.ObligationId)],
        Answered = [.. Answered.Union(other.Answered)], Sources = [.. Sources.Union(other.Sources)],
    };

    /// <summary>The line that is handed in.</summary>
    /// <param name="item">the task's number, where the form holds several</param>
    /// <exception cref="Domain.RuleBroken">a figure or a count is none</exception>
    public ReportLine ToLine(long assignmentId, Guid key, long seen, long seenDraft, IReadOnlyList<UploadedFile> files, string? item = null) =>
        new(assignmentId, Text, NoNewsReason == "" ? null : NoNewsReason, NextStep, BlockedBy, key, seen)
        {
            Figures = TypedFigure.Read(Figures, item), Counts = TypedCount.Read(Counts, item), Files = files, Milestones = Answered, SeenDraft = seenDraft, Sources = Sources,
        };

    static bool Same(string one, string other) => Lines(one) == Lines(other);

    static string Lines(string text) => text.Trim().ReplaceLineEndings("\n");

    static string Joined(string one, string other)
    {
        var (mine, theirs) = (Lines(one), Lines(other));
        return mine.Contains(theirs, StringComparison.Ordinal) ? one : theirs.Contains(mine, StringComparison.Ordinal) ? other : $"{mine}\n{theirs}";
    }
}
