namespace Tracker.Domain.Notices.Words;

/// <summary>A stretch of a sentence between two commas or stops, the unit that recognisers look at.</summary>
/// <param name="OpensSentence">whether a sentence begins with it</param>
public readonly record struct Clause(int Start, int Length, bool OpensSentence)
{
    // What goes on for longer without a mark is no sentence, and is cut anywhere: recognisers look from each word to the clause's end.
    const int Longest = 1000;
    const string SentenceEnds = "。！？!?；;";
    const string ClauseEnds = "，,：:" + SentenceEnds;

    public int End => Start + Length;

    public static bool EndsSentence(char c) => SentenceEnds.Contains(c);

    /// <summary>The clauses of a text in order, without the marks between them.</summary>
    public static IReadOnlyList<Clause> Of(string text)
    {
        var clauses = new List<Clause>();
        var (start, opens) = (0, true);
        for (var i = 0; i <= text.Length; i++)
        {
            var isLong = i - start == Longest;
            if (i < text.Length && !isLong && (!ClauseEnds.Contains(text[i]) || IsInsideATime(text, i)))
                continue;
            if (i > start)
                clauses.Add(new(start, i - start, opens));
            if (isLong && i < text.Length && !ClauseEnds.Contains(text[i]))
            {
                (start, opens) = (i, false);
                continue;
            }
            opens = i < text.Length && EndsSentence(text[i]);
            start = i + 1;
        }
        return clauses;
    }

    // 17:00
    static bool IsInsideATime(string text, int at) =>
        text[at] is ':' or '：' && at > 0 && at + 1 < text.Length && HanNumber.IsDigit(text[at - 1]) && HanNumber.IsDigit(text[at + 1]);
}
