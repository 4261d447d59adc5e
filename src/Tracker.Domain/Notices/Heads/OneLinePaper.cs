using System.Text.RegularExpressions;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Heads;

/// <summary>Breaks a paper that was copied onto a single line at the blanks that are left where its lines ended.</summary>
static partial class OneLinePaper
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
                foreach (var part in AtTheLetter(words[start..at]))
                    yield return new(part, line.Place);
                start = next;
            }
            at = next;
        }
        yield return new(words[start..], line.Place);
    }

    /// <summary>各县区人民政府，市政府各部门：现将…: the addressees, and behind them the letter.</summary>
    static IEnumerable<Passage> AtTheLetter(Passage words) =>
        Addressees().Match(words.Text) is { Success: true, Length: var end } ? [words[..end], words[end..]] : [words];

    // 邹城市 2019 年: a converter's blank beside digits ends nothing, unless a number or a date opens there.
    static bool Ends(string text, int end, int next) =>
        Mark.At(text, next) is not null || PageNumber().IsMatch(text.AsSpan(next, Math.Min(LongestPageNumber, text.Length - next))) || OpensADate(text, next) || !char.IsAscii(text[end - 1]) && !char.IsAscii(text[next]) && text[end - 1] is not ('、' or '，');

    static bool OpensADate(string text, int at) => HanNumber.At(text, at) is (>= 1980 and <= 2100, 4) && at + 4 < text.Length && text[at + 4] is '年' && text.AsSpan(at, Math.Min(12, text.Length - at)).Contains('日');

    const int LongestPageNumber = 10;

    [GeneratedRegex(@"^[-—–－]\s?\d{1,3}\s?[-—–－]\s")]
    private static partial Regex PageNumber();

    [GeneratedRegex("^(?:各|自治|省|市|区|县|州)[^。；;：:《]{2,80}[:：](?=《|现|经|为|根据)")]
    private static partial Regex Addressees();
}
