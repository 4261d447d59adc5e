using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>The numbered items of a text as a tree, and the paragraphs that stand before the first.</summary>
sealed record Outline(IReadOnlyList<Item> Roots, IReadOnlyList<Passage> Opening)
{
    const int LongestHeading = 40;

    public static Outline Of(IReadOnlyList<Paragraph> paragraphs)
    {
        var (roots, opening) = (new List<Item>(), new List<Passage>());
        Item? current = null;
        foreach (var paragraph in paragraphs)
            foreach (var (mark, words) in Cut(paragraph.Words))
            {
                if (mark is { } number)
                    current = Open(number, current, roots, words, paragraph.Place);
                else if (current is null)
                    opening.Add(words);
                else
                    current.Own.Add(words);
            }
        return new(roots, opening);
    }

    static Item Open(Mark mark, Item? current, List<Item> roots, Passage words, Place place)
    {
        var parent = current;
        while (parent is not null && parent.Mark.Style >= mark.Style)
            parent = parent.Parent;
        var item = new Item(mark, parent, place) { Label = words[..mark.Length] };
        if (words.Length > mark.Length)
            item.Own.Add(words[mark.Length..]);
        (parent?.Children ?? roots).Add(item);
        return item;
    }

    /// <summary>Cuts a paragraph before each number that opens an item, also where items run on without a line break.</summary>
    static IEnumerable<(Mark? Mark, Passage Words)> Cut(Passage paragraph)
    {
        var text = paragraph.Text;
        var (start, mark) = (0, Mark.At(text, 0));
        for (var i = (mark?.Length ?? 0) + 1; i < text.Length; i++)
            if (Mark.At(text, i) is { } next && MayOpen(text, start, i, mark, next))
            {
                yield return (mark, paragraph[start..i]);
                (start, mark) = (i, next);
                i += next.Length;
            }
        yield return (mark, paragraph[start..]);
    }

    static bool MayOpen(string text, int start, int at, Mark? above, Mark next)
    {
        if (next.Style is MarkStyle.Article or MarkStyle.Part or >= MarkStyle.DigitInBrackets)
            return false;
        if (text[at - 1] is '。' or '！' or '？')
            return true;
        if (text[at - 1] is '”' or ')' or '）')
            return at > 1 && text[at - 2] is '。' or '！' or '？' || next.Style is not MarkStyle.HanInBrackets && Brackets.Closes(text[at - 1]);
        // 一、总体要求(一)指导思想。: a heading without a stop runs into its first part.
        return above is { } heading && heading.Style < next.Style && next.Number == 1
            && at - start <= LongestHeading && text.AsSpan(start, at - start).IndexOfAny("。；，,：") < 0;
    }
}
