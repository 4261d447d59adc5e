using NodaTime;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Assignments;

namespace Tracker.Web.Features.Drafts;

/// <summary>One line of a form that reports on several items, as <c>_Line.cshtml</c> draws it.</summary>
/// <param name="Address">of the form</param>
/// <param name="Index">the line's place in the form</param>
public sealed record LineForm(DraftedLines Lines, string Address, int Index, long ItemId, string Number, string Text, AssignmentRole Role)
{
    /// <summary>What stands in the fields.</summary>
    public required TypedLine Line { get; init; }
    public required Attachable Attachable { get; init; }
    public LocalDate? ReportedOn { get; init; }
    public string? ReportedBy { get; init; }

    /// <summary>What handing the line in does besides, where it does.</summary>
    public string? Note { get; init; }
}
