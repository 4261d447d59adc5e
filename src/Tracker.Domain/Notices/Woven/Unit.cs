using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Woven;

/// <summary>A sentence or heading, the least that is cut when two copies of a text are laid into each other.</summary>
sealed class Unit(Passage words, Place place, int position)
{
    public Passage Words { get; } = words;
    public Place Place { get; } = place;
    /// <summary>Its turn on the page.</summary>
    public int Position { get; } = position;
    public Mark? Mark { get; } = Notices.Words.Mark.At(words.Text, 0);

    /// <summary>The copy it belongs to: 0 for the one that is ahead on the page, 1 for the other, null while unknown.</summary>
    public int? Copy { get; set; }
    /// <summary>The same sentence in the other copy.</summary>
    public Unit? Twin { get; set; }

    /// <summary>Cuts lines behind each 。 and before each part of a run-on heading.</summary>
    public static List<Unit> Of(IReadOnlyList<Line> lines)
    {
        var units = new List<Unit>();
        foreach (var line in lines)
            foreach (var words in Cut(line.Compact))
                units.Add(new(words, line.Place, units.Count));
        return units;
    }

    static IEnumerable<Passage> Cut(Passage line)
    {
        var start = 0;
        for (var i = 1; i <= line.Length; i++)
            if (i == line.Length || line[i - 1] == '。' && line[i] is not ('”' or '）' or ')') || RunsOn(line.Text, start, i))
            {
                yield return line[start..i];
                start = i;
            }
    }

    // 二、主要任务(一)实施…: two headings without a stop between them.
    static bool RunsOn(string text, int start, int at) =>
        text[at] is '(' or '（' && Notices.Words.Mark.At(text, at) is { Style: MarkStyle.HanInBrackets, Number: 1 }
        && Notices.Words.Mark.At(text, start) is { Style: MarkStyle.Han } && at - start < 40;
}
