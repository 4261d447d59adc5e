namespace Tracker.Domain.Notices.Words;

/// <summary>Turns traditional characters into simplified ones by tables, the longest entry first.</summary>
public sealed class Simplifier
{
    // In a simplified text a stray traditional character is the office's own and stays.
    const double ShareOfTraditionalText = 0.03;

    readonly Dictionary<string, string> table;
    readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup;
    readonly Dictionary<char, int> longest = [];

    Simplifier(Dictionary<string, string> table)
    {
        this.table = table;
        lookup = table.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var key in table.Keys)
            longest[key[0]] = Math.Max(longest.GetValueOrDefault(key[0]), key.Length);
    }

    /// <summary>Reads tables of lines such as <c>後⇥后 後</c>: key, tab, forms by preference; # opens a comment. Earlier tables win.</summary>
    public static Simplifier From(IEnumerable<TextReader> tables)
    {
        var entries = new Dictionary<string, string>();
        foreach (var table in tables)
            while (table.ReadLine() is { } line)
                if (!line.StartsWith('#') && line.Split('\t') is [{ Length: > 0 } key, { Length: > 0 } forms, ..])
                    entries.TryAdd(key, forms.Split(' ')[0]);
        return new(entries);
    }

    /// <summary>Whether a text is written in traditional characters as a whole.</summary>
    public bool IsTraditional(string text)
    {
        var (han, traditional) = (0, 0);
        foreach (var c in text)
        {
            if (c is < '\u4e00' or > '\u9fff') continue;
            han++;
            if (lookup.TryGetValue([c], out var simple) && simple[0] != c) traditional++;
        }
        return traditional > han * ShareOfTraditionalText;
    }

    public Passage Simplify(Passage words)
    {
        var result = new Passage.Builder(words.Length);
        for (var i = 0; i < words.Length;)
        {
            var (length, simple) = EntryAt(words.Text, i);
            // A phrase keeps its length in nearly every entry; where it does not, its whole stretch stands for each character.
            for (var j = 0; j < simple.Length; j++)
                if (simple.Length == length) result.Add(simple[j], words.FromAt(i + j), words.UpToAt(i + j));
                else result.Add(simple[j], words.FromAt(i), words.UpToAt(i + length - 1));
            i += length;
        }
        return result.ToPassage();
    }

    (int Length, string Simple) EntryAt(string text, int start)
    {
        var most = Math.Min(longest.GetValueOrDefault(text[start]), text.Length - start);
        for (var length = most; length > 0; length--)
            if (lookup.TryGetValue(text.AsSpan(start, length), out var simple))
                return (length, simple);
        return (1, text.Substring(start, 1));
    }
}
