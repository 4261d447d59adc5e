using NodaTime;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Deadlines;

/// <summary>What a relative limit counts from.</summary>
public enum LimitEvent
{
    /// <summary>No event is named: the date below the signature.</summary>
    Issue,
    /// <summary>印发: the date in the imprint.</summary>
    Printing,
    /// <summary>公布, 发布: the date of publication.</summary>
    Publication,
    /// <summary>Another event, whose date a person must enter.</summary>
    Other,
}

/// <summary>A limit that counts from an event: 印发后30日内, 公布后30个工作日内, 3年内.</summary>
/// <param name="EventAsWritten">the words before the number, empty where there are none</param>
public sealed record RelativeLimit(LimitEvent Event, string EventAsWritten, int Count, DurationUnit Unit)
{
    // 2018年内 names a year, not a span.
    const int MostYears = 100;

    static readonly string[] EventEnds = ["之日起", "之日后", "之后", "以后", "后", "起"];

    /// <summary>Understands the words up to the end of the duration, or declines with null.</summary>
    public static RelativeLimit? Recognize(string raw)
    {
        if (Find(raw) is not var (start, within))
            return null;
        return within is { Unit: DurationUnit.Year, Count: > MostYears } ? null : After(raw[..start], within);
    }

    /// <summary>The same, provided that nothing follows.</summary>
    public static RelativeLimit? RecognizeWhole(string raw)
    {
        if (Find(raw) is not var (start, within))
            return null;
        return start + within.Length == raw.Length && (start == 0 || EndsEvent(raw[..start])) ? Recognize(raw) : null;
    }

    static (int Start, TimeWithin Within)? Find(string raw)
    {
        for (var start = 0; start < raw.Length; start++)
            // 三十日内 is no part of 二三十日内.
            if ((start == 0 || !HanNumber.IsHan(raw[start - 1])) && TimeWithin.At(raw, start) is { } within)
                return (start, within);
        return null;
    }

    // 财政厅，印发后20日内 is more than a limit.
    static bool EndsEvent(string words) => !words.Any(c => "，,；;、。：".Contains(c)) && Array.Exists(EventEnds, end => words.EndsWith(end, StringComparison.Ordinal));

    static RelativeLimit After(string before, TimeWithin within)
    {
        var end = Array.Find(EventEnds, end => before.EndsWith(end, StringComparison.Ordinal)) ?? "";
        var words = before[..^end.Length];
        return new(EventOf(words), words, within.Count, within.Unit);
    }

    /// <summary>The last day, when the event was on <paramref name="happenedOn"/>, which is itself not counted.
    /// Days that are not working days run to the next working day when the last one is off.</summary>
    public Reckoned LastDay(LocalDate happenedOn, WorkingCalendar calendar) => Unit switch
    {
        DurationUnit.WorkingDay => calendar.AddWorkdays(happenedOn, Count),
        DurationUnit.Day => RunOn(happenedOn.PlusDays(Count), calendar),
        DurationUnit.Week => RunOn(happenedOn.PlusWeeks(Count), calendar),
        DurationUnit.Month => new(happenedOn.PlusMonths(Count), Provisional: false),
        DurationUnit.Year => new(happenedOn.PlusYears(Count), Provisional: false),
    };

    static Reckoned RunOn(LocalDate date, WorkingCalendar calendar)
    {
        var worked = calendar.NextWorkday(date);
        return new(worked, calendar.Provisional(date, worked));
    }

    static LimitEvent EventOf(string words) =>
        words.Length == 0 ? LimitEvent.Issue
        : words.Contains("印发") ? LimitEvent.Printing
        : words.Contains("公布") || words.Contains("发布") ? LimitEvent.Publication
        : LimitEvent.Other;
}
