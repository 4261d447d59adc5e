using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.WorkItems;

/// <summary>What a unit may ask of the office about its part.</summary>
public enum RequestKind
{
    /// <summary>申请延期: a later date.</summary>
    Extension,
    /// <summary>申请调整责任单位: the part belongs to another unit.</summary>
    Reassignment,
    /// <summary>申请不涉及: a unit that came by a collective has nothing to do with it.</summary>
    Exemption,
}

/// <summary>A request that the office has not answered.</summary>
/// <param name="InTime">asked before any limit had passed; then the clock stands still until the answer</param>
public sealed record OpenRequest(RequestKind Kind, LocalDate AskedOn, bool InTime)
{
    /// <summary>The last day on which the office's answer is in time.</summary>
    public LocalDate AnswerBy(LampRule rule, WorkingCalendar calendar) => calendar.AddWorkdays(AskedOn, rule.AnswerWithin).Date;
}

/// <summary>A date of an assignment that was set anew. The first one stays where it was written.</summary>
/// <param name="LateBefore">working days by which the unit was late when it asked; they stay with it</param>
public sealed record MovedDate(LocalDate On, LocalDate MovedOn, int LateBefore);

/// <summary>What the office's answer comes to, and the words.</summary>
public static class RequestKinds
{
    /// <summary>The date in force after a refusal: some working days remain, wherever the clock had stood still.</summary>
    /// <param name="date">in force when the unit asked</param>
    public static LocalDate AfterRefusal(LocalDate date, LocalDate refusedOn, LampRule rule, WorkingCalendar calendar)
    {
        var least = calendar.AddWorkdays(refusedOn, rule.RemainAfterRefusal).Date;
        return date > least ? date : least;
    }

    public static string Chinese(this RequestKind kind) => kind switch
    {
        RequestKind.Extension => "申请延期",
        RequestKind.Reassignment => "申请调整责任单位",
        RequestKind.Exemption => "申请不涉及",
    };
}
