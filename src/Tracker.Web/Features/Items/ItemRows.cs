using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Completions;

namespace Tracker.Web.Features.Items;

/// <summary>The clause itself, as the notice has it.</summary>
public sealed record ItemHead
{
    public long Id { get; init; }
    public required string Number { get; init; }
    public string? Title { get; init; }
    public required string Text { get; init; }
    public string? UnitsRaw { get; init; }
    public string? LimitRaw { get; init; }
    public TimeLimitKind LimitKind { get; init; }
    public string? Category { get; init; }
    public long PlanId { get; init; }
    public required string PlanTitle { get; init; }
    public string? DocumentNumber { get; init; }
    public LocalDate? ClosedOn { get; init; }

    /// <summary>How it has ended, unless it was opened again, and why.</summary>
    public Closing? Closed { get; init; }
    public string? ClosedReason { get; init; }
    public string[] WithoutUnits { get; init; } = [];
    public string? ClosedSignedBy { get; init; }
    public LocalDate? ClosedSignedOn { get; init; }
    public string? ClosedDocument { get; init; }
    public long? SuccessorId { get; init; }
    public string? SuccessorNumber { get; init; }
    public string? SuspendedFor { get; init; }
    public LocalDate? ReviewOn { get; init; }

    /// <summary>As it was kept with the lamp; null before dispatch.</summary>
    public WorkItemState? State { get; init; }

    public Basis ClosedBasis => new(ClosedSignedBy, ClosedSignedOn, ClosedDocument);
}

/// <summary>One unit's part, as it stands.</summary>
public sealed record ItemPart
{
    public long Id { get; init; }
    public long UnitId { get; init; }
    public required string UnitName { get; init; }
    public AssignmentRole Role { get; init; }
    public int Position { get; init; }
    public bool Own { get; init; }
    public bool Visible { get; init; }
    public LocalDate? AcknowledgedOn { get; init; }
    public LocalDate? ReportedOn { get; init; }
    public Lamp? Lamp { get; init; }
    public bool Done { get; init; }
    public string? Reason { get; init; }
    public LocalDate? NearestOn { get; init; }
    public long? WaitingId { get; init; }
    public bool Returned { get; init; }

    /// <summary>It asks for nothing more, however it ended.</summary>
    public bool HasEnded { get; init; }
    public LocalDate? TransferredOn { get; init; }
    public string? TransferredTo { get; init; }
    public string? ContactName { get; init; }
    public string? ContactPhone { get; init; }
    public string? ContactEmail { get; init; }

    public bool Submits => Role != AssignmentRole.Support;
}

/// <summary>One report with all that hangs on it.</summary>
public sealed record ItemReport
{
    public long Id { get; init; }
    public long AssignmentId { get; init; }
    public long WorkItemId { get; init; }
    public required string UnitName { get; init; }
    public AssignmentRole Role { get; init; }
    public required string Text { get; init; }
    public string? NoNewsReason { get; init; }
    public required string NextStep { get; init; }
    public required string BlockedBy { get; init; }
    public required string ReportedBy { get; init; }
    public Instant ReportedAt { get; init; }
    public CheckpointKind? Checkpoint { get; init; }
    public string[] Figures { get; init; } = [];
    public string[] Counts { get; init; } = [];
    public string[] Files { get; init; } = [];

    /// <summary>并入: reports of supports that this one holds, by id and in words.</summary>
    public long[] Sources { get; init; } = [];
    public string[] TakenOver { get; init; } = [];

    /// <summary>Sentences of the text that stand elsewhere too; only where they were looked for.</summary>
    public IReadOnlyList<EqualSentence> Equal { get; init; } = [];
}

/// <summary>One round of 申请办结 and what the office said to it.</summary>
public sealed record ItemCompletion
{
    public long Id { get; init; }
    public long AssignmentId { get; init; }
    public required string UnitName { get; init; }
    public int Round { get; init; }
    public required string Text { get; init; }
    public string[] WithoutUnits { get; init; } = [];
    public required string SubmittedBy { get; init; }
    public Instant SubmittedAt { get; init; }
    public string? Decision { get; init; }
    public Rating? Rating { get; init; }
    public ReturnReason? ReasonCode { get; init; }
    public string? Reason { get; init; }
    public LocalDate? CorrectionDue { get; init; }
    public bool SelfReviewed { get; init; }
    public string? DecidedBy { get; init; }
    public Instant? DecidedAt { get; init; }

    /// <inheritdoc cref="ItemReport.Equal"/>
    public IReadOnlyList<EqualSentence> Equal { get; init; } = [];
}

/// <summary>A date in the item's sentence.</summary>
/// <param name="Again">one time of what comes again</param>
public sealed record ItemMilestone(long Id, string Raw, LocalDate? DueOn, bool Again);

/// <summary>One line of the item's story.</summary>
public sealed record ItemEvent(Instant At, string PersonName, string UnitName, string Sentence);
