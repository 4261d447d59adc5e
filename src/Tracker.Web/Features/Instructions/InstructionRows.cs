using NodaTime;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Instructions;

/// <summary>How far an instruction has come.</summary>
public enum InstructionStage
{
    /// <summary>待转办: the office has it and no unit yet.</summary>
    ToPassOn,
    /// <summary>待答复: some unit owes its answer.</summary>
    ToAnswer,
    /// <summary>待报领导: all have answered.</summary>
    ToReport,
    /// <summary>已报领导: closed.</summary>
    Reported,
}

/// <summary>One 批示 on one item.</summary>
public sealed record Instruction
{
    public long Id { get; init; }
    public long ItemId { get; init; }
    public required string Number { get; init; }
    public required string ItemText { get; init; }
    public required string PlanTitle { get; init; }
    public required string Leader { get; init; }
    public long? LeaderId { get; init; }
    public LocalDate GivenOn { get; init; }
    public required string Source { get; init; }
    public required string Text { get; init; }

    /// <summary>As the leader wants it; each unit has its own in <see cref="InstructionPart.DueOn"/>.</summary>
    public LocalDate? DueOn { get; init; }

    /// <summary>Units that the leader named, to be passed on by the office.</summary>
    public long[] ForUnits { get; init; } = [];
    public string? ScanName { get; init; }
    public required string EnteredBy { get; init; }
    public Instant EnteredAt { get; init; }
    public string? ReportedBy { get; init; }
    public Instant? ReportedAt { get; init; }
    public LocalDate? ReportedOn { get; init; }
    public string? Remark { get; init; }
    public string[] WithoutUnits { get; init; } = [];
}

/// <summary>One unit to which an instruction was passed on.</summary>
public sealed record InstructionPart
{
    public long InstructionId { get; init; }
    public long AssignmentId { get; init; }

    /// <summary>Whose part it is now; null where the office has taken the unit out of the item.</summary>
    public long? UnitId { get; init; }
    public required string Unit { get; init; }
    public LocalDate DueOn { get; init; }
    public LocalDate PassedOn { get; init; }
    public LocalDate? AnsweredOn { get; init; }
    public string? AnsweredBy { get; init; }
    public string? Text { get; init; }

    /// <summary>An answer is still to come.</summary>
    public bool Owes => AnsweredOn is null && UnitId is not null;

    /// <summary>As of the day that was asked for.</summary>
    public LampVerdict Lamp { get; init; } = null!;
}

/// <summary>An instruction with the units that a person may see of it.</summary>
public sealed record InstructionLine(Instruction Instruction, IReadOnlyList<InstructionPart> Parts)
{
    public InstructionStage Stage => Instruction.ReportedAt is not null ? InstructionStage.Reported
        : !Parts.Any(p => p.UnitId is not null || p.AnsweredOn is not null) ? InstructionStage.ToPassOn
        : Parts.Any(p => p.Owes) ? InstructionStage.ToAnswer : InstructionStage.ToReport;

    /// <summary>The worst lamp of those that owe an answer; null where none does.</summary>
    public LampVerdict? Worst => Stage == InstructionStage.ToAnswer ? Parts.Where(p => p.Owes).MinBy(p => p.DueOn)!.Lamp : null;

    public IReadOnlyList<string> Missing => [.. Parts.Where(p => p.Owes).Select(p => p.Unit)];
}

/// <summary>What people see of the stages.</summary>
public static class InstructionWords
{
    public static string Chinese(this InstructionStage stage) => stage switch
    {
        InstructionStage.ToPassOn => "待转办",
        InstructionStage.ToAnswer => "待答复",
        InstructionStage.ToReport => "待报领导",
        InstructionStage.Reported => "已报领导",
    };
}
