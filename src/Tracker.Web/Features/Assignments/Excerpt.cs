namespace Tracker.Web.Features.Assignments;

/// <summary>The beginning of a long text, for a story of one line an event.</summary>
public static class Excerpt
{
    const int Longest = 60;

    public static string Of(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
