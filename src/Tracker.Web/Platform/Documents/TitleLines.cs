namespace Tracker.Web.Platform.Documents;

/// <summary>Breaks a title into lines of about the same length.</summary>
public static class TitleLines
{
    const int Longest = 19;     // 2号 characters: 442 pt hold 20
    const int Reach = 7;        // how far from the even cut a better one is looked for

    // A line may well end after these, or begin with that.
    const string Ends = "》、，的厅府于和";
    const char Begins = '《';

    /// <summary>The lines, each no longer than a line of the page.</summary>
    public static IReadOnlyList<string> Of(string title)
    {
        var lines = new List<string>();
        for (var rest = title; ;)
        {
            var count = (rest.Length + Longest - 1) / Longest;
            if (count <= 1) return [.. lines, rest];
            var cut = CutNear(rest, rest.Length / count);
            lines.Add(rest[..cut]);
            rest = rest[cut..];
        }
    }

    static int CutNear(string text, int even) =>
        Enumerable.Range(0, 2 * Reach + 1).Select(i => even + (i % 2 == 0 ? i / 2 : -(i + 1) / 2))
            .Where(cut => cut > 0 && cut <= Longest && cut < text.Length && (Ends.Contains(text[cut - 1]) || text[cut] == Begins))
            .FirstOrDefault(even);
}
