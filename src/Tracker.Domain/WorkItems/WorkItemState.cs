namespace Tracker.Domain.WorkItems;

/// <summary>Where a work item stands, derived from what was done.</summary>
public enum WorkItemState
{
    Draft, Registered, AwaitingTrigger, Dispatched, InProgress, CompletionSubmitted, Returned, Completed, PeriodClosed,
    Suspended, Superseded, Withdrawn, Reopened, Archived,
}

/// <summary>What an item's state depends on.</summary>
public sealed record WorkItemFacts
{
    /// <summary>A person has confirmed the reading.</summary>
    public bool Confirmed { get; init; }

    public bool Dispatched { get; init; }

    /// <summary>适时, and the conditions are not there yet.</summary>
    public bool AwaitsTrigger { get; init; }

    /// <summary>A unit has signed or reported.</summary>
    public bool Begun { get; init; }

    /// <summary>The lead's completion waits for the office.</summary>
    public bool CompletionSubmitted { get; init; }

    /// <summary>The lead's last completion came back and has not been submitted again.</summary>
    public bool Returned { get; init; }

    /// <summary>How it has ended, unless it was opened again.</summary>
    public Closing? Closed { get; init; }

    /// <summary>Its plan has been archived.</summary>
    public bool Archived { get; init; }

    /// <summary>暂缓</summary>
    public bool Suspended { get; init; }

    /// <summary>回头看: it had ended and is open again.</summary>
    public bool Reopened { get; init; }
}

/// <summary>The state of a work item, and its words.</summary>
public static class WorkItemStates
{
    /// <summary>The state that the facts come to; what was done later hides what was done before.</summary>
    public static WorkItemState Of(WorkItemFacts facts) => facts switch
    {
        { Closed: Closing.Archived } or { Closed: not null, Archived: true } => WorkItemState.Archived,
        { Closed: Closing.Completed } => WorkItemState.Completed,
        { Closed: Closing.PeriodClosed } => WorkItemState.PeriodClosed,
        { Closed: Closing.Withdrawn } => WorkItemState.Withdrawn,
        { Closed: Closing.Superseded } => WorkItemState.Superseded,
        { Suspended: true } => WorkItemState.Suspended,
        { CompletionSubmitted: true } => WorkItemState.CompletionSubmitted,
        { Returned: true } => WorkItemState.Returned,
        { Reopened: true } => WorkItemState.Reopened,
        { Dispatched: true, AwaitsTrigger: true } => WorkItemState.AwaitingTrigger,
        { Begun: true } => WorkItemState.InProgress,
        { Dispatched: true } => WorkItemState.Dispatched,
        { Confirmed: true } => WorkItemState.Registered,
        _ => WorkItemState.Draft,
    };

    public static string Chinese(this WorkItemState state) => state switch
    {
        WorkItemState.Draft => "待校核",
        WorkItemState.Registered => "已立项",
        WorkItemState.AwaitingTrigger => "待触发",
        WorkItemState.Dispatched => "已交办",
        WorkItemState.InProgress => "办理中",
        WorkItemState.CompletionSubmitted => "待审核",
        WorkItemState.Returned => "退回补办",
        WorkItemState.Completed => "已办结",
        WorkItemState.PeriodClosed => "阶段办结",
        WorkItemState.Suspended => "暂缓",
        WorkItemState.Superseded => "并入",
        WorkItemState.Withdrawn => "撤销",
        WorkItemState.Reopened => "回头看",
        WorkItemState.Archived => "已归档",
    };
}
