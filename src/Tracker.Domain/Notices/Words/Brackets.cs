namespace Tracker.Domain.Notices.Words;

/// <summary>Pairs of brackets, whatever their width or kind: offices open （ and close ).</summary>
public static class Brackets
{
    public const string Opening = "（([［【〔〖﹝﹙｛{";
    public const string Closing = "）)]］】〕〗﹞﹚｝}";

    public static bool Opens(char c) => c is '(' or '（' or '[' or '［' or '【' or '〔' or '〖' or '﹝' or '﹙' or '｛' or '{';
    public static bool Closes(char c) => c is ')' or '）' or ']' or '］' or '】' or '〕' or '〗' or '﹞' or '﹚' or '｝' or '}';

    /// <summary>The opening bracket that belongs to the closing one at <paramref name="close"/>; -1 where it is missing.</summary>
    public static int OpeningOf(ReadOnlySpan<char> text, int close)
    {
        var depth = 0;
        for (var i = close; i >= 0; i--)
        {
            if (Closes(text[i])) depth++;
            else if (Opens(text[i]) && --depth == 0) return i;
        }
        return -1;
    }

    /// <summary>Open brackets less closed ones; not 0 where a bracket lost its other half.</summary>
    public static int Balance(ReadOnlySpan<char> text)
    {
        var balance = 0;
        foreach (var c in text)
            balance += Opens(c) ? 1 : Closes(c) ? -1 : 0;
        return balance;
    }
}
