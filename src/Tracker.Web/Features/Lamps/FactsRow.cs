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
    /// <summary>The assignment itself and those whose history counts as its own.</summary>
    public long[] History { get; init; } = [];
    public AssignmentRole Role { get; init; }
    public int Position { get; init; }
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
    public Closing? ClosedHow { get; init; }
    public long[] MilestoneIds { get; init; } = [];
    public string[] MilestoneWords { get; init; } = [];
    public DateOnly[] MilestoneDays { get; init; } = [];
    public bool[] MilestonesAnswered { get; init; } = [];
    /// <summary>One time of what comes again: a period, or an event.</summary>
    public bool[] MilestonesAgain { get; init; } = [];
    public bool[] MilestonesRoutine { get; init; } = [];
    public DateOnly[] MilestonesSince { get; init; } = [];
    public long[] CheckpointIds { get; init; } = [];
    public string[] CheckpointKinds { get; init; } = [];
    public DateOnly[] CheckpointDays { get; init; } = [];
    public bool[] CheckpointsAnswered { get; init; } = [];
    /// <summary>The day of the unit's year-end return, since the item was last opened again.</summary>
    public LocalDate? YearEndOn { get; init; }
    public LocalDate? SubmittedOn { get; init; }
    public LocalDate? ConfirmedOn { get; init; }
    public LocalDate? ReturnedOn { get; init; }
    public LocalDate? CorrectionDue { get; init; }
    public int TimesReturned { get; init; }
    public bool HasReported { get; init; }

    /// <param name="rare">what has happened to few assignments only</param>
    public AssignmentOnDay OnDay(WorkingCalendar calendar, RareFacts rare)
    {
        var then = rare.AsOfThen(this);
        var moved = rare.MovedDatesOf(History, WorkItemId);
        var due = moved.Due is { } put ? new DueOn(put.On) : then.DueByLimit(calendar);
        return new(Id, WorkItemId, UnitId, then.Role, rare.AtFirst(this).DueByLimit(calendar), due, then.Facts(due, moved, rare, calendar), HasReported);
    }

    AssignmentFacts Facts(DueDate due, RareFacts.MovedDates moved, RareFacts rare, WorkingCalendar calendar) =>
        new(AssignedOn, [.. OpenDates.Of(Role, due, Milestones, Checkpoints, DispatchedOn,
                (open, i) => Again(open, i).PutOff(MovedTo(moved, open.Nature, IdOf(open.Nature, i))) with { Id = IdOf(open.Nature, i) })
            .Unanswered(Role, ReportedFor(moved), HasReported), .. Questions(due, rare, calendar), .. rare.InstructionsTo(History), .. IsFirstLead ? rare.NamesFor(WorkItemId) : []])
        {
            AcknowledgedOn = AcknowledgedOn,
            SubmittedOn = SubmittedOn ?? PeriodAppliedOn(moved),
            AppliesForPeriod = SubmittedOn is null && PeriodAppliedOn(moved) is not null,
            End = End(rare),
            TimesReturned = TimesReturned,
            Correction = ReturnedOn is { } on && CorrectionDue is { } until ? new(on, until) : null,
            Asking = rare.AskingOf(Id),
            Suspended = rare.SuspensionOf(WorkItemId),
            LateBefore = moved.LateBefore,
            NudgeAnswers = rare.NudgeAnswersOf(History),
            Counts = rare.CountsOf(WorkItemId, History, CountedIn, History.Length > 1 ? DispatchedOn : AssignedOn),
            AwaitsTrigger = Awaits(due),
            AwaitsEvent = due is DueAfterEvent after && !MilestonesAgain.Contains(true) ? after.EventAsWritten : null,
        };

    // 全年: the year-end return carries 申请阶段办结. Once the office has set another date, or sent a completion back, that is what counts.
    LocalDate? PeriodAppliedOn(RareFacts.MovedDates moved) =>
        LimitKind is TimeLimitKind.WholeYear or TimeLimitKind.None or TimeLimitKind.Periodic && Role != AssignmentRole.Support && moved.Due is null
            && !(ReturnedOn >= YearEndOn) ? YearEndOn : null;

    // A support reports to the lead, whose number is the one that is asked for.
    int? CountedIn => Role == AssignmentRole.Support ? null : PlanYear;

    bool IsFirstLead => this is { Role: AssignmentRole.Lead, Position: 1 };

    bool Awaits(DueDate due) => LimitKind == TimeLimitKind.WhenAppropriate && due is not Domain.Deadlines.DueOn;

    // The first lead is asked; once it has said that the conditions are there, the next step is the office's.
    IEnumerable<OpenDate> Questions(DueDate due, RareFacts rare, WorkingCalendar calendar) =>
        Awaits(due) && IsFirstLead && PlanYear is { } year && !rare.TriggerIsMet(History)
            ? TriggerQuestion.Of(year, AssignedOn, calendar).Where(q => !rare.HasAnswered(History, q.Quarter)).Select(OpenDate.Of) : [];

    OpenDate Again(OpenDate open, int i) => open.Nature == DateNature.Milestone && MilestonesAgain[i]
        ? open.Again(MilestoneWords[i], LocalDate.FromDateOnly(MilestonesSince[i]), MilestonesRoutine[i]) : open;

    static MovedDate? MovedTo(RareFacts.MovedDates moved, DateNature nature, long? id) => nature switch
    {
        DateNature.Due => moved.Due,
        DateNature.Milestone => moved.OfMilestone(id!.Value),
        DateNature.Report => moved.OfCheckpoint(id!.Value),
        DateNature.Instruction => null,
    };

    long? IdOf(DateNature nature, int i) => nature switch
    {
        DateNature.Due => null,
        DateNature.Milestone => MilestoneIds[i],
        DateNature.Report => CheckpointIds[i],
        DateNature.Instruction => null,
    };

    // A day that a person has set in review stands above what the words alone come to.
    DueDate DueByLimit(WorkingCalendar calendar) => DueOn is { } day && LimitKind is not (TimeLimitKind.WholeYear or TimeLimitKind.None)
        ? new DueOn(day)
        : DueDate.Of(new TimeLimit(LimitRaw, LimitKind, DueOn), new(PlanYear, DispatchedOn, IssuedOn, PrintedOn, PublishedOn), calendar);

    AssignmentEnd? End(RareFacts rare) => ConfirmedOn is { } confirmed ? new(confirmed, Ending.Done)
        : rare.ExemptOn(Id) is { } exempt ? new(exempt, Ending.Exempt)
        : TransferredOn is { } transferred ? new(transferred, rare.IsReleased(Id) ? Ending.Released : Ending.Transferred)
        : ClosedOn is not { } closed ? null
        : new(closed, ClosedHow!.Value.EndOf(Role, HasReported));

    IEnumerable<(string Raw, LocalDate On)> Milestones => MilestoneWords.Zip(MilestoneDays.Select(LocalDate.FromDateOnly));

    IEnumerable<Checkpoint> Checkpoints => CheckpointKinds.Zip(CheckpointDays, (kind, day) =>
        new Checkpoint(Enum.Parse<CheckpointKind>(kind), LocalDate.FromDateOnly(day), FromNotice: false, Provisional: false));

    HashSet<LocalDate> ReportedFor(RareFacts.MovedDates moved) =>
    [
        .. Answered(DateNature.Milestone, MilestoneDays, MilestonesAnswered, moved),
        .. Answered(DateNature.Report, CheckpointDays, CheckpointsAnswered, moved),
    ];

    IEnumerable<LocalDate> Answered(DateNature nature, DateOnly[] days, bool[] answered, RareFacts.MovedDates moved) =>
        days.Select((day, i) => MovedTo(moved, nature, IdOf(nature, i))?.On ?? LocalDate.FromDateOnly(day)).Where((_, i) => answered[i]);
}
