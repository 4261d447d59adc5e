using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using Tracker.Web.Features.Lamps;

namespace Tracker.Web.Features.Todo;

/// <summary>A limit that comes near, or has passed.</summary>
public sealed record LimitAhead(TodoAssignment Assignment, OpenDate Date);

/// <summary>What one unit has to do today, in the order in which it should be done: sign, report, put right, meet limits.</summary>
public sealed class UnitTodo(
    long unitId, string unitName, IEnumerable<TodoAssignment> assignments, IEnumerable<TodoReturn> returns,
    IReadOnlyDictionary<long, AssignmentFacts> facts, WorkingCalendar calendar, LampRule rule, LocalDate today)
{
    // As early as the first reminder, ten working days before.
    static readonly int aheadDays = LadderRule.Default.HeadsUpDays.Max();

    public string UnitName => unitName;
    public long UnitId => unitId;

    /// <summary>All that have not ended.</summary>
    public IReadOnlyList<TodoAssignment> All { get; } = [.. assignments.Where(a => a.UnitId == unitId)];

    /// <summary>Dispatches to sign, each with its items.</summary>
    public IEnumerable<IGrouping<long, TodoAssignment>> ToSign => All.Where(a => !a.Signed).GroupBy(a => a.DispatchId);

    /// <summary>Returns that are due soon, or late.</summary>
    public IEnumerable<TodoReturn> Due => Mine.Where(r => IsNear(r.DueOn));

    /// <summary>The next return after those, to know of it.</summary>
    public TodoReturn? Next => Mine.FirstOrDefault(r => !IsNear(r.DueOn));

    public IEnumerable<TodoAssignment> Returned => All.Where(a => a.ReturnedWith is not null).OrderBy(a => a.CorrectionDue);

    public IEnumerable<LimitAhead> Limits => All
        .Where(a => a is { Signed: true, Waiting: false, ReturnedWith: null })
        .Where(a => facts[a.Id] is { ClockStands: false, SubmittedOn: null }).SelectMany(a => facts[a.Id].DatesInForce().Where(d => d is { IsLimit: true, IsFixed: false } && IsNear(d.On)).Select(d => new LimitAhead(a, d)))
        .OrderBy(l => l.Date.On);

    /// <summary>适时: questions of this quarter that stand open.</summary>
    public IEnumerable<LimitAhead> Questions => All.Where(a => a.Signed)
        .SelectMany(a => facts[a.Id].DatesInForce().Where(d => d.AsksTrigger && d.StartsOn <= today).Select(d => new LimitAhead(a, d)));

    /// <summary>有关单位 that the unit, as lead, has to propose names for.</summary>
    public IEnumerable<LimitAhead> Namings => All.Where(a => a.Signed)
        .SelectMany(a => facts[a.Id].DatesInForce().Where(d => d.AsksNames).Select(d => new LimitAhead(a, d))).OrderBy(l => l.Date.On);

    /// <summary>Duties of the sentence that came up too seldom by now.</summary>
    public IEnumerable<(TodoAssignment Assignment, ShortCount Short)> TooFew => All
        .Where(a => a.Signed && facts[a.Id] is { ClockStands: false, SubmittedOn: null })
        .SelectMany(a => facts[a.Id].ShortOn(today, rule), (a, few) => (a, few));

    /// <summary>How often the duties in the sentence have come up.</summary>
    public IReadOnlyList<ObligationCount> CountsOf(TodoAssignment assignment) => facts[assignment.Id].Counts;

    /// <summary>What was submitted or asked and lies with the office.</summary>
    public int Waiting => All.Count(a => a.Waiting || facts[a.Id].Asking is not null);

    IEnumerable<TodoReturn> Mine => returns.Where(r => r.UnitId == unitId);

    bool IsNear(LocalDate date) => IsNear(date, today, calendar);

    /// <summary>Whether a date is near enough to be shown, or has passed.</summary>
    public static bool IsNear(LocalDate date, LocalDate today, WorkingCalendar calendar) => calendar.WorkdaysAfter(today, date) <= aheadDays;
}
