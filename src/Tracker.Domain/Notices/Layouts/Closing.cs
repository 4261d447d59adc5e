using Tracker.Domain.Notices.Recognisers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Words of a paragraph that close a task: they name its units, its limit or its persons and are no part of its text.</summary>
/// <param name="Start">in the paragraph</param>
/// <param name="End">behind the last of its characters, brackets included</param>
/// <param name="List">what it names; no units where it only sets a limit or names a person</param>
sealed record Closing(int Start, int End, Passage Raw, UnitList List, Basis Basis)
{
    /// <summary>What is odd about it, in Chinese; null where nothing is.</summary>
    public string? Oddity { get; init; }

    public bool NamesUnits => List.Units.Count > 0;

    /// <summary>The closings of a paragraph in order.</summary>
    public static IReadOnlyList<Closing> In(Passage paragraph)
    {
        if (ClosingLine.Of(paragraph) is { } line)
            return [line];
        var brackets = ClosingBracket.In(paragraph);
        return ClosingTail.In(paragraph, brackets.Count == 0 ? 0 : brackets[^1].End) is { } tail ? [.. brackets, tail] : brackets;
    }
}
