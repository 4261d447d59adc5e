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

    public string Text => string.Concat(Own.Select(p => p.Text));

    /// <summary>Everything printed under the item, numbers of its parts included.</summary>
    public IEnumerable<Passage> Whole => [.. Own, .. Children.SelectMany(c => c.Whole.Prepend(c.Label))];

    public IEnumerable<Item> Leaves => Children.Count == 0 ? [this] : Children.SelectMany(c => c.Leaves);
}
