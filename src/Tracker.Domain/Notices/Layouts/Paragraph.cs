using Tracker.Domain.Notices.Heads;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A paragraph without white space, joined again where a line or a page ended inside it.</summary>
/// <param name="FollowsGap">whether words are known to be lost before it</param>
sealed record Paragraph(Passage Words, Place Place, bool FollowsGap)
{
    const int ShortestWrap = 16;

    public static IReadOnlyList<Paragraph> Of(IReadOnlyList<Line> lines)
    {
        var kept = lines.Where(l => !l.IsEmpty && !Furniture.Is(l.Compact.Text)).ToList();
        var wrap = WrapWidth(kept);
        var paragraphs = new List<Paragraph>();
        var parts = new List<Passage>();
        for (var i = 0; i < kept.Count; i++)
        {
            parts.Add(kept[i].Compact);
            if (i + 1 < kept.Count && !kept[i + 1].FollowsGap && GoesOn(kept[i].Compact.Text, kept[i + 1].Compact.Text, wrap, parts))
                continue;
            var first = kept[i + 1 - parts.Count];
            paragraphs.Add(new(Passage.Join(parts.ToArray()), first.Place, first.FollowsGap));
            parts.Clear();
        }
        return paragraphs;
    }

    /// <summary>The width at which a converter broke all lines, or null where lines are paragraphs.</summary>
    static int? WrapWidth(List<Line> lines)
    {
        if (lines.Count < 8)
            return null;
        var broken = lines.Where(l => !EndsAThought(l.Compact.Text)).Select(l => l.Compact.Length).Order().ToList();
        if (broken.Count * 2 < lines.Count)
            return null;
        var width = broken[broken.Count * 3 / 4];
        return width is >= ShortestWrap and <= 60 ? width : null;
    }

    static bool GoesOn(string line, string next, int? wrap, List<Passage> parts)
    {
        if (EndsAThought(line) || Mark.At(next, 0) is not null || UnitLine.Is(next) || LimitLine.Is(next))
            return false;
        if (wrap is { } width)
            return line.Length >= width - 2;
        // Without a stop so far, the line is a heading and what follows its text; a sentence that has begun goes on.
        return parts.Any(p => p.Text.Contains('。'));
    }

    static bool EndsAThought(string text) => Clause.EndsSentence(text[^1]) || text[^1] is '：' or ':' or ')' or '）' or '”';
}
