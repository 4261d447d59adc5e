namespace Tracker.Domain.Units;

/// <summary>What a document does with units.</summary>
public enum ReorganisationKind
{
    /// <summary>更名: the unit goes on under another name.</summary>
    Rename,
    /// <summary>合并: units end and one takes them over, a new one or one that was there.</summary>
    Merge,
    /// <summary>分设: a unit ends and its duties go to one or more new ones.</summary>
    Split,
    /// <summary>职责划转: units go on and give duties to another.</summary>
    Transfer,
    /// <summary>新设: a unit comes from none.</summary>
    Foundation,
    /// <summary>撤销: units end and nobody follows.</summary>
    Abolition,
}

/// <summary>What people see for each kind, and what each kind takes.</summary>
public static class ReorganisationKinds
{
    public static string Chinese(this ReorganisationKind kind) => kind switch
    {
        ReorganisationKind.Rename => "更名",
        ReorganisationKind.Merge => "合并",
        ReorganisationKind.Split => "分设",
        ReorganisationKind.Transfer => "职责划转",
        ReorganisationKind.Foundation => "新设",
        ReorganisationKind.Abolition => "撤销",
    };

    /// <summary>The units before it are no more from its day on, but for one that is also the unit behind it.</summary>
    public static bool EndsUnits(this ReorganisationKind kind) =>
        kind is ReorganisationKind.Merge or ReorganisationKind.Split or ReorganisationKind.Abolition;

    /// <summary>What is wrong with the number of units before and behind it; null if nothing is.</summary>
    public static string? Fault(this ReorganisationKind kind, int before, int behind) => kind switch
    {
        ReorganisationKind.Rename when (before, behind) is not (1, 1) => "更名只涉及一个单位：请写一个原单位和它的新名称。",
        ReorganisationKind.Merge when before < 1 || behind != 1 => "合并须写明至少一个原单位和一个承接单位。",
        ReorganisationKind.Split when before != 1 || behind < 1 => "分设须写明一个原单位和至少一个新单位。",
        ReorganisationKind.Transfer when before < 1 || behind != 1 => "职责划转须写明至少一个原单位和一个接收单位。",
        ReorganisationKind.Foundation when (before, behind) is not (0, 1) => "新设只写一个新单位，不写原单位。",
        ReorganisationKind.Abolition when before < 1 || behind != 0 => "撤销只写原单位；有单位承接的，请按合并登记。",
        _ => null,
    };
}
