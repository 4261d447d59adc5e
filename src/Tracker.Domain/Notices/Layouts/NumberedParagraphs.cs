using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>
/// Paragraphs, mostly numbered, under headings. A task is the smallest item that names units of its own; where the notice
/// names none, its numbered items are the tasks.
/// </summary>
static class NumberedParagraphs
{
    public static Layout Read(IReadOnlyList<Line> lines)
    {
        var outlines = Sections.Of(lines).Select(section => Outline.Of(Paragraph.Of(section))).ToList();
        foreach (var root in outlines.SelectMany(o => o.Roots))
            root.FoldSmallParts();
        var walk = new OutlineWalk(new PlanFacts(outlines));
        foreach (var outline in outlines)
            walk.Visit(outline);
        return new(walk.Categories, walk.Drafts, walk.Elsewhere, walk.Doubts);
    }
}
