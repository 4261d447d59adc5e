using System.Text.Json.Serialization;
using Tracker.Web.Features.Files;
using Tracker.Web.Features.Obligations;

namespace Tracker.Web.Features.Assignments;

/// <summary>A figure of a report: 新增就业 5.2 万人.</summary>
public sealed record ReportFigure(string Name, decimal Amount, string Measure);

/// <summary>What a unit says about one assignment, alone or as a line of a 报送表.</summary>
/// <param name="NoNewsReason">无新进展, and why; the text may then be empty</param>
/// <param name="SubmissionKey">made with the form, so that a double click or a retry counts once</param>
/// <param name="SeenReportId">the latest report when the form was opened, 0 for none; null where nobody looked</param>
public sealed record ReportLine(
    long AssignmentId, string Text, string? NoNewsReason, string NextStep, string BlockedBy, Guid SubmissionKey, long? SeenReportId = null)
{
    /// <summary>The text as it is kept.</summary>
    [JsonIgnore]
    public string Kept => string.IsNullOrWhiteSpace(Text) ? ReportLines.NothingNew : Text.Trim();

    public IReadOnlyList<ReportFigure> Figures { get; init; } = [];

    /// <summary>How often the duties in the sentence came up since the report before; those of which nothing is said are left out.</summary>
    public IReadOnlyList<ReportCount> Counts { get; init; } = [];

    [JsonIgnore]
    public IReadOnlyList<UploadedFile> Files { get; init; } = [];

    /// <summary>For the event log, which holds no file.</summary>
    public IEnumerable<string> FileNames => Files.Select(f => f.Name);

    /// <summary>Dates of the notice that this report answers, by id.</summary>
    public IReadOnlyList<long> Milestones { get; init; } = [];

    /// <summary>The largest version of a draft that the form has shown, 0 for none; null where nobody looked.</summary>
    [JsonIgnore]
    public long? SeenDraft { get; init; }

    /// <summary>Reports of supports that a lead has taken over into this one, by id.</summary>
    public IReadOnlyList<long> Sources { get; init; } = [];
}
