namespace Tracker.Domain.WorkItems;

/// <summary>Where one unit's part stands, derived from what was done.</summary>
public enum AssignmentState
{
    Pending, Accepted, Working, CompletionSubmitted, Returned, Done, NotReported, ClosedUndone, Transferred, Exempt, Released,
    PeriodClosed, Withdrawn, Superseded, Archived, Suspended,
    ExtensionRequested, ReassignmentRequested, ExemptionRequested,
}

/// <summary>The state of an assignment, and its words.</summary>
public static class AssignmentStates
{
    /// <summary>The state that the facts come to.</summary>
    /// <param name="hasReported">true once the unit has reported progress</param>
    public static AssignmentState Of(AssignmentFacts facts, bool hasReported) => facts switch
    {
        { End.How: Ending.Done } => AssignmentState.Done,
        { End.How: Ending.NotReported } => AssignmentState.NotReported,
        { End.How: Ending.ClosedUndone } => AssignmentState.ClosedUndone,
        { End.How: Ending.Transferred } => AssignmentState.Transferred,
        { End.How: Ending.Exempt } => AssignmentState.Exempt,
        { End.How: Ending.Released } => AssignmentState.Released,
        { End.How: Ending.PeriodClosed } => AssignmentState.PeriodClosed,
        { End.How: Ending.Withdrawn } => AssignmentState.Withdrawn,
        { End.How: Ending.Superseded } => AssignmentState.Superseded,
        { End.How: Ending.Archived } => AssignmentState.Archived,
        { Suspended: not null } => AssignmentState.Suspended,
        { SubmittedOn: not null } => AssignmentState.CompletionSubmitted,
        { Asking.Kind: RequestKind.Extension } => AssignmentState.ExtensionRequested,
        { Asking.Kind: RequestKind.Reassignment } => AssignmentState.ReassignmentRequested,
        { Asking.Kind: RequestKind.Exemption } => AssignmentState.ExemptionRequested,
        { Correction: not null } => AssignmentState.Returned,
        _ when hasReported => AssignmentState.Working,
        { AcknowledgedOn: not null } => AssignmentState.Accepted,
        _ => AssignmentState.Pending,
    };

    public static string Chinese(this AssignmentState state) => state switch
    {
        AssignmentState.Pending => "待签收",
        AssignmentState.Accepted => "已签收",
        AssignmentState.Working => "办理中",
        AssignmentState.CompletionSubmitted => "待审核",
        AssignmentState.Returned => "退回补办",
        AssignmentState.Done => "完成",
        AssignmentState.NotReported => "未反馈",
        AssignmentState.ClosedUndone => "未完成",
        AssignmentState.Transferred => "已移交",
        AssignmentState.Exempt => "不涉及",
        AssignmentState.Released => "已调出",
        AssignmentState.PeriodClosed => "阶段办结",
        AssignmentState.Withdrawn => "撤销",
        AssignmentState.Superseded => "并入",
        AssignmentState.Archived => "已归档",
        AssignmentState.Suspended => "暂缓",
        AssignmentState.ExtensionRequested => RequestKind.Extension.Chinese(),
        AssignmentState.ReassignmentRequested => RequestKind.Reassignment.Chinese(),
        AssignmentState.ExemptionRequested => RequestKind.Exemption.Chinese(),
    };
}
