using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Obligations;

namespace Tracker.Web.Features.Assignments;

/// <summary>The fields of a form for what hangs on a report: dates it answers, figures, files.</summary>
/// <param name="Prefix">before the names of the fields, such as <c>Lines[3].</c></param>
/// <param name="Whose">for those who listen: which task, where the form holds several</param>
/// <param name="Last">figures of the last report, in words</param>
/// <param name="Counts">duties in the task's sentence that are counted</param>
/// <param name="Text">the task's sentence</param>
/// <param name="LimitRaw">its limit as the notice says it</param>
public sealed record Attachable(
    string Prefix, string Whose, IReadOnlyList<TypedFigure> Figures, IReadOnlyList<OpenMilestone> Milestones, IReadOnlyCollection<long> Answered,
    IReadOnlyList<string> Last, IReadOnlyList<AskedCount> Counts, string Text, string? LimitRaw)
{
    /// <summary>Figures that the task's own sentence asks for. What is counted is not asked for a second time.</summary>
    public IReadOnlyList<AskedFigure> Asked { get; } =
        [.. AskedFigure.In(Text, LimitRaw).Where(f => f.Measure != "次" || !Counts.Any(c => c.SoFar.Obligation.Raw.Contains(f.Asked, StringComparison.Ordinal)))];

    const int FigureRows = 3;

    /// <summary>What was typed, what the task asks for beside it, and a row or more to type into.</summary>
    public IReadOnlyList<TypedFigure> Rows
    {
        get
        {
            var typed = Figures.Where(f => !f.IsEmpty).ToList();
            var rows = typed.Concat(Asked.Where(a => typed.All(f => f.Name?.Trim() != a.Name)).Select(a => new TypedFigure { Name = a.Name, Measure = a.Measure, Offered = true })).ToList();
            return [.. rows, .. Enumerable.Repeat(new TypedFigure(), Math.Max(FigureRows - rows.Count, 1))];
        }
    }

    /// <summary>Whether something was typed, or is asked for, that should stand open.</summary>
    public bool IsFilled => Answered.Count > 0 || Counts.Count > 0 || Asked.Count > 0 || Figures.Any(f => !f.IsEmpty);
}
