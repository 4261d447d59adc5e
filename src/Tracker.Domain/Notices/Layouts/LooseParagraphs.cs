using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>Paragraphs without a number, some of which name units and are tasks.</summary>
sealed class LooseParagraphs(OutlineWalk walk, Outline outline)
{
    const int LongestHeading = 40;

    CategoryDraft category = new("", Passage.Empty);
    int headings;

    public void Visit()
    {
        if (!outline.LooseStretches.Any(IsTask))
        {
            walk.Elsewhere.AddRange(outline.Loose);
            return;
        }
        foreach (var stretch in outline.LooseStretches)
            if (IsTask(stretch))
                AddTask(stretch);
            else
                walk.Elsewhere.AddRange(stretch.Paragraphs);
    }

    // Among numbered items a loose paragraph is a task only where it says itself who leads.
    bool IsTask(Stretch stretch) => stretch.Units is { } units && stretch.Paragraphs.Count > 0 && (outline.Roots.Count == 0 || units.List.TellsRoles);

    /// <summary>The paragraph right above the units is the task; a short line above it without a stop is its heading.</summary>
    void AddTask(Stretch stretch)
    {
        foreach (var paragraph in stretch.Paragraphs.SkipLast(1))
            if (IsHeading(paragraph) && paragraph == stretch.Paragraphs[^2])
                category = walk.AddCategory(HanNumber.Say(++headings), paragraph);
            else
                walk.Elsewhere.Add(paragraph);
        walk.AddUnnumbered(category, stretch with { Paragraphs = [stretch.Paragraphs[^1]] }, outline.Place!);
    }

    static bool IsHeading(Passage paragraph) => paragraph.Length <= LongestHeading && paragraph.Text.AsSpan().IndexOfAny("。；：:") < 0;
}
