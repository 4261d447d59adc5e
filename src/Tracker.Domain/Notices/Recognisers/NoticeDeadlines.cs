using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Dates that the notice sets outside its tasks: a report to be sent in, a plan to be published, a briefing to be held.</summary>
public static class NoticeDeadlines
{
    /// <param name="words">a paragraph that belongs to no task</param>
    public static IEnumerable<NoticeDeadline> In(Passage words, Years years)
    {
        var text = words.Text;
        // An aim (到2020年底，…) is no deadline.
        var dates = SentenceDates.In(text, years).Where(d => text[d.Start] is not '到').Select(d => (d.Start, d.Length, d.Due, Rule: d.Due is null ? text.Substring(d.Start, d.Length) : null));
        var times = Occasions(text, years);
        foreach (var (start, length, due, rule) in dates.Concat(times).OrderBy(d => d.Start))
            yield return new(Duty(text, start, length), text.Substring(start, length), due, rule, words[start..(start + length)].Spans);
    }

    /// <summary>年内至少听取1次: as often as that, by the end of the year.</summary>
    static IEnumerable<(int Start, int Length, NodaTime.LocalDate? Due, string? Rule)> Occasions(string text, Years years)
    {
        foreach (var clause in Clause.Of(text))
        {
            var start = text.IndexOf("年内", clause.Start, clause.Length, StringComparison.Ordinal);
            if (start < 0 || start > 0 && (HanNumber.IsDigit(text[start - 1]) || HanNumber.IsHan(text[start - 1])))
                continue;
            var times = text.IndexOf('次', start, clause.End - start);
            if (times > 0 && Frequencies.CountsTimes(text.AsSpan(start, clause.End - start)))
                yield return (start, times + 1 - start, years.Plan is { } year ? new(year, 12, 31) : null, text[start..(times + 1)]);
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
