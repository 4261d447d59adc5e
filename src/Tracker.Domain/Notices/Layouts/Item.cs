using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A numbered heading or item with what stands below it.</summary>
sealed class Item(Mark mark, Item? parent, Place place)
{
    public Mark Mark { get; } = mark;
    public Item? Parent { get; } = parent;
    public Place Place { get; } = place;

    /// <summary>Its own paragraphs, without the number.</summary>
    public List<Passage> Own { get; } = [];
    /// <summary>The number as printed.</summary>
    public Passage Label { get; init; } = Passage.Empty;
    public List<Item> Children { get; } = [];

    /// <summary>Whether words are known to be lost before it, so that its heading may be another.</summary>
    public bool FollowsGap { get; init; }
    /// <summary>Whether words are known to be lost behind it.</summary>
    public bool PrecedesGap { get; set; }
    /// <summary>Whether its number shows that the heading above it is lost.</summary>
    public bool LostItsParent { get; init; }

    /// <summary>Everything printed below its own paragraphs, numbers included.</summary>
    public IEnumerable<Passage> Parts => Children.SelectMany(c => new[] { c.Label }.Concat(c.Own).Concat(c.Parts));

    public IEnumerable<Item> Leaves => Children.Count == 0 ? [this] : Children.SelectMany(c => c.Leaves);
}
