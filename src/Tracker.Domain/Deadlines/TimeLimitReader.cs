using System.Buffers;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Deadlines;

/// <summary>Reads the words of a time limit: those of a cell, a bracket or a limit line, not of a sentence.</summary>
public static class TimeLimitReader
{
    delegate TimeLimit? Recogniser(string words, int? year);

    // Each looks at the whole of the words and answers or declines; none overlaps another.
    static readonly Recogniser[] Recognisers = [ByName, ByDate, Months, Range, Periodic, Relative];

    static readonly Dictionary<TimeLimitKind, string[]> Names = new()
    {
        [TimeLimitKind.WholeYear] = ["全年", "年内", "本年内", "年度内", "本年度", "全年推进", "全年坚持", "全年开展", "贯穿全年"],
        [TimeLimitKind.LongTerm] = ["长期", "长期坚持", "长期推进", "长期实施", "持续", "持续推进", "持续坚持", "持续开展", "持续实施", "常态化", "常态化推进", "常态化开展", "常年", "常年坚持"],
        [TimeLimitKind.WhenAppropriate] = ["适时", "适时推进", "适时开展", "适时启动", "视情", "视情况", "视情推进"],
        [TimeLimitKind.Immediate] = ["立行立改", "即知即改", "立即", "立即整改", "立即实施", "即时", "尽快"],
    };

    static readonly Dictionary<string, TimeLimitKind> Kinds =
        Names.SelectMany(kind => kind.Value, (kind, word) => (word, kind.Key)).ToDictionary(x => x.word, x => x.Key);

    static readonly string[] Periods = ["每日", "每天", "每周", "每月", "每季度", "每季", "每半年", "每年", "按月", "按季", "按季度", "按年", "按年度"];
    const string DashCharacters = "—–－-~～至";
    static readonly SearchValues<char> Dashes = SearchValues.Create(DashCharacters);
    static readonly string[] Tails = ["完成", "落实", "办结", "到位", "达标", "。", "；", ";"];

    /// <summary>What the words mean, or null where no recogniser knows them.</summary>
    /// <param name="words">as written, without white space</param>
    /// <param name="year">the plan's year, for dates without one</param>
    public static TimeLimit? Read(string words, int? year)
    {
        var core = Core(words);
        foreach (var recognise in Recognisers)
            if (recognise(core, year) is { } limit)
                return limit with { Raw = words };
        return null;
    }

    static string Core(string words)
    {
        foreach (var tail in Tails)
            if (words.Length > tail.Length && words.EndsWith(tail, StringComparison.Ordinal))
                return Core(words[..^tail.Length]);
        return words;
    }

    static TimeLimit? ByName(string words, int? year) => Kinds.TryGetValue(words, out var kind) ? new(words, kind, null) : null;

    static TimeLimit? ByDate(string words, int? year)
    {
        var start = words.StartsWith('到') || words.StartsWith('至') ? 1 : 0;
        if (DateWord.At(words, start, year) is not { } date || start + date.Length != words.Length)
            return null;
        return date.Form is DateForm.WithinYear && date.Year is null ? new(words, TimeLimitKind.WholeYear, null)
            : date.Last is { } last ? new(words, TimeLimitKind.ByDate, last)
            : new(words, TimeLimitKind.Ambiguous, null);
    }

    /// <summary>2018—2020年, 2018年5月至2019年6月底</summary>
    static TimeLimit? Range(string words, int? year)
    {
        if (SplitRange(words) is not var (first, last))
            return null;
        var opens = DateWord.At(first, 0, year) is { } date && date.Length == first.Length
            || HanNumber.At(first, 0) is (>= 1980 and <= 2100, 4) && first.Length == 4;
        return opens && DateWord.At(last, 0, year) is { Last: { } due } end && end.Length == last.Length
            ? new(words, TimeLimitKind.Range, due)
            : null;
    }

    /// <summary>1—12月 is the whole year; 3—6月 ends with June.</summary>
    static TimeLimit? Months(string words, int? year)
    {
        if (SplitRange(words) is not var (first, last) || HanNumber.At(first, 0) is not var (from, length))
            return null;
        if (from is < 1 or > 12 || !(length == first.Length || first[length..] is "月" or "月份"))
            return null;
        return DateWord.At(last, 0, year) is { Form: DateForm.Month or DateForm.MonthEnd } end && end.Length == last.Length
            ? from == 1 && HanNumber.At(last, 0) is (12, _) ? new(words, TimeLimitKind.WholeYear, null) : new(words, TimeLimitKind.Range, end.Last)
            : null;
    }

    static (string First, string Last)? SplitRange(string words)
    {
        var dash = words.AsSpan().IndexOfAny(Dashes);
        return dash <= 0 ? null : (words[..dash], words[dash..].TrimStart([.. DashCharacters]));
    }

    /// <summary>每季度, 每年1月底前, 每月5日前</summary>
    static TimeLimit? Periodic(string words, int? year)
    {
        foreach (var period in Periods)
            if (words.StartsWith(period, StringComparison.Ordinal) && NamesADay(words[period.Length..]))
                return new(words, TimeLimitKind.Periodic, null);
        return null;
    }

    static bool NamesADay(string rest) =>
        rest is "" or "度" or "末" or "末前" or "底" or "底前" or "一次" or "1次" or "报送" or "开展"
        || DateWord.At(rest, 0, null) is { } date && date.Length == rest.Length
        || HanNumber.At(rest, 0) is var (_, length) && rest[length..] is "日" or "日前" or "号前" or "次";

    /// <summary>印发后30日内, 公布之日起20个工作日内, 3年内</summary>
    static TimeLimit? Relative(string words, int? year)
    {
        var after = Math.Max(words.LastIndexOf('后'), words.LastIndexOf('起'));
        return TimeWithin.At(words, after + 1) is var (_, _, length) && after + 1 + length == words.Length
            ? new(words, TimeLimitKind.Relative, null)
            : null;
    }
}
