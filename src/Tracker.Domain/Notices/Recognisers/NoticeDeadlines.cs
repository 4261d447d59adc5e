using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Dates that the notice sets outside its tasks: a report to be sent in, a plan to be published, a briefing to be held.</summary>
public static class NoticeDeadlines
{
    static readonly string[] Reporting = ["报送", "上报", "填报", "报告", "报", "提交", "反馈", "汇总", "通报"];

    /// <summary>A date as it was found, before it is known what is to be done by then.</summary>
    readonly record struct Found(int Start, int Length, LocalDate? Due, string? Rule, string? Trouble = null);

    /// <param name="words">a paragraph that belongs to no task</param>
    public static IEnumerable<NoticeDeadline> In(Passage words, Years years)
    {
        var text = words.Text;
        var aims = Goals.In(words).Select(g => g.Raw).ToHashSet();
        // An aim (到2020年底，…) is no deadline, nor is what may only be the day of an event.
        var dates = SentenceDates.In(text, years).Where(d => !d.Perhaps && text[d.Start] is not '到' && !aims.Contains(text[d.Start..d.End]))
            .Select(d => new Found(d.Start, d.Length, d.Due, d.Due is null ? text[d.Start..d.End] : null, d.Due is null ? null : d.Trouble));
        foreach (var (start, length, due, rule, trouble) in dates.Concat(Occasions(text, years)).Concat(Rounds(text)).OrderBy(d => d.Start))
            yield return new(Duty(text, start, length), text.Substring(start, length), due, rule, words[start..(start + length)].Spans) { Trouble = trouble };
    }

    /// <summary>年内至少听取1次: as often as that, by the end of the year.</summary>
    static IEnumerable<Found> Occasions(string text, Years years)
    {
        foreach (var clause in Clause.Of(text))
        {
            var start = text.IndexOf("年内", clause.Start, clause.Length, StringComparison.Ordinal);
            if (start < 0 || start > 0 && (HanNumber.IsDigit(text[start - 1]) || HanNumber.IsHan(text[start - 1])))
                continue;
            var times = text.IndexOf('次', start, clause.End - start);
            if (times > 0 && Frequencies.CountsTimes(text.AsSpan(start, clause.End - start)))
                yield return new(start, times + 1 - start, years.Plan is { } year ? new(year, 12, 31) : null, text[start..(times + 1)]);
        }
    }

    /// <summary>每月28日前, 每季度末: reports that come round; what else does is no duty towards the office.</summary>
    static IEnumerable<Found> Rounds(string text)
    {
        foreach (var clause in Clause.Of(text))
            for (var i = clause.Start; i < clause.End; i++)
                if (text[i] is '每' or '按' or '次' && Recurrence.At(text.AsSpan(0, clause.End), i) is { } round)
                {
                    if (Duty(text, i, round.Length).AsSpan().ContainsAnyOf(Reporting))
                        yield return new(i, round.Length, null, text.Substring(i, round.Length));
                    i += round.Length - 1;
                }
    }

    /// <summary>The clause around the date; a date that is a clause by itself takes the next one along.</summary>
    static string Duty(string text, int start, int length)
    {
        var clauses = Clause.Of(text);
        for (var i = 0; i < clauses.Count; i++)
            if (clauses[i].End > start)
                return clauses[i].Length <= length + 2 && i + 1 < clauses.Count
                    ? text[clauses[i].Start..clauses[i + 1].End] : text.Substring(clauses[i].Start, clauses[i].Length);
        return text;
    }
}
