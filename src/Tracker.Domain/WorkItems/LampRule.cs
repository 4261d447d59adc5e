using NodaTime;

namespace Tracker.Domain.WorkItems;

/// <summary>The numbers of the lamps, settings of a region; days are working days.</summary>
/// <param name="Version">stands beside every lamp that was judged by it</param>
public sealed record LampRule(int Version)
{
    public static readonly LampRule Default = new(2);

    /// <summary>Yellow with so many days or fewer left to a limit.</summary>
    public int NearDays { get; init; } = 10;

    /// <summary>A limit with less time than this from its start warns in the last part of it instead.</summary>
    public int ShortSpanUnder { get; init; } = 40;

    /// <summary>That last part, in percent.</summary>
    public int ShortSpanPercent { get; init; } = 30;

    /// <summary>A report is yellow when late, and red when later than this.</summary>
    public int ReportLateRed { get; init; } = 5;

    /// <summary>Unsigned is yellow after more days than this, and red after more than <see cref="UnsignedRed"/>.</summary>
    public int UnsignedYellow { get; init; } = 2;

    public int UnsignedRed { get; init; } = 5;

    /// <summary>Yellow once returned so many times.</summary>
    public int ReturnsYellow { get; init; } = 2;

    /// <summary>The month and day of the plan year from which a number that is short of the year's is yellow; red is the first day of the next year.</summary>
    public int CountsWarnMonth { get; init; } = 10;

    /// <inheritdoc cref="CountsWarnMonth"/>
    public int CountsWarnDay { get; init; } = 1;

    /// <summary>That day in a year.</summary>
    public LocalDate CountsWarnOn(int year) => new(year, CountsWarnMonth, Math.Min(CountsWarnDay, CalendarSystem.Iso.GetDaysInMonth(year, CountsWarnMonth)));

    /// <summary>The office answers a request within so many days.</summary>
    public int AnswerWithin { get; init; } = 2;

    /// <summary>A unit may ask within so many days after it was given its part that another be given it.</summary>
    public int ReassignWithin { get; init; } = 10;

    /// <summary>After a refusal so many days remain at least.</summary>
    public int RemainAfterRefusal { get; init; } = 3;

    /// <summary>An item is red when so many percent of its responsible units are.</summary>
    public int ItemRedPercent { get; init; } = 20;
}
