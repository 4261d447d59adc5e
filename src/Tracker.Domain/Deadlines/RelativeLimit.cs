using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodaTime;

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

/// <summary>What a relative limit counts in.</summary>
public enum LimitUnit { Workday, Day, Week, Month, Year }

/// <summary>A limit that counts from an event: 印发后30日内, 公布后30个工作日内, 3年内.</summary>
/// <param name="EventAsWritten">the words before the number, empty where there are none</param>
public sealed partial record RelativeLimit(LimitEvent Event, string EventAsWritten, int Count, LimitUnit Unit)
{
    /// <summary>Understands the words, or declines with null.</summary>
    public static RelativeLimit? Recognize(string raw)
    {
        var match = Pattern().Match(raw.Normalize(NormalizationForm.FormKC));
        if (!match.Success || CountOf(match.Groups["count"].Value) is not { } count) return null;
        var unit = UnitOf(match.Groups["unit"].Value);
        // 2018年内 names a year, not a span.
        if (unit == LimitUnit.Year && count > 100) return null;
        var eventWords = match.Groups["event"].Value;
        return new(EventOf(eventWords), eventWords, count, unit);
    }

    /// <summary>The last day, when the event was on <paramref name="happenedOn"/>, which is itself not counted.
    /// Days that are not working days run to the next working day when the last one is off.</summary>
    public Reckoned LastDay(LocalDate happenedOn, WorkingCalendar calendar) => Unit switch
    {
        LimitUnit.Workday => calendar.AddWorkdays(happenedOn, Count),
        LimitUnit.Day => RunOn(happenedOn.PlusDays(Count), calendar),
        LimitUnit.Week => RunOn(happenedOn.PlusWeeks(Count), calendar),
        LimitUnit.Month => new(happenedOn.PlusMonths(Count), Provisional: false),
        LimitUnit.Year => new(happenedOn.PlusYears(Count), Provisional: false),
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

    static LimitUnit UnitOf(string words) => words switch
    {
        "工作日" => LimitUnit.Workday,
        "周" => LimitUnit.Week,
        "月" => LimitUnit.Month,
        "年" => LimitUnit.Year,
        _ => LimitUnit.Day,
    };

    static int? CountOf(string digits)
    {
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        const string Numerals = "〇一二三四五六七八九";
        var ten = digits.IndexOf('十');
        var tens = ten < 0 ? 0 : ten == 0 ? 1 : Numerals.IndexOf(digits[0]);
        var ones = digits[(ten + 1)..] is { Length: 1 } last ? Numerals.IndexOf(last == "两" ? '二' : last[0]) : 0;
        return ten > 1 || digits.Length - ten > 2 || tens < 0 || ones < 0 ? null : tens * 10 + ones;
    }

    [GeneratedRegex(@"^(?<event>.*?)(?:之日起|之日后|之后|后|起)?(?<count>[0-9]{1,4}|[一二三四五六七八九十两]{1,3})个?(?<unit>工作日|自然日|日|天|周|月|年)(?:以内|之内|内)")]
    private static partial Regex Pattern();
}
