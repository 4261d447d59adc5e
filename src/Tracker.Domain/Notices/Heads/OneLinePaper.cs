using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Heads;

/// <summary>Breaks a paper that was copied onto a single line at the blanks that are left where its lines ended.</summary>
static class OneLinePaper
{
    const int MostLines = 5;
    const int Long = 200;

    public static IReadOnlyList<Line> Break(IReadOnlyList<Line> lines)
    {
        if (lines.Count(l => !l.IsEmpty) > MostLines)
            return lines;
        return [.. lines.SelectMany(line => line.Cell is null && line.Compact.Length > Long ? Break(line) : [line])];
    }

    static IEnumerable<Line> Break(Line line)
    {
        var words = line.Words;
        var (start, at) = (0, 0);
        while (at < words.Length)
        {
            if (!Blank.Is(words[at]))
            {
                at++;
                continue;
            }
            var next = at;
            while (next < words.Length && Blank.Is(words[next])) next++;
            if (at > start && next < words.Length && Ends(words.Text, at, next))
            {
                yield return new(words[start..at], line.Place);
                start = next;
            }
            at = next;
        }
        yield return new(words[start..], line.Place);
    }

    // 邹城市 2019 年: a converter's blank beside digits ends nothing, unless a number or a date opens there.
    static bool Ends(string text, int end, int next) =>
        Mark.At(text, next) is not null || OpensADate(text, next) || !char.IsAscii(text[end - 1]) && !char.IsAscii(text[next]) && text[end - 1] is not ('、' or '，');

    static bool OpensADate(string text, int at) => HanNumber.At(text, at) is (>= 1980 and <= 2100, 4) && at + 4 < text.Length && text[at + 4] is '年' && text.AsSpan(at, Math.Min(12, text.Length - at)).Contains('日');
}
