using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A numbered heading or item with what stands below it.</summary>
sealed class Item(Mark mark, Item? parent, Place place)
{
    IReadOnlyList<Stretch>? stretches;
    bool? namesUnits;

    public Mark Mark { get; } = mark;
    public Item? Parent { get; } = parent;
    public Place Place { get; } = place;

    /// <summary>Its own paragraphs, without the number.</summary>
    public List<Passage> Own { get; } = [];
    /// <summary>The number as printed.</summary>
    public Passage Label { get; init; } = Passage.Empty;
    public List<Item> Children { get; } = [];

    /// <summary>What a sentence below it and others gives to all of them; null where none does.</summary>
    public SharedClosing? Shared { get; set; }

    /// <summary>Whether words are known to be lost before it, so that its heading may be another.</summary>
    public bool FollowsGap { get; init; }
    /// <summary>Whether words are known to be lost behind it.</summary>
    public bool PrecedesGap { get; set; }
    /// <summary>Whether one of its paragraphs is printed twice in a row and was taken once.</summary>
    public bool HasRepeat { get; private set; }

    /// <summary>Whether its number shows that the heading above it is lost.</summary>
    public bool LostItsParent { get; init; }

    /// <summary>Its own paragraphs, cut behind the units that they name.</summary>
    public IReadOnlyList<Stretch> Stretches => stretches ??= Shared is null ? Stretch.Of(Own) : Shared.Over(Stretch.Of(Own));

    /// <summary>Its stretches that units close.</summary>
    public IEnumerable<Stretch> Closed => Stretches.Where(s => s.Units is not null);

    /// <summary>Whether it or anything below it names units.</summary>
    public bool NamesUnits => namesUnits ??= Closed.Any() || Children.Exists(c => c.NamesUnits);

    /// <summary>Everything printed below its own paragraphs, numbers included.</summary>
    public IEnumerable<Passage> Parts => Children.SelectMany(c => new[] { c.Label }.Concat(c.Own).Concat(c.Parts));

    const int ShortestRepeat = 12;

    public void Add(Passage paragraph)
    {
        if (Own.Count > 0 && paragraph.Length >= ShortestRepeat && paragraph.Text == Own[^1].Text)
            HasRepeat = true;
        else
            Own.Add(paragraph);
    }

    public IEnumerable<Item> Leaves => Children.Count == 0 ? [this] : Children.SelectMany(c => c.Leaves);

    /// <summary>Makes (1) and ① its text, unless units are named for each of them; the same below.</summary>
    public void FoldSmallParts()
    {
        foreach (var child in Children)
            child.FoldSmallParts();
        if (Children.Count == 0 || Children[0].Mark.Style < MarkStyle.DigitInBrackets || PartsAreTasks())
            return;
        Own.AddRange([.. Parts]);
        Children.Clear();
        (stretches, namesUnits) = (null, null);
    }

    // ①…；②…；③…。（市教育局）: one sentence, and the units behind it are those of all.
    bool PartsAreTasks() =>
        Children.Exists(c => c.NamesUnits) && (Children.Count(c => c.NamesUnits) > 1 || Children.Count == 1 && IsHeading || !Children.SkipLast(1).All(IsPartOfASentence) && Children[0].Mark.Style is not MarkStyle.Circled);

    // 二、强化监管, and (1) below it: the only item of a heading is no part of a sentence.
    bool IsHeading => Own.Count == 1 && Own[0].Text.AsSpan().IndexOfAny("。；，：:") < 0;

    static bool IsPartOfASentence(Item item) => item.Children.Count == 0 && item.Own.Count == 1 && item.Own[0].Text is [.., '；' or ';' or '，' or ','];
}
