namespace Tracker.Web.Features.Adjustments;

/// <summary>What sort of adjustment it is; stored by name.</summary>
public enum AdjustmentKind
{
    /// <summary>勘误: the notice was misread; the office alone puts it right, without a basis.</summary>
    Correction,
    /// <summary>变更: what the notice states changes, on a basis.</summary>
    Change,
    /// <summary>报送节点: a date of the plan itself.</summary>
    Checkpoint,
}

/// <summary>What people see for each kind.</summary>
public static class AdjustmentKinds
{
    public static string Chinese(this AdjustmentKind kind) => kind switch
    {
        AdjustmentKind.Correction => "勘误",
        AdjustmentKind.Change => "变更",
        AdjustmentKind.Checkpoint => "调整报送节点",
    };
}
