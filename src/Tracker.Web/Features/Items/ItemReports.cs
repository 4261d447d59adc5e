using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Items;

/// <summary>The reports of an item: those to read now, and those that can be unfolded.</summary>
public sealed record ItemReports(IReadOnlyList<ItemReport> Shown, IReadOnlyList<ItemReport> Folded)
{
    // As many cards as still fit beside each other on two screens.
    const int Many = 8;

    /// <summary>For whoever looks at the item: of many units that each do the duty in their own field, only his own is open.</summary>
    public static ItemReports Of(IReadOnlyList<ItemReport> all, IReadOnlyList<ItemPart> parts)
    {
        var own = parts.Where(p => p.Own).Select(p => p.Id).ToHashSet();
        return all.DistinctBy(r => r.AssignmentId).Count() <= Many ? new(all, [])
            : Split(all, r => r.Role != AssignmentRole.Responsible || own.Contains(r.AssignmentId));
    }

    /// <summary>For a decision about one part: its own reports, and for a lead those of its supports.</summary>
    public static ItemReports About(IReadOnlyList<ItemReport> all, long assignmentId, AssignmentRole role) =>
        Split(all, r => r.AssignmentId == assignmentId || role == AssignmentRole.Lead && r.Role == AssignmentRole.Support);

    static ItemReports Split(IReadOnlyList<ItemReport> all, Func<ItemReport, bool> shown) => new([.. all.Where(shown)], [.. all.Where(r => !shown(r))]);
}
