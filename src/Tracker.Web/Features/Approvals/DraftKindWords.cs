namespace Tracker.Web.Features.Approvals;

/// <summary>What people see for each.</summary>
public static class DraftKindWords
{
    public static string Chinese(this DraftKind kind) => kind switch
    {
        DraftKind.Completion => "申请办结",
        DraftKind.Extension => "申请延期",
    };
}
