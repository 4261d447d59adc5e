using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.WorkItems;

/// <summary>Where a date comes from, and so what answers it and how late it may be.</summary>
public enum DateNature
{
    /// <summary>The item's due date: answered by 办结.</summary>
    Due,
    /// <summary>A date in the item's sentence, as strict as the due date: answered by a report for that date.</summary>
    Milestone,
    /// <summary>A checkpoint of the plan: answered by a report for that date.</summary>
    Report,
    /// <summary>The day by which a leader's instruction (批示) is to be answered; a limit, answered by an answer of its own.</summary>
    Instruction,
}

/// <summary>A date that an assignment still has to answer.</summary>
/// <param name="What">what is to be handed in, as it follows 未提交: 办结, 三季度进展</param>
/// <param name="StartsOn">the day from which the time allowed is counted</param>
/// <param name="EndOfWholeYear">true for the end of 全年, which gives no warning beforehand</param>
public sealed record OpenDate(DateNature Nature, string What, LocalDate On, LocalDate StartsOn, bool EndOfWholeYear = false)
{
    /// <summary>A date of the notice is a limit, red the day after; a date of the plan is a report, which may be a few days late.</summary>
    public bool IsLimit => Nature != DateNature.Report && !IsRoutine;

    /// <summary>One period of 每月, 每季度 for which the notice names no day: a report.</summary>
    public bool IsRoutine { get; init; }

    /// <summary>The milestone, checkpoint or instruction by its id, where it is known.</summary>
    public long? Id { get; init; }

    /// <summary>适时: the question of a quarter, asked from <see cref="StartsOn"/> on.</summary>
    public bool AsksTrigger { get; init; }

    /// <summary>点名建议: the lead is asked whom 有关单位 stands for.</summary>
    public bool AsksNames { get; init; }

    /// <summary>It is answered, never put off.</summary>
    public bool IsFixed => AsksTrigger || AsksNames || Nature == DateNature.Instruction;

    /// <summary>The question as a date of the assignment.</summary>
    public static OpenDate Of(TriggerQuestion question) =>
        new(DateNature.Report, "条件是否具备的答复", question.AnswerBy, question.Quarter) { AsksTrigger = true };

    /// <summary>The names that a lead is to propose, as a date of its assignment.</summary>
    public static OpenDate OfNames(string spelling, LocalDate proposeBy, LocalDate awaitedOn) =>
        new(DateNature.Report, $"“{spelling}”的点名建议", proposeBy, awaitedOn) { AsksNames = true };

    /// <summary>批示 as a date of the assignment it was passed on to.</summary>
    public static OpenDate OfInstruction(long id, string leader, LocalDate dueOn, LocalDate passedOn) =>
        new(DateNature.Instruction, $"{leader}批示的答复", dueOn, passedOn) { Id = id };

    /// <summary>One time of what comes again, asked for since its period began or its event was recorded.</summary>
    /// <param name="what">as it follows 未提交: 2018年7月情况</param>
    public OpenDate Again(string what, LocalDate since, bool routine) => this with { What = what, StartsOn = since > StartsOn ? since : StartsOn, IsRoutine = routine };

    /// <summary>The same thing to hand in, by the date set since, if one was.</summary>
    public OpenDate PutOff(MovedDate? moved) =>
        moved is null ? this : this with { On = moved.On, StartsOn = moved.MovedOn, EndOfWholeYear = false };
}

/// <summary>The dates of one assignment.</summary>
public static class OpenDates
{
    /// <summary>All dates of an assignment, earliest first: those it had when it was dispatched, or what was put in their place since.</summary>
    /// <param name="milestones">dates in the item's sentence, with the words of the notice that set them</param>
    /// <param name="asItStands">what has become since of the due date, the n-th milestone or the n-th checkpoint; none where nothing has</param>
    public static IReadOnlyList<OpenDate> Of(
        AssignmentRole role, DueDate due, IEnumerable<(string Raw, LocalDate On)> milestones,
        IEnumerable<Checkpoint> checkpoints, LocalDate dispatchedOn, Func<OpenDate, int, OpenDate>? asItStands = null)
    {
        var dates = new List<OpenDate>();
        if (due is DueOn on)
            dates.Add(Now(new(DateNature.Due, role == AssignmentRole.Support ? "配合情况" : "办结", on.Date, dispatchedOn, on.EndOfWholeYear), 0));
        dates.AddRange(milestones.Select((m, i) => Now(new(DateNature.Milestone, $"“{m.Raw}”完成情况", m.On, dispatchedOn), i)));
        dates.AddRange(checkpoints.Select((c, i) => Now(new(DateNature.Report, c.Kind.Chinese(), c.On, dispatchedOn), i)));
        return [.. dates.OrderBy(d => d.On)];

        OpenDate Now(OpenDate first, int i) => asItStands is null ? first : asItStands(first, i);
    }

    /// <summary>Those that nothing has answered. A completion that was submitted or confirmed is told to the lamp apart.</summary>
    /// <param name="reportedFor">dates for which the unit has handed in its report</param>
    /// <param name="hasReported">true once the unit has reported at all, at whatever time</param>
    public static IReadOnlyList<OpenDate> Unanswered(
        this IReadOnlyList<OpenDate> dates, AssignmentRole role, IReadOnlySet<LocalDate> reportedFor, bool hasReported) =>
        [.. dates.Where(d => !(d.Nature == DateNature.Due ? SupportIsIn(dates, role, reportedFor, hasReported) : reportedFor.Contains(d.On)))];

    // A support submits no completion: it has done its part when its report for the last date is in,
    // so that neither the lead's delay colours it nor its silence the lead.
    static bool SupportIsIn(
        IReadOnlyList<OpenDate> dates, AssignmentRole role, IReadOnlySet<LocalDate> reportedFor, bool hasReported)
    {
        if (role != AssignmentRole.Support) return false;
        var last = dates.LastOrDefault(d => d.Nature != DateNature.Due);
        return last is null ? hasReported : reportedFor.Contains(last.On);
    }
}
