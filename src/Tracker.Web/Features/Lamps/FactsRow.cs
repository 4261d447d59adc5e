using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;

namespace Tracker.Web.Features.Lamps;

/// <summary>One row of <see cref="AssignmentFactsQuery"/>, and what it comes to by the rules of the domain.</summary>
sealed record FactsRow
{
    public long Id { get; init; }
    public long WorkItemId { get; init; }
    public long UnitId { get; init; }
    public AssignmentRole Role { get; init; }
    public LocalDate DispatchedOn { get; init; }
    public LocalDate AssignedOn { get; init; }
    public LocalDate? TransferredOn { get; init; }
    public string? LimitRaw { get; init; }
    public TimeLimitKind LimitKind { get; init; }
    public LocalDate? DueOn { get; init; }
    public int? PlanYear { get; init; }
    public LocalDate? IssuedOn { get; init; }
    public LocalDate? PrintedOn { get; init; }
    public LocalDate? PublishedOn { get; init; }
    public LocalDate? AcknowledgedOn { get; init; }
    public LocalDate? ClosedOn { get; init; }
    public string[] MilestoneWords { get; init; } = [];
    public DateOnly[] MilestoneDays { get; init; } = [];
    public bool[] MilestonesAnswered { get; init; } = [];
    public string[] CheckpointKinds { get; init; } = [];
    public DateOnly[] CheckpointDays { get; init; } = [];
    public bool[] CheckpointsAnswered { get; init; } = [];
    public LocalDate? SubmittedOn { get; init; }
    public LocalDate? ConfirmedOn { get; init; }
    public LocalDate? ReturnedOn { get; init; }
    public LocalDate? CorrectionDue { get; init; }
    public int TimesReturned { get; init; }
    public bool HasReported { get; init; }

    public AssignmentOnDay OnDay(WorkingCalendar calendar)
    {
        var due = Due(calendar);
        return new(Id, WorkItemId, UnitId, Role, due, Facts(due), HasReported);
    }

    AssignmentFacts Facts(DueDate due) =>
        new(AssignedOn, OpenDates.AtDispatch(Role, due, Milestones, Checkpoints, DispatchedOn).Unanswered(Role, ReportedFor(), HasReported))
        {
            AcknowledgedOn = AcknowledgedOn,
            SubmittedOn = SubmittedOn,
            End = End(),
            TimesReturned = TimesReturned,
            Correction = ReturnedOn is { } on && CorrectionDue is { } until ? new(on, until) : null,
            AwaitsTrigger = LimitKind == TimeLimitKind.WhenAppropriate && DueOn is null,
        };

    // A day that a person has set in review stands above what the words alone come to.
    DueDate Due(WorkingCalendar calendar) => DueOn is { } day && LimitKind is not (TimeLimitKind.WholeYear or TimeLimitKind.None)
        ? new DueOn(day)
        : DueDate.Of(new TimeLimit(LimitRaw, LimitKind, DueOn), new(PlanYear, DispatchedOn, IssuedOn, PrintedOn, PublishedOn), calendar);

    AssignmentEnd? End() => ConfirmedOn is { } confirmed ? new(confirmed, Ending.Done)
        : TransferredOn is { } transferred ? new(transferred, Ending.Transferred)
        : ClosedOn is not { } closed ? null
        : new(closed, Role == AssignmentRole.Support ? CompletionRules.EndOfSupport(HasReported) : Ending.ClosedUndone);

    IEnumerable<(string Raw, LocalDate On)> Milestones => MilestoneWords.Zip(MilestoneDays.Select(LocalDate.FromDateOnly));

    IEnumerable<Checkpoint> Checkpoints => CheckpointKinds.Zip(CheckpointDays, (kind, day) =>
        new Checkpoint(Enum.Parse<CheckpointKind>(kind), LocalDate.FromDateOnly(day), FromNotice: false, Provisional: false));

    HashSet<LocalDate> ReportedFor() => [.. Answered(MilestoneDays, MilestonesAnswered), .. Answered(CheckpointDays, CheckpointsAnswered)];

    static IEnumerable<LocalDate> Answered(DateOnly[] days, bool[] answered) =>
        days.Where((_, i) => answered[i]).Select(LocalDate.FromDateOnly);
}
