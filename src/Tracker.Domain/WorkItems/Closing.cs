namespace Tracker.Domain.WorkItems;

/// <summary>How an item as a whole came to its end; stored by name.</summary>
public enum Closing
{
    /// <summary>办结</summary>
    Completed,
    /// <summary>阶段办结: nothing more falls due this year.</summary>
    PeriodClosed,
    /// <summary>撤销</summary>
    Withdrawn,
    /// <summary>并入: another item goes on with it.</summary>
    Superseded,
    /// <summary>归档: its plan was archived while it was open.</summary>
    Archived,
}

/// <summary>What a closing makes of the parts that were open until then, and its words.</summary>
public static class Closings
{
    /// <param name="hasReported">true once the unit had reported progress</param>
    public static Ending EndOf(this Closing how, AssignmentRole role, bool hasReported) => how switch
    {
        Closing.Completed when role == AssignmentRole.Support => CompletionRules.EndOfSupport(hasReported),
        Closing.Completed => Ending.ClosedUndone,
        Closing.PeriodClosed when role == AssignmentRole.Support && !hasReported => Ending.NotReported,
        Closing.PeriodClosed => Ending.PeriodClosed,
        Closing.Withdrawn => Ending.Withdrawn,
        Closing.Superseded => Ending.Superseded,
        Closing.Archived => Ending.Archived,
    };

    public static string Chinese(this Closing how) => how switch
    {
        Closing.Completed => "办结",
        Closing.PeriodClosed => "阶段办结",
        Closing.Withdrawn => "撤销",
        Closing.Superseded => "并入其他任务",
        Closing.Archived => "归档（未办结）",
    };
}
