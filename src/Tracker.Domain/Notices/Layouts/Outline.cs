using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>The numbered items of a text as a tree.</summary>
/// <param name="Loose">paragraphs before the first item, and those whose item is lost</param>
sealed record Outline(IReadOnlyList<Item> Roots, IReadOnlyList<Passage> Loose)
{
    IReadOnlyList<Stretch>? looseStretches;

    /// <summary>The loose paragraphs, cut behind the units that they name.</summary>
    public IReadOnlyList<Stretch> LooseStretches => looseStretches ??= Stretch.Of(Loose);

    /// <summary>Where the first paragraph stands.</summary>
    public Place? Place { get; init; }

    public static Outline Of(IReadOnlyList<Paragraph> paragraphs)
    {
        var cuts = new ItemCuts();
        var pieces = paragraphs.SelectMany(p => cuts.In(p.Words).Select((piece, i) => (piece.Mark, piece.Words, p.Place, Gap: p.FollowsGap && i == 0))).ToList();
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
            var closing = mark is null && (current is null || gap) ? null : ClosingOfSeveral.Of(words);
            var own = closing is null ? words : words[..closing.Start];
            if (mark is { } number)
                Open(number, own, place);
            else if (current is null || gap)
                Loose.Add(own); // what follows a gap without a number belongs to nobody known
            else if (own.Length > 0)
                current.Add(own);
            if (closing is not null)
                SharedClosing.Give(closing, current!, current!.Parent?.Children ?? Roots, Roots);
        }

        void Open(Mark mark, Passage words, Place place)
        {
            var parent = current;
            while (parent is not null && Rank(parent.Mark.Style) >= Rank(mark.Style))
                parent = parent.Parent;
            // Behind a frame the numbers of the text go on: 2. 专栏1 3.
            if (parent is { Mark.Style: MarkStyle.Box } && (parent.Parent?.Children ?? Roots).Exists(i => i.Mark.Style == mark.Style && i.Mark.Number + 1 == mark.Number) && !parent.Children.Exists(i => i.Mark.Style == mark.Style && i.Mark.Number + 1 == mark.Number))
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
}
