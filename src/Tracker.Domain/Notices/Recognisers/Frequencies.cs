using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>Duties that come round: 每月, 每年至少2次, 1年内不少于2次, 按年度.</summary>
public static class Frequencies
{
    static readonly (string Word, string Per)[] Periods =
    [
        ("每日", "day"), ("每天", "day"), ("每个工作日", "day"), ("每周", "week"), ("每星期", "week"), ("每月", "month"), ("每个月", "month"), ("按月", "month"),
        ("每季", "quarter"), ("每个季度", "quarter"), ("按季", "quarter"), ("每半年", "half"), ("每年", "year"), ("按年度", "year"), ("按年", "year"),
    ];

    /// <summary>Periods that are a frequency only beside a number of times.</summary>
    static readonly (string Word, string Per)[] Spans = [("1年内", "year"), ("一年内", "year"), ("年内", "year"), ("全年", "year"), ("半年内", "half"), ("1个月内", "month"), ("一个月内", "month")];

    public static IEnumerable<(int Start, Obligation Obligation)> In(string text)
    {
        var shown = Cited.Hide(text);
        foreach (var clause in Clause.Of(shown))
            if (First(shown.AsSpan(clause.Start, clause.Length)) is var (start, word, per, times))
            {
                var raw = IsOfANoun(shown.AsSpan(clause.Start + start + word.Length, clause.Length - start - word.Length)) ? word : text[(clause.Start + start)..clause.End];
                yield return (clause.Start + start, new(raw, ObligationRule.Frequency, null, times, per, null));
            }
    }

    /// <summary>Whether the words count occasions: …不少于2次, 至少专门听取一次.</summary>
    public static bool CountsTimes(ReadOnlySpan<char> words) => Times(words) is not null;

    static (int Start, string Word, string Per, int Times)? First(ReadOnlySpan<char> clause)
    {
        foreach (var (word, per) in Periods)
            if (clause.IndexOf(word) is var start and >= 0)
                return (start, word, per, Times(clause[start..]) ?? 1);
        foreach (var (word, per) in Spans)
            if (clause.IndexOf(word) is var start and >= 0 && Times(clause[start..]) is { } times)
                return (start, word, per, times);
        return null;
    }

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
