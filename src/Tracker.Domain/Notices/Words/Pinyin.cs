using System.Buffers;
using System.Text;

namespace Tracker.Domain.Notices.Words;

/// <summary>
/// Takes out the pinyin that copying sites print behind characters, 發(fā), and restores characters that broke when it was
/// put in. It was put between the bytes of GBK text: where the second byte of one character and the first of the next
/// happened to make a third, that third's pinyin landed inside the pair, 價(jià) came out as ?jī)r(jià), and the bytes that
/// are left still tell which character it was.
/// </summary>
public sealed class Pinyin
{
    /// <summary>A character that could not be restored.</summary>
    public const char Lost = '？';

    static readonly SearchValues<char> Toned = SearchValues.Create("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü");
    const int Enough = 10;
    static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    readonly Dictionary<string, HashSet<char>> readings = [];
    readonly List<TextSpan> guesses = [];
    int annotations;

    /// <summary>Places in the plain text where a character was restored or is lost.</summary>
    public IReadOnlyList<TextSpan> Guesses => guesses;

    /// <summary>The lines without pinyin; the same lines where the text bears none.</summary>
    public IReadOnlyList<Passage> Strip(IReadOnlyList<Passage> lines)
    {
        foreach (var line in lines)
            Learn(line.Text);
        return annotations < Enough ? lines : [.. lines.Select(Strip)];
    }

    void Learn(string text)
    {
        for (var open = text.IndexOf('('); open >= 0; open = text.IndexOf('(', open + 1))
        {
            if (open == 0 || !IsHan(text[open - 1]) || SyllableAt(text, open + 1) is not { } syllable)
                continue;
            annotations++;
            if (!readings.TryGetValue(syllable, out var characters))
                readings[syllable] = characters = [];
            characters.Add(text[open - 1]);
        }
    }

    /// <summary>The syllable that ends with a closing bracket: 1 to 6 letters, one of them with a tone.</summary>
    static string? SyllableAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < 7 && IsLetter(text[end])) end++;
        var syllable = text.AsSpan(start, end - start);
        return end < text.Length && text[end] == ')' && syllable.IndexOfAny(Toned) >= 0 ? syllable.ToString() : null;
    }

    Passage Strip(Passage line)
    {
        var kept = new Passage.Builder(line.Length);
        for (var i = 0; i < line.Length;)
        {
            var c = line[i];
            if (c == '(' && i > 0 && SyllableAt(line.Text, i + 1) is { } syllable)
            {
                kept.Stretch(line.FromAt(i), line.UpToAt(i + syllable.Length + 1));
                i += syllable.Length + 2;
            }
            else if (c == '?' && DamageAt(line.Text, i) is { } damage)
            {
                Restore(kept, line, i, damage);
                i += damage.Length;
            }
            else
                kept.Add(c, line.FromAt(i), line.UpToAt(i++));
        }
        return kept.ToPassage();
    }

    /// <param name="Between">pinyin of the chance pair that the insertion took for a character; null where the pair was a full-width mark</param>
    /// <param name="Own">pinyin of the lost character, where it is left</param>
    /// <param name="Trail">second byte of the lost character, where it is left</param>
    sealed record Damage(int Length, string? Between, string? Own, char? Trail);

    static Damage? DamageAt(string text, int start)
    {
        var at = start + 1;
        var between = SyllableAt(text, at);
        if (between is not null)
            at += between.Length + 1;
        else if (at >= text.Length || text[at++] != '?')
            return null;
        char? trail = at < text.Length && char.IsAsciiLetter(text[at]) ? text[at++] : null;
        var own = at < text.Length && text[at] is '(' or '?' ? SyllableAt(text, at + 1) : null;
        if (own is not null)
            at += own.Length + 2;
        return trail is null && own is null ? null : new(at - start, between, own, trail);
    }

    void Restore(Passage.Builder kept, Passage line, int start, Damage damage)
    {
        var (from, upTo) = (line.FromAt(start), line.UpToAt(start + damage.Length - 1));
        guesses.Add(new(from, upTo - from));
        // ？ is A3 BF in GBK: the stop 。 (A1 A3) before it lost its second byte, the character its first.
        if (damage.Between is null)
            kept.Add('。', from, from + 1);
        var lead = damage.Between is null ? (byte)0xBF : LeadByte(line[Math.Max(start - 1, 0)], damage.Between);
        kept.Add(Character(lead, damage) ?? Lost, damage.Between is null ? from + 1 : from, upTo);
    }

    /// <summary>The chance pair begins with the second byte of the character before; its pinyin is known from elsewhere in the text.</summary>
    byte? LeadByte(char before, string between)
    {
        var bytes = Gbk.GetBytes([before]);
        return bytes.Length == 2 && readings.TryGetValue(between, out var candidates)
            ? Only(candidates.Select(c => Gbk.GetBytes([c])).Where(pair => pair.Length == 2 && pair[0] == bytes[1]).Select(pair => (byte?)pair[1]))
            : null;
    }

    char? Character(byte? lead, Damage damage)
    {
        if (lead is { } first && damage.Trail is { } trail)
            return Gbk.GetString([first, (byte)trail]) is [var c] && IsHan(c) ? c : null;
        if (damage.Own is null || !readings.TryGetValue(damage.Own, out var candidates))
            return null;
        return Only(candidates.Where(c => Gbk.GetBytes([c]) is [var l, var t] && (lead is null || l == lead) && (damage.Trail is null || t == damage.Trail)).Select(c => (char?)c));
    }

    static T? Only<T>(IEnumerable<T?> candidates) where T : struct => candidates.Distinct().Take(2).ToList() is [var one] ? one : null;

    static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff';
    static bool IsLetter(char c) => char.IsAsciiLetterLower(c) || Toned.Contains(c);
}
