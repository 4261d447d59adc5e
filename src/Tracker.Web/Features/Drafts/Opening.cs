using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Drafts;

/// <summary>The latest report on an assignment, as a form may open with it.</summary>
/// <param name="Id">0 where there is none</param>
public sealed record Latest(long Id, string By, Instant? At, ReportContent Content)
{
    public static readonly Latest None = new(0, "", null, new());

    /// <param name="id">null where there is none</param>
    /// <param name="text">without the words that stand for 无新进展</param>
    public static Latest Of(long? id, string? by, Instant? at, string text, string? nextStep, string? blockedBy) =>
        id is null ? None : new(id.Value, by ?? "", at, new() { Text = text, NextStep = nextStep ?? "", BlockedBy = blockedBy ?? "" });
}

/// <summary>What somebody else wrote about the same, to be looked at beside what stands in the form.</summary>
/// <param name="Id">as a button sends it back: draft/17, report/5</param>
public sealed record OtherVersion(string Id, string Heading, ReportContent Content);

/// <summary>What a form opens with: a draft, else the latest report; and what else there is.</summary>
/// <param name="From">the draft that was filled in; null for none</param>
public sealed record Opening(ReportContent Content, ReportDraft? From, IReadOnlyList<OtherVersion> Others)
{
    /// <summary>One's own draft, else a colleague's latest, else the report before. A report that came after the draft stands beside it.</summary>
    /// <param name="drafts">of the assignment, latest first</param>
    /// <param name="fresh">the person wants no draft</param>
    public static Opening Of(Actor by, LocalDate today, IReadOnlyList<ReportDraft> drafts, Latest latest, bool fresh)
    {
        var from = fresh ? null : drafts.FirstOrDefault(d => d.PersonId == by.PersonId) ?? (drafts is [var newest, ..] ? newest : null);
        var content = from?.Content ?? latest.Content;
        return new(content, from, Beside(by, today, drafts.Where(d => d != from), from is not null && from.AfterReportId < latest.Id ? latest : null, content));
    }

    /// <summary>What came while the form was being filled in.</summary>
    /// <param name="typed">what stands in the form</param>
    /// <param name="seenReport">the latest report that it has shown; as <paramref name="seenDraft"/></param>
    public static Opening Meanwhile(Actor by, LocalDate today, IReadOnlyList<ReportDraft> drafts, Latest latest, ReportContent typed, Guid key, long seenReport, long seenDraft) =>
        new(typed, null, Beside(by, today, drafts.Where(d => d.IsBetween(key, seenDraft)), seenReport < latest.Id ? latest : null, typed));

    static IReadOnlyList<OtherVersion> Beside(Actor by, LocalDate today, IEnumerable<ReportDraft> drafts, Latest? latest, ReportContent content) =>
    [
        .. new[] { latest }.OfType<Latest>().Select(l => new OtherVersion($"report/{l.Id}", $"{l.By} {ReportDraft.When(l.At!.Value, today)} 已经报送", l.Content))
            .Concat(drafts.Select(d => new OtherVersion($"draft/{d.Version}", d.Named(by, today), d.Content)))
            .Where(other => !other.Content.Says(content)),
    ];
}
