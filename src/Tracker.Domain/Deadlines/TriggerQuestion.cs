using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>适时: the question of one quarter, whether the conditions are there.</summary>
/// <param name="Quarter">its first day; from then on it is asked</param>
/// <param name="AnswerBy">the fifth working day of the quarter</param>
public readonly record struct TriggerQuestion(LocalDate Quarter, LocalDate AnswerBy)
{
    const int Workdays = 5;

    /// <summary>Those of a plan year that begin after the unit was given its part.</summary>
    public static IReadOnlyList<TriggerQuestion> Of(int planYear, LocalDate givenOn, WorkingCalendar calendar) =>
        [.. new[] { 1, 4, 7, 10 }.Select(month => new LocalDate(planYear, month, 1)).Where(first => first > givenOn)
            .Select(first => new TriggerQuestion(first, calendar.AddWorkdays(first.PlusDays(-1), Workdays).Date))];

    /// <summary>The first day of the quarter that a day lies in.</summary>
    public static LocalDate QuarterOf(LocalDate day) => new(day.Year, (day.Month - 1) / 3 * 3 + 1, 1);
}
