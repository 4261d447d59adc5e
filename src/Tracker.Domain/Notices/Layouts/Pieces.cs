using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Layouts;

/// <summary>A line cut at its white space and drawn borders: where a table was flattened to text, the only trace of its columns.</summary>
static class Pieces
{
    const string Borders = "|｜│┃║";

    public static List<Passage> Of(Line line)
    {
        var pieces = new List<Passage>();
        var start = -1;
        for (var i = 0; i <= line.Words.Length; i++)
        {
            var blank = i == line.Words.Length || Blank.Is(line.Words[i]) || Borders.Contains(line.Words[i]);
            if (blank && start >= 0)
                pieces.Add(line.Words[start..i]);
            start = blank ? -1 : start < 0 ? i : start;
        }
        return pieces;
    }
}
