using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Duties that come round: 每月, 每年至少2次, 1年内不少于2次, 按年度.</summary>
public static class Frequencies
{
    /// <summary>Periods that are a frequency only beside a number of times.</summary>
    static readonly (string Word, string Per)[] Spans =
        [("1年内", "year"), ("一年内", "year"), ("年内", "year"), ("全年", "year"), ("一年", "year"), ("半年内", "half"), ("1个月内", "month"), ("一个月内", "month")];

    /// <summary>每年增长5%: a quantity, not an occasion.</summary>
    static readonly string[] Growths = ["增长", "递增", "递减", "下降", "提高", "提升", "减少", "增加", "平均", "不低于", "不少于", "高于", "低于"];

    /// <summary>A period of its own with its place in a text.</summary>
    readonly record struct Round(int Start, int Length, string Per, int Times);

    public static IEnumerable<(int Start, Obligation Obligation)> In(string text)
    {
        var shown = Cited.Hide(text);
        foreach (var clause in Clause.Of(shown))
        {
            var rounds = In(shown, clause);
            for (var i = 0; i < rounds.Count; i++)
            {
                var (start, length, per, times) = rounds[i];
                var end = i + 1 < rounds.Count ? rounds[i + 1].Start : clause.End;
                while (end > start + length && shown[end - 1] is '、' or '和' or '并') end--;
                var raw = IsOfANoun(shown.AsSpan(start + length, clause.End - start - length)) ? text.Substring(start, length) : text[start..end];
                yield return (start, new(raw, ObligationRule.Frequency, null, times, per, null));
            }
        }
    }

    /// <summary>Whether the words count occasions: …不少于2次, 至少专门听取一次.</summary>
    public static bool CountsTimes(ReadOnlySpan<char> words) => Times(words) is not null;

    static List<Round> In(string text, Clause clause)
    {
        var rounds = new List<Round>();
        var words = text.AsSpan(0, clause.End);
        for (var i = clause.Start; i < clause.End; i++)
            if (text[i] is '每' or '按' && Recurrence.At(words, i) is { } round)
            {
                var rest = words[(i + round.Length)..];
                if ((!rest.StartsWithAny(Growths) && !IsAmount(rest)) || Times(rest) is not null)
                    rounds.Add(new(i, round.Length, round.Per, round.Times * (Times(rest) ?? 1)));
                i += round.Length - 1;
            }
        if (rounds.Count == 0)
            foreach (var (word, per) in Spans)
                if (words[clause.Start..].IndexOf(word) is var start and >= 0 && Times(words[(clause.Start + start)..]) is { } times)
                    return [new(clause.Start + start, word.Length, per, times)];
        return rounds;
    }

    /// <summary>每人每月780元: money, not an occasion.</summary>
    static bool IsAmount(ReadOnlySpan<char> rest) =>
        HanNumber.At(rest, 0) is var (_, length) && rest[length..].TrimStart("万千百亿.0123456789") is ['元', ..];

    /// <summary>The number before 次, provided 至少, 不少于 or nothing but the act stands before it.</summary>
    static int? Times(ReadOnlySpan<char> words)
    {
        for (var at = words.IndexOf('次'); at > 0;)
        {
            var start = at;
            while (start > 0 && (HanNumber.IsDigit(words[start - 1]) || HanNumber.IsHan(words[start - 1]))) start--;
            if (start < at && !words[..start].EndsWith("第") && !words[..start].EndsWith("最多跑") && HanNumber.At(words, start) is var (times, _))
                return times;
            var next = words[(at + 1)..].IndexOf('次');
            at = next < 0 ? -1 : at + 1 + next;
        }
        return null;
    }

    // 每日读网制度, 每月受理和办结的数据要及时填报: the word describes a noun, and only the word itself is the frequency.
    static bool IsOfANoun(ReadOnlySpan<char> rest)
    {
        if (rest.EndsWith("制度") || rest.EndsWith("机制") || rest.EndsWith("例会"))
            return true;
        var of = rest.IndexOf('的');
        return of > 0 && rest[of..].IndexOfAny('要', '应', '须') > 0 && rest[..of].IndexOfAny('要', '应', '须') < 0;
    }
}
