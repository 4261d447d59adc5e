using System.Buffers;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>The time-limit cells at the end of a flattened line, whose own lines may be out of order: 底 12月.</summary>
static class LimitTail
{
    const int LongestLimit = 24;

    static readonly string[] Fragments = ["底之前", "底前", "之前", "底", "末", "前"];

    // Only dates come in pieces; 长期 is never parted.
    static readonly SearchValues<char> OfDates = SearchValues.Create("年月日底末前季");

    /// <param name="Reordered">whether a fragment was moved behind the date it belongs to</param>
    public sealed record Found(Passage Raw, bool Reordered);

    /// <summary>Takes the limits off the end of <paramref name="pieces"/>.</summary>
    /// <param name="open">the limit of the row so far, which a further line may go on with</param>
    public static IReadOnlyList<Found> Take(List<Passage> pieces, Found? open = null)
    {
        if (pieces.Count > 0 && open is not null && Joined(open, new(pieces[^1], false)) is not null || pieces.Count > 1 && OpensADate(pieces[^1].Text))
        {
            var last = pieces[^1];
            pieces.RemoveAt(pieces.Count - 1);
            return [new(last, false)];
        }
        var first = pieces.Count;
        while (first > 0 && Tokens(pieces[first - 1]) is not null) first--;
        if (first == pieces.Count)
            return [];
        var cells = pieces[first..];
        var tail = Passage.Join(cells);
        pieces.RemoveRange(first, cells.Count);
        // Together they may be longer than any limit.
        return TimeLimitReader.Knows(tail.Text) ? [new(tail, false)] : Reassemble(Tokens(tail) ?? [.. cells.SelectMany(c => Tokens(c)!)]);
    }

    /// <summary>One limit of two lines: 2021年6 and 月底前; null where they are none together.</summary>
    public static Found? Joined(Found open, Found further) =>
        open.Raw.Length + further.Raw.Length <= LongestLimit && TimeLimitReader.Knows(open.Raw.Text + further.Raw.Text)
            ? new(Passage.Join([open.Raw, further.Raw]), open.Reordered) : null;

    /// <summary>2021年6: a date whose end is missing.</summary>
    static bool OpensADate(string text) =>
        text.Length is > 4 and < 9 && text[4] == '年' && text.All(c => char.IsAsciiDigit(c) || c is '年' or '月')
        && !TimeLimitReader.Knows(text);

    /// <summary>The words as limits and fragments of limits in a row; null where anything else is among them.</summary>
    static List<(Passage Words, bool IsFragment)>? Tokens(Passage words)
    {
        if (words.Length > LongestLimit)
            return null;
        if (TimeLimitReader.Knows(words.Text))
            return [(words, false)];
        if (words.Text.AsSpan().IndexOfAny(OfDates) < 0)
            return null;
        var tokens = new List<(Passage, bool)>();
        for (var at = 0; at < words.Length;)
        {
            if (TokenAt(words, at) is not var (token, isFragment))
                return null;
            tokens.Add((token, isFragment));
            at += token.Length;
        }
        return tokens;
    }

    static (Passage, bool)? TokenAt(Passage words, int at)
    {
        for (var length = words.Length - at; length > 1; length--)
            if (TimeLimitReader.Knows(words.Text.AsSpan(at, length)))
                return (words[at..(at + length)], false);
        foreach (var fragment in Fragments)
            if (words.Text.AsSpan(at).StartsWith(fragment))
                return (words[at..(at + fragment.Length)], true);
        return null;
    }

    static List<Found> Reassemble(List<(Passage Words, bool IsFragment)> tokens)
    {
        var found = new List<Found>();
        for (var i = 0; i < tokens.Count; i++)
        {
            var (words, isFragment) = tokens[i];
            if (isFragment && i + 1 < tokens.Count && !tokens[i + 1].IsFragment)
                found.Add(new(Passage.Join([tokens[++i].Words, words]), true));
            else
                found.Add(new(words, isFragment));
        }
        return found;
    }
}
