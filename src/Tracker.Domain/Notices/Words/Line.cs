namespace Tracker.Domain.Notices.Words;

/// <summary>A line of the document, freed of marks that are not its words.</summary>
public sealed class Line(Passage words, Place place)
{
    /// <summary>With its white space, which may be the only trace of a table's columns.</summary>
    public Passage Words { get; } = words;

    /// <summary>The same without any white space.</summary>
    public Passage Compact { get; } = words.WithoutBlanks();

    public Place Place { get; } = place;

    /// <summary>The cell of a real table it stands in, or null.</summary>
    public Cell? Cell { get; init; }

    /// <summary>The strokes of a line that only draws the borders of a table (├──┼──┤, |---|---|), which has no words; else null.</summary>
    public string? Rule { get; init; }

    /// <summary>Whether words of the notice are known to be lost before this line.</summary>
    public bool FollowsGap { get; init; }

    public bool IsEmpty => Compact.Length == 0;
}
