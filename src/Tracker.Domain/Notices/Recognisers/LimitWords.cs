using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Reads words that stand where a limit stands: a cell, a bracket, a limit line. They may say what is to be done by then.</summary>
static class LimitWords
{
    /// <summary>What the words come to; where no date and no kind is found, a limit that a person must read.</summary>
    public static LimitRead Read(string words, Years years) =>
        TimeLimitReader.Read(words, years) ?? FromSentence(words, years)?.Of(words)
        ?? LimitRead.Unsure(TimeLimitKind.Ambiguous, null, $"读不懂时限“{words}”").Of(words);

    /// <summary>6月底前完成方案编制，12月底前建成; 长期坚持，每季度报送进展.</summary>
    static LimitRead? FromSentence(string words, Years years)
    {
        var parts = DatesIn(words, years).Concat(OthersIn(words, years)).OrderBy(p => p.Start).Select(p => (p.Words, p.Read)).ToList();
        return parts.Count switch
        {
            0 => null,
            1 => parts[0].Read,
            _ => LimitsTogether.Of(parts),
        };
    }

    static IEnumerable<(int Start, string Words, LimitRead Read)> DatesIn(string words, Years years) =>
        SentenceDates.In(words, years, isLimitPlace: true).Select(d => (d.Start, words[d.Start..d.End], d switch
        {
            _ when words.AsSpan(d.End).StartsWithAny(About) => LimitRead.Unsure(TimeLimitKind.ByDate, d.Due, "只写了大致的时间", d.Readings),
            { Due: null } => LimitRead.Unsure(TimeLimitKind.Ambiguous, null, d.Trouble!, d.Readings),
            { Trouble: { } trouble } => LimitRead.Unsure(TimeLimitKind.ByDate, d.Due, trouble, d.Readings),
            _ => LimitRead.Sure(TimeLimitKind.ByDate, d.Due),
        }));

    /// <summary>Behind a date: 5月12日前后 is no last day.</summary>
    static readonly string[] About = ["前后", "左右", "前夕", "上下"];

    /// <summary>Clauses that are a limit without a date.</summary>
    static IEnumerable<(int Start, string Words, LimitRead Read)> OthersIn(string words, Years years) =>
        from clause in Clause.Of(words)
        let said = words.Substring(clause.Start, clause.Length)
        let read = TimeLimitReader.Read(said, years)
        where read is { Limit.Due: null }
        select (clause.Start, said, read);
}
