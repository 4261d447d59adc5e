using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>The numbered items of a text as a tree.</summary>
/// <param name="Loose">paragraphs before the first item, and those whose item is lost</param>
sealed record Outline(IReadOnlyList<Item> Roots, IReadOnlyList<Passage> Loose)
{
    const int LongestHeading = 40;
    const int LargestLoneNumber = 99;

    IReadOnlyList<Stretch>? looseStretches;

    /// <summary>The loose paragraphs, cut behind the units that they name.</summary>
    public IReadOnlyList<Stretch> LooseStretches => looseStretches ??= Stretch.Of(Loose);

    /// <summary>Where the first paragraph stands.</summary>
    public Place? Place { get; init; }

    public static Outline Of(IReadOnlyList<Paragraph> paragraphs)
    {
        var pieces = paragraphs.SelectMany(p => Cut(p.Words).Select((piece, i) => (piece.Mark, piece.Words, p.Place, Gap: p.FollowsGap && i == 0))).ToList();
        var growing = new Growing(ArticlesAreBroad(pieces.Select(p => p.Mark?.Style)));
        foreach (var (mark, words, place, gap) in pieces)
        {
            if (gap)
                growing.Gap();
            growing.Add(mark, words, place);
        }
        return new(growing.Roots, growing.Loose) { Place = paragraphs.Count > 0 ? paragraphs[0].Place : null };
    }

    /// <summary>第一条 may hold （一）, or stand below 一、: what comes first is the broader.</summary>
    static bool ArticlesAreBroad(IEnumerable<MarkStyle?> styles) =>
        styles.FirstOrDefault(s => s is MarkStyle.Article or MarkStyle.Han or MarkStyle.HanInBrackets) is MarkStyle.Article;

    sealed class Growing(bool articlesAreBroad)
    {
        Item? current;
        bool gap;

        public List<Item> Roots { get; } = [];
        public List<Passage> Loose { get; } = [];

        public void Gap()
        {
            gap = true;
            if (current is not null)
                current.PrecedesGap = true;
        }

        public void Add(Mark? mark, Passage words, Place place)
        {
            if (mark is { } number)
                Open(number, words, place);
            else if (current is null || gap)
                Loose.Add(words); // what follows a gap without a number belongs to nobody known
            else
                current.Own.Add(words);
        }

        void Open(Mark mark, Passage words, Place place)
        {
            var parent = current;
            while (parent is not null && Rank(parent.Mark.Style) >= Rank(mark.Style))
                parent = parent.Parent;
            var siblings = parent?.Children ?? Roots;
            var lost = gap && mark.Number > 1 && siblings.Count > 0 && siblings[^1].Mark.Number >= mark.Number;
            current = new Item(mark, lost ? null : parent, place) { Label = words[..mark.Length], FollowsGap = gap, LostItsParent = lost };
            if (words.Length > mark.Length)
                current.Own.Add(words[mark.Length..]);
            (lost ? Roots : siblings).Add(current);
            gap = false;
        }

        int Rank(MarkStyle style) => style is MarkStyle.Article && articlesAreBroad ? 1 : (int)style * 2;
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
        var goesOn = above is { } last && last.Style == next.Style && last.Number + 1 == next.Number;
        if (next.Style is MarkStyle.Article or MarkStyle.Part)
            return goesOn && text[at - 1] is '。';
        if (next.Style >= MarkStyle.DigitInBrackets || next.Number > LargestLoneNumber && !goesOn)
            return false;
        if (text[at - 1] is '。' or '！' or '？')
            return true;
        // A bracket that closes the item before: …（教育厅）（二）…, but not 第（一）（二）项.
        if (text[at - 1] is '”' || Brackets.Closes(text[at - 1]))
            return at > 1 && text[at - 2] is '。' or '！' or '？' || next.Style is not MarkStyle.HanInBrackets || goesOn;
        if (text[at - 1] is '；' or ';')
            return goesOn && at > 1 && Brackets.Closes(text[at - 2]);
        // 一、总体要求(一)指导思想。: a heading without a stop runs into its first part.
        return above is { } heading && heading.Style < next.Style && next.Number == 1
            && at - start <= LongestHeading && text.AsSpan(start, at - start).IndexOfAny("。；，,：") < 0;
    }
}
