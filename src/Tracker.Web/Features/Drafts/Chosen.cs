using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Features.Drafts;

/// <summary>What somebody decided about another's version: to take it instead of his own, or behind it.</summary>
/// <param name="Other">null where it has gone meanwhile: his own then stays as it is</param>
public sealed record Chosen(OtherVersion? Other, bool Instead)
{
    /// <param name="use">as the button sent it: report/5/both, draft/17/instead</param>
    public static Chosen Of(string use, Actor by, LocalDate today, IReadOnlyList<ReportDraft> drafts, Latest latest)
    {
        var parts = use.Split('/');
        var instead = parts is [_, _, "instead"];
        return parts switch
        {
            ["report", ..] when latest.Id > 0 => new(new($"report/{latest.Id}", "", latest.Content), instead),
            ["draft", var version, ..] when drafts.FirstOrDefault(d => $"{d.Version}" == version) is { } draft =>
                new(new($"draft/{draft.Version}", draft.Named(by, today), draft.Content), instead),
            _ => new(null, instead),
        };
    }

    /// <summary>What stands in the form now. Figures and dates that the other's version does not hold stay.</summary>
    public ReportContent In(ReportContent typed) => Other is null ? typed : Instead ? typed with
    {
        Text = Other.Content.Text, NoNewsReason = Other.Content.NoNewsReason, NextStep = Other.Content.NextStep, BlockedBy = Other.Content.BlockedBy,
        Figures = [.. typed.Figures.Concat(Other.Content.Figures).Where(f => !f.IsEmpty).Distinct()],
        Counts = [.. Other.Content.Counts.Where(c => !c.IsEmpty).UnionBy(typed.Counts, c => c.ObligationId)],
        Answered = [.. typed.Answered.Union(Other.Content.Answered)], Sources = [.. typed.Sources.Union(Other.Content.Sources)],
    } : typed.With(Other.Content);

    /// <summary>What was put out of the form stays in sight until the next step.</summary>
    public IReadOnlyList<OtherVersion> Left(ReportContent typed) => Other is not null && Instead ? [new("", "换下的是您刚才写的内容，需要时可从这里复制", typed)] : [];
}
