using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Deadlines;

/// <summary>Reads words off the front of a text.</summary>
ref struct WordScan(ReadOnlySpan<char> text, int start)
{
    readonly ReadOnlySpan<char> text = text;

    public int At = start;

    /// <summary>What the last successful <c>Take</c> took.</summary>
    public string Took { get; private set; } = "";

    public readonly bool IsAtEnd => At >= text.Length;
    public readonly bool Next(char c) => At < text.Length && text[At] == c;
    public readonly bool NextAny(string characters) => At < text.Length && characters.Contains(text[At]);

    public readonly bool BeginsWithHan(int at) => at < text.Length && HanNumber.IsHan(text[at]);

    public bool Take(string word)
    {
        if (At > text.Length || !text[At..].StartsWith(word))
            return false;
        At += word.Length;
        Took = word;
        return true;
    }

    /// <summary>The first of the words that stands there: the longer ones come first.</summary>
    public bool TakeAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Take(word))
                return true;
        return false;
    }

    public bool TakeOne(string characters)
    {
        if (!NextAny(characters))
            return false;
        Took = text.Slice(At++, 1).ToString();
        return true;
    }

    public int? TakeNumber()
    {
        if (At >= text.Length || HanNumber.At(text, At) is not var (value, length))
            return null;
        At += length;
        return value;
    }

    /// <summary>A number, then one of the words; nothing is taken where either is missing.</summary>
    public int? TakeNumberBefore(params ReadOnlySpan<string> words)
    {
        var before = At;
        if (TakeNumber() is { } number && TakeAny(words))
            return number;
        At = before;
        return null;
    }
}
