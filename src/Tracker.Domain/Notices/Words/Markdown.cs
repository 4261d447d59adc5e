using System.Buffers;

namespace Tracker.Domain.Notices.Words;

/// <summary>Drops markdown's heading and emphasis marks. The level of a heading is not used: offices' converters set it at random.</summary>
public static class Markdown
{
    static readonly SearchValues<char> Strokes = SearchValues.Create([.. "-*_=|:+ ", .. Enumerable.Range('\u2500', 0x80).Select(c => (char)c)]);

    // --- alone may be a rule across the page; only what joins two strokes belongs to a table.
    static readonly SearchValues<char> Corners = SearchValues.Create([.. "|+", .. Enumerable.Range('\u2500', 0x80).Select(c => (char)c)]);

    public static Passage Strip(Passage line)
    {
        var words = line.Trim();
        if (IsRule(words.Text))
            return Passage.Empty;
        if (words.Text.StartsWith('#'))
            words = words[LengthOf('#', words.Text)..].Trim();
        else if (!words.Text.Contains("**", StringComparison.Ordinal))
            return line;
        return WithoutEmphasis(words);
    }

    /// <summary>--- and what draws the lines of a table: |---|---|, ├──┼──┤.</summary>
    static bool IsRule(string text) => text.Length >= 3 && !text.AsSpan().ContainsAnyExcept(Strokes);

    /// <summary>The strokes of a line that is nothing but a table's border, with its white space; null for any other line.</summary>
    public static string? RuleIn(string line) =>
        line.AsSpan().IndexOfAny(Corners) >= 0 && IsRule(line.Trim()) ? line : null;

    static int LengthOf(char mark, string text)
    {
        var length = 0;
        while (length < text.Length && text[length] == mark) length++;
        return length;
    }

    static Passage WithoutEmphasis(Passage words)
    {
        var parts = new List<Passage>();
        for (var start = 0; start <= words.Length;)
        {
            var next = words.Text.IndexOf("**", start, StringComparison.Ordinal);
            var end = next < 0 ? words.Length : next;
            parts.Add(words[start..end]);
            start = end + 2;
        }
        return Passage.Join(parts);
    }
}
