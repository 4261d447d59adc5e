namespace Tracker.Web.Features.Assignments;

/// <summary>The fields of a form for what hangs on a report: dates it answers, figures, files.</summary>
/// <param name="Prefix">before the names of the fields, such as <c>Lines[3].</c></param>
/// <param name="Whose">for those who listen: which task, where the form holds several</param>
/// <param name="Last">figures of the last report, in words</param>
public sealed record Attachable(
    string Prefix, string Whose, IReadOnlyList<TypedFigure> Figures, IReadOnlyList<OpenMilestone> Milestones, IReadOnlyCollection<long> Answered,
    IReadOnlyList<string> Last)
{
    const int FigureRows = 3;

    /// <summary>As many rows as were typed, and a few to type into.</summary>
    public int Rows => Math.Max(FigureRows, Figures.Count);

    public TypedFigure Figure(int row) => row < Figures.Count ? Figures[row] : new();

    /// <summary>Whether something was typed that should stand open.</summary>
    public bool IsFilled => Answered.Count > 0 || Figures.Any(f => f is not { Name: null, Amount: null, Measure: null });
}
