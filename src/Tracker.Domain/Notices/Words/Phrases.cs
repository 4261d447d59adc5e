namespace Tracker.Domain.Notices.Words;

/// <summary>Asks of a stretch of text whether it begins, ends or holds one of several words.</summary>
static class Phrases
{
    public static bool StartsWithAny(this ReadOnlySpan<char> text, ReadOnlySpan<string> words) => text.LengthOfAny(words) > 0;

    /// <summary>The length of the longest of the words that the text begins with; 0 where none does.</summary>
    public static int LengthOfAny(this ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        var longest = 0;
        foreach (var word in words)
            if (word.Length > longest && text.StartsWith(word))
                longest = word.Length;
        return longest;
    }

    public static bool EndsWithAny(this ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.EndsWith(word))
                return true;
        return false;
    }

    public static bool ContainsAnyOf(this ReadOnlySpan<char> text, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }
}
