using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Approvals;

/// <summary>What people see for each, and what request each becomes.</summary>
public static class DraftKindWords
{
    public static string Chinese(this DraftKind kind) => kind switch
    {
        DraftKind.Completion => "申请办结",
        DraftKind.Extension => RequestKind.Extension.Chinese(),
        DraftKind.Reassignment => RequestKind.Reassignment.Chinese(),
        DraftKind.Exemption => RequestKind.Exemption.Chinese(),
    };

    /// <summary>What lies before the head while the request has not left the unit.</summary>
    public static DraftKind AsDraft(this RequestKind kind) => kind switch
    {
        RequestKind.Extension => DraftKind.Extension,
        RequestKind.Reassignment => DraftKind.Reassignment,
        RequestKind.Exemption => DraftKind.Exemption,
    };
}
