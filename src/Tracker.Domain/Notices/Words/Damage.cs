using System.Buffers;

namespace Tracker.Domain.Notices.Words;

/// <summary>Traces that a wrong encoding leaves: a character lost to ? or □, or taken for others.</summary>
static class Damage
{
    static readonly SearchValues<char> Lost = SearchValues.Create("\ufffd?□\ue5e5\ue5e6");

    // U+FFFD in UTF-8, read as GBK; UTF-8 and GBK text read as Latin.
    static readonly SearchValues<string> Mistaken = SearchValues.Create(["锟斤", "斤拷", "锘匡", "烫烫", "屯屯", "Ã", "Â", "ä¸", "å…", "鐨勶", "銆"], StringComparison.Ordinal);

    public static bool In(ReadOnlySpan<char> text) => text.ContainsAny(Lost) || text.ContainsAny(Mistaken);
}
