using System.Buffers;

namespace Tracker.Domain.Notices.Words;

/// <summary>White space as a page knows it, soft hyphens, zero-width characters and byte order marks too.</summary>
public static class Blank
{
    public static readonly SearchValues<char> Characters = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(i => (char)i).Where(c => char.IsWhiteSpace(c) || c is '\u00ad' or '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff' or '\u200e' or '\u200f')]);

    public static bool Is(char character) => Characters.Contains(character);
}
