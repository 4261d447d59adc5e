using NodaTime;

namespace Tracker.Domain.Deadlines;

/// <summary>A date that was reckoned in working days.</summary>
/// <param name="Provisional">true where the reckoning ran over days that no notice has settled yet</param>
public readonly record struct Reckoned(LocalDate Date, bool Provisional);

/// <summary>
/// Which days are worked. Facts of the State Council's notices, and a region's own holidays beside them.
/// A year without a notice is unknown: it is reckoned from Monday to Friday, and every result that touches it is provisional.
/// </summary>
public sealed class WorkingCalendar
{
    // 元旦 may begin in December by the notice for the following year (2018-12-29 by that of 2018-12-04).
    static readonly AnnualDate NextNoticeMayReachBackTo = new(12, 29);

    readonly HashSet<int> _knownYears;
    readonly Dictionary<LocalDate, DayKind> _days;
    readonly int[] _exceptions;
    readonly int[] _shifts;

    WorkingCalendar(Dictionary<LocalDate, DayKind> days, HashSet<int> knownYears)
    {
        (_days, _knownYears) = (days, knownYears);
        var shifting = days.Where(d => IsWeekend(d.Key) == (d.Value == DayKind.Workday)).OrderBy(d => d.Key).ToList();
        _exceptions = [.. shifting.Select(d => DayNumber(d.Key))];
        _shifts = new int[shifting.Count + 1];
        for (var i = 0; i < shifting.Count; i++) _shifts[i + 1] = _shifts[i] + (shifting[i].Value == DayKind.Workday ? 1 : -1);
    }

    /// <summary>A calendar of national days. A year is known once its National Day (10-01) is among them:
    /// every yearly notice sets that day, while a January or December row may stand in its neighbour's notice.</summary>
    public static WorkingCalendar Of(IEnumerable<CalendarDay> days)
    {
        var kinds = days.ToDictionary(d => d.Date, d => d.Kind);
        return new(kinds, [.. kinds.Keys.Where(d => d is { Month: 10, Day: 1 }).Select(d => d.Year)]);
    }

    /// <summary>A calendar from the text of <c>cn-working-days.csv</c>.</summary>
    /// <exception cref="DataUnreadable">names the line that cannot be understood</exception>
    public static WorkingCalendar FromCsv(string text) => Of(CalendarDay.FromCsv(text));

    /// <summary>The same calendar with a region's own days; they win over the national ones and make no year known.</summary>
    public WorkingCalendar With(IEnumerable<CalendarDay> regional)
    {
        var days = new Dictionary<LocalDate, DayKind>(_days);
        foreach (var day in regional) days[day.Date] = day.Kind;
        return new(days, _knownYears);
    }

    /// <summary>The days that differ from their day of the week, or that a notice names.</summary>
    public IReadOnlyDictionary<LocalDate, DayKind> Days => _days;

    /// <summary>True for a year whose notice is in the data.</summary>
    public bool Knows(int year) => _knownYears.Contains(year);

    /// <summary>The last day that notices have settled; null where no year is known.</summary>
    public LocalDate? SettledUntil => _knownYears.Count == 0 ? null : NextNoticeMayReachBackTo.InYear(_knownYears.Max()).PlusDays(-1);

    /// <summary>True where a day from one date to the other, both included, is not settled by a notice.</summary>
    public bool Provisional(LocalDate from, LocalDate to)
    {
        if (to < from) (from, to) = (to, from);
        for (var year = from.Year; year <= to.Year; year++)
            if (!Knows(year)) return true;
        return to >= NextNoticeMayReachBackTo.InYear(to.Year) && !Knows(to.Year + 1);
    }

    public bool IsWorkday(LocalDate date) =>
        _days.TryGetValue(date, out var kind) ? kind == DayKind.Workday : !IsWeekend(date);

    /// <summary>The date so many working days later, or earlier if negative; <paramref name="from"/> is not counted.
    /// With 0 it is <paramref name="from"/> itself, worked or not.</summary>
    public Reckoned AddWorkdays(LocalDate from, int workdays)
    {
        var (date, step) = (from, Math.Sign(workdays));
        for (var left = Math.Abs(workdays); left > 0;)
        {
            date = date.PlusDays(step);
            if (IsWorkday(date)) left--;
        }
        return new(date, Provisional(from, date));
    }

    /// <summary>The last working day on or before a date: by then the work must be done, and from it reminders count back.</summary>
    public LocalDate EffectiveWorkday(LocalDate date) => Nearest(date, -1);

    /// <summary>The date itself if it is worked, else the next working day.</summary>
    public LocalDate NextWorkday(LocalDate date) => Nearest(date, 1);

    /// <summary>Days left: working days after today up to and including the effective workday of <paramref name="until"/>; 0 on that day and later.</summary>
    public int WorkdaysAfter(LocalDate today, LocalDate until) => Math.Max(0, WorkdaysThrough(until) - WorkdaysThrough(today));

    /// <summary>Days late: working days after <paramref name="due"/> up to and including today; 0 before.</summary>
    public int WorkdaysLate(LocalDate due, LocalDate today) => WorkdaysAfter(due, today);

    LocalDate Nearest(LocalDate date, int step)
    {
        while (!IsWorkday(date)) date = date.PlusDays(step);
        return date;
    }

    /// <summary>Working days from the beginning of time through a date, so that spans cost two look-ups instead of a walk:
    /// a sweep counts days for a million assignments.</summary>
    int WorkdaysThrough(LocalDate date)
    {
        var days = DayNumber(date) + 1;
        var found = Array.BinarySearch(_exceptions, days - 1);
        return days / 7 * 5 + Math.Min(days % 7, 5) + _shifts[found >= 0 ? found + 1 : ~found];
    }

    // DateOnly counts from 0001-01-01, a Monday.
    static int DayNumber(LocalDate date) => date.ToDateOnly().DayNumber;

    /// <summary>Saturday or Sunday.</summary>
    public static bool IsWeekend(LocalDate date) => date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday;
}
