using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Duties within a number of days of an event that comes again and again: 签发后3个工作日内, 会后7日内.</summary>
public static class ServiceTimes
{
    static readonly string[] Openings = ["并应当在", "并应在", "应当在", "应当自", "应在", "应自", "要在", "须在", "需在", "并在", "并于", "自", "在", "于"];
    static readonly string[] EventEnds = ["之日后", "之日起", "后", "起"];

    /// <summary>An event must stand before the days: 压减至8个工作日 and 3个工作日内答复 name none.</summary>
    public static IEnumerable<(int Start, Obligation Obligation)> In(string text)
    {
        var shown = Cited.Hide(text);
        foreach (var clause in Clause.Of(shown))
            for (var i = Math.Max(1, clause.Start); i < clause.End; i++)
                if (HanNumber.IsDigit(shown[i - 1]) || HanNumber.IsHan(shown[i - 1]))
                    continue;
                else if (TimeWithin.At(shown.AsSpan(0, clause.End), i) is (var days, DurationUnit.WorkingDay or DurationUnit.Day, var length) found
                    && EventBefore(i > clause.Start ? shown[clause.Start..i] : ClauseBefore(shown, i)) is { } happening)
                {
                    yield return (i, new(text.Substring(i, length), found.Unit == DurationUnit.Day ? ObligationRule.DaysAfterEvent : ObligationRule.WorkingDaysAfterEvent, days, null, null, happening));
                    i += length;
                }
    }

    /// <summary>收到申请后，3个工作日内: the event may be a clause by itself.</summary>
    static string ClauseBefore(string text, int start)
    {
        if (text[start - 1] is not ('，' or ','))
            return "";
        var opening = text.LastIndexOfAny(['。', '；', '，', ',', ';', '：'], start - 2) + 1;
        return text[opening..(start - 1)];
    }

    static string? EventBefore(string before)
    {
        if (NoticeEvent.StartIn(before) is not null)
            return null;
        foreach (var end in EventEnds)
            if (before.EndsWith(end, StringComparison.Ordinal))
                return Opened(before[..^end.Length]);
        return null;
    }

    static string? Opened(string happening)
    {
        var name = happening;
        foreach (var opening in Openings)
            if (happening.IndexOf(opening, StringComparison.Ordinal) is var at and >= 0)
            {
                name = happening[(at + opening.Length)..];
                break;
            }
        return name.Length > 0 ? name : null;
    }
}
