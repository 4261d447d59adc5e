using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Domain.WorkItems;

/// <summary>A text that a unit said on an item.</summary>
/// <param name="Speaker">whose it is; texts of one speaker follow each other in the order given</param>
/// <param name="Named">the speaker's name, as a remark tells it: 财政厅</param>
/// <param name="TakenFrom">ids of texts that this one openly took over; with them it is not compared</param>
public sealed record SaidText(long Id, long Speaker, string Named, string Text, IReadOnlyCollection<long> TakenFrom);

/// <summary>A sentence that stands elsewhere in the same words.</summary>
/// <param name="Start">its place in the text, in characters, without the blanks around it</param>
/// <param name="To">where else: 任务原文, 上次报送, names of units</param>
public sealed record EqualSentence(int Start, int Length, IReadOnlyList<string> To)
{
    // More names than this say less than their number.
    const int Named = 3;

    /// <summary>与任务原文、财政厅相同</summary>
    public string InWords => To.Count <= Named ? $"与{string.Join('、', To)}相同" : $"与{string.Join('、', To.Take(Named))}等{To.Count}处相同";
}

/// <summary>Points out sentences that were said before or elsewhere, for whoever reviews them; whether that is wrong is for him to say.</summary>
public static partial class EqualSentences
{
    /// <summary>In letters and digits; shorter sentences are equal by chance: 正在按计划推进。</summary>
    public const int Shortest = 10;

    public const string Task = "任务原文", LastPeriod = "上次报送";

    sealed record Sentence(int Start, int Length, string Key);

    /// <summary>Compares every sentence with the task's own text, with its speaker's text before, and with all texts of other speakers.
    /// Punctuation, blanks, full and half width and the number before a sentence make no difference; numbers do.</summary>
    /// <param name="task">the text of the item</param>
    /// <param name="said">all texts said on it, earliest first</param>
    /// <returns>by id of the text, in the order of the text</returns>
    public static ILookup<long, EqualSentence> Among(string task, IReadOnlyList<SaidText> said)
    {
        var sentences = said.ToDictionary(s => s.Id, s => Cut(s.Text).ToList());
        var inTask = Cut(task).Select(s => s.Key).ToHashSet();
        var whoSaid = said.SelectMany(text => sentences[text.Id].Select(s => s.Key).Distinct(), (text, key) => (text, key)).ToLookup(p => p.key, p => p.text);
        var before = said.GroupBy(s => s.Speaker).SelectMany(own => own.Zip(own.Skip(1))).ToDictionary(p => p.Second.Id, p => p.First.Id);
        return said.SelectMany(text => sentences[text.Id], (text, s) => (text.Id, Equal: new EqualSentence(s.Start, s.Length, [.. Elsewhere(text, s.Key)])))
            .Where(found => found.Equal.To.Count > 0).ToLookup(found => found.Id, found => found.Equal);

        IEnumerable<string> Elsewhere(SaidText text, string key)
        {
            if (inTask.Contains(key)) yield return Task;
            if (before.TryGetValue(text.Id, out var last) && sentences[last].Exists(s => s.Key == key)) yield return LastPeriod;
            foreach (var name in whoSaid[key].Where(other => other.Speaker != text.Speaker && !AreOpen(text, other)).Select(other => other.Named).Distinct())
                yield return name;
        }
    }

    static bool AreOpen(SaidText one, SaidText other) => one.TakenFrom.Contains(other.Id) || other.TakenFrom.Contains(one.Id);

    static IEnumerable<Sentence> Cut(string text)
    {
        foreach (Match match in Sentences().Matches(text))
        {
            var (start, end) = (match.Index, match.Index + match.Length);
            while (start < end && char.IsWhiteSpace(text[start])) start++;
            while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
            if (Key(text[start..end]) is { Length: >= Shortest } key) yield return new(start, end - start, key);
        }
    }

    // What is left of a sentence when only its words and numbers count: 1,200 is 1200, but 1.5 is not 15.
    static string Key(string sentence)
    {
        var plain = Thousands().Replace(Number().Replace(sentence.Normalize(NormalizationForm.FormKC), ""), "");
        var key = new StringBuilder(plain.Length);
        for (var i = 0; i < plain.Length; i++)
            if (Counts(plain, i)) key.Append(char.ToLower(plain[i], CultureInfo.InvariantCulture));
        return key.ToString();
    }

    static bool Counts(string plain, int i) => char.IsLetterOrDigit(plain[i]) || char.IsSurrogate(plain[i]) || plain[i] is '%' or '‰'
        || i > 0 && i + 1 < plain.Length && char.IsDigit(plain[i - 1]) && char.IsDigit(plain[i + 1]);

    [GeneratedRegex("""[^。！？!?；;\r\n]+[。！？!?；;”"』」）)]*""")]
    private static partial Regex Sentences();

    [GeneratedRegex(@"^\s*(?:[(（【]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)）】、]|\.(?!\d))|[一二三四五六七八九十]{1,2}是)")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<=\d),(?=\d{3}(?!\d))")]
    private static partial Regex Thousands();
}
