using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A bracket at the end of a text that holds a time limit and nothing else: …（完成时限：6月底）; …（2023年6月底前完成）。</summary>
static class LimitBracket
{
    /// <summary>The text without the bracket and what the bracket holds; null where the text ends otherwise.</summary>
    public static (Passage Text, Passage Limit)? Split(Passage words)
    {
        var end = words.Length;
        while (end > 0 && Clause.EndsSentence(words[end - 1])) end--;
        if (end < 4 || !Brackets.Closes(words[end - 1]) || Brackets.OpeningOf(words.Text, end - 1) is not (>= 0 and var open))
            return null;
        return Inside(words[(open + 1)..(end - 1)]) is { } limit ? (Passage.Join([words[..open], words[end..]]), limit) : null;
    }

    static Passage? Inside(Passage inside) =>
        LimitLine.ValueOf(inside.Text) is { } value ? inside[value] : TimeLimitReader.Knows(inside.Text) ? inside : null;
}
