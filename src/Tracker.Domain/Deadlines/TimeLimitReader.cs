using System.Buffers;

namespace Tracker.Domain.Deadlines;

/// <summary>Reads the words of a time limit: those of a cell, a bracket or a limit line, not of a sentence.</summary>
public static class TimeLimitReader
{
    delegate LimitRead? Recogniser(string words, Years years);

    // Each looks at the whole of the words and answers or declines; none overlaps another.
    static readonly Recogniser[] Recognisers = [ByName, WholeYearOf, ByDate, FromOnly, ByRange, Periodic, ByRound, ByIssue, Relative];

    const string Separators = "；;，,、。/并且和及后";
    const string Marks = "；;，,、。 ";

    const int Longest = 60;

    static readonly Years AnyYear = new(2000, null);

    // Every limit has one of these; names of units, which are asked about most, have them seldom.
    static readonly SearchValues<char> Telling = SearchValues.Create("0123456789０１２３４５６７８９年月日号季周期时按常持续态立即尽视条根据滚待另未底末前汛节暑寒半马改适当早节假入会一二两");

    /// <summary>Whether the words are a limit and nothing else, whatever the year.</summary>
    public static bool Knows(ReadOnlySpan<char> words) => words.Length <= 2 * Longest && words.ContainsAny(Telling) && Read(words.ToString(), AnyYear) is not null;

    /// <summary>What the words mean, or null where they are no limit or hold more than limits.</summary>
    /// <param name="words">as written, without white space</param>
    public static LimitRead? Read(string words, Years years) => (Part(words, years) ?? Together(words, years))?.Of(words);

    static LimitRead? Part(string words, Years years)
    {
        if (words.Length is 0 or > Longest)
            return null;
        var trimmed = WithoutBrackets(words.Trim([.. Marks]));
        return Recognise(trimmed, years) ?? (LimitNames.WithoutOpening(trimmed) is var bare && bare.Length < trimmed.Length ? Recognise(bare, years) : null);
    }

    static LimitRead? Recognise(string words, Years years)
    {
        foreach (var recognise in Recognisers)
            if (recognise(words, years) is { } read)
                return read;
        return null;
    }

    static string WithoutBrackets(string words) =>
        words is ['(' or '（' or '“', _, .., ')' or '）' or '”'] && !words[1..^1].Any(c => c is '(' or '（' or ')' or '）' or '“' or '”') ? words[1..^1] : words;

    static LimitRead? ByName(string words, Years years) => LimitNames.KindOf(words) switch
    {
        null => null,
        TimeLimitKind.Ambiguous => LimitRead.Unsure(TimeLimitKind.Ambiguous, null, "没有写出日期，要另行确定"),
        { } kind => LimitRead.Sure(kind),
    };

    /// <summary>2023年全年: the plan's year as a whole, or another year's end.</summary>
    static LimitRead? WholeYearOf(string words, Years years)
    {
        var scan = new WordScan(words, 0);
        if (scan.TakeNumberBefore("年度", "年") is not (>= 1980 and <= 2100 and var year) || LimitNames.KindOf(words[scan.At..]) is not TimeLimitKind.WholeYear || !words.AsSpan(scan.At).StartsWith("全年"))
            return null;
        return years.Assumed is { } assumed && assumed != year ? LimitRead.Sure(TimeLimitKind.ByDate, new(year, 12, 31)) : LimitRead.Sure(TimeLimitKind.WholeYear);
    }

    static LimitRead? ByDate(string words, Years years)
    {
        var core = LimitNames.WithoutVerb(words);
        if (DateWord.At(core, 0, years.Assumed) is not { } date || date.Length != core.Length)
            return null;
        if (date.Form is DateForm.WithinYear && date.Year is null)
            return LimitRead.Sure(TimeLimitKind.WholeYear);
        var read = Day(date, years, y => DateWord.At(core, 0, y));
        return date is { Form: DateForm.FiveYearPlan, Bounded: false } ? AsRange(read) : read;
    }

    /// <summary>The day of a date; without a year of its own it takes one.</summary>
    static LimitRead Day(DateWord date, Years years, Func<int, DateWord?> inYear)
    {
        if (date.Either is var (early, late))
            return LimitRead.Unsure(TimeLimitKind.Ambiguous, null, date.Trouble!, [early, late]);
        if (date.Year is not null)
            return date.Trouble is null ? LimitRead.Sure(TimeLimitKind.ByDate, date.Last) : Troubled(date, date.Last);
        var (day, trouble, readings) = years.Settle(y => inYear(y)?.Last);
        return (date.Trouble ?? trouble) is null ? LimitRead.Sure(TimeLimitKind.ByDate, day)
            : date.Trouble is not null ? Troubled(date, day)
            : LimitRead.Unsure(day is null ? TimeLimitKind.Ambiguous : TimeLimitKind.ByDate, day, trouble!, readings);
    }

    static LimitRead Troubled(DateWord date, NodaTime.LocalDate? day) =>
        LimitRead.Unsure(day is null ? TimeLimitKind.Ambiguous : TimeLimitKind.ByDate, day, date.Trouble!);

    /// <summary>2018—2020年, 3月至6月; 1—12月 and 1—12月持续推进 are the whole year.</summary>
    static LimitRead? ByRange(string words, Years years)
    {
        var core = LimitNames.WithoutVerb(words);
        if (DateSpan.At(core, 0, years.Assumed) is not { } span
            || span.Length != core.Length && !(span.IsWholeYear && LimitNames.KindOf(core[span.Length..]) is TimeLimitKind.LongTerm))
            return null;
        if (span.IsWholeYear && (span.Last.Year is not { } year || years.Assumed is null || year == years.Assumed))
            return LimitRead.Sure(TimeLimitKind.WholeYear);
        return AsRange(Day(span.Last, years, y => DateSpan.At(core, 0, y)?.Last));
    }

    static LimitRead AsRange(LimitRead read) => read.Limit.Kind is not TimeLimitKind.ByDate ? read : read with
    {
        Limit = read.Limit with { Kind = TimeLimitKind.Range }, Readings = [.. read.Readings.Select(r => r with { Kind = TimeLimitKind.Range })],
    };

    /// <summary>2023年6月起, 自7月起长期坚持: only the beginning is written.</summary>
    static LimitRead? FromOnly(string words, Years years)
    {
        var scan = new WordScan(words, 0);
        scan.TakeAny("自", "从");
        if (DateWord.At(words, scan.At, years.Assumed) is not { Bounded: false } date)
            return null;
        scan.At += date.Length;
        if (!scan.TakeAny("开始", "起") || scan.At < words.Length && LimitNames.KindOf(words[scan.At..]) is not TimeLimitKind.LongTerm)
            return null;
        return LimitRead.Unsure(TimeLimitKind.LongTerm, null, "只写了开始时间，没有写完成时间，按长期读");
    }

    /// <summary>每季度, 每年1月底前, 每月5日前, 每半年一次</summary>
    static LimitRead? Periodic(string words, Years years) =>
        Recurrence.At(words, 0) is not { } period || !SaysNoMore(words[period.Length..]) ? null
        : PeriodicLimit.Trouble(words, period.NamesADay) is { } trouble ? LimitRead.Unsure(TimeLimitKind.Periodic, null, trouble) : LimitRead.Sure(TimeLimitKind.Periodic);

    static readonly string[] Acts = ["", "报送工作情况", "报送工作进展", "报送进展情况", "报送情况", "报送进展", "报告进展情况", "报告进展", "上报进展情况", "上报进展", "通报进展", "通报情况", "报送", "报告", "通报", "调度", "总结", "开展", "召开", "组织", "更新", "公布", "公开", "完成", "推进", "实施", "汇总", "上报"];

    /// <summary>一次, 至少2次, 报送一次: how often and what, without an object.</summary>
    static bool SaysNoMore(string rest)
    {
        var scan = new WordScan(rest, 0);
        scan.TakeAny("至少", "不少于");
        scan.TakeAny(Acts.AsSpan(1));
        scan.TakeAny("至少", "不少于");
        scan.TakeNumberBefore("次", "期");
        scan.TakeAny("以上");
        scan.TakeAny(Acts.AsSpan(1));
        return scan.IsAtEnd;
    }

    /// <summary>月调度, 季通报: what is done in each of them.</summary>
    static LimitRead? ByRound(string words, Years years)
    {
        var scan = new WordScan(words, 0);
        if (!scan.TakeAny("半年", "季度", "日", "周", "旬", "月", "季", "年"))
            return null;
        scan.TakeOne("一");
        return scan.TakeAny("调度", "通报", "督查", "督导", "总结", "汇总", "会商", "例会", "评估", "点评", "研判", "报告", "考核") && scan.IsAtEnd ? LimitRead.Sure(TimeLimitKind.Periodic) : null;
    }

    static LimitRead? ByIssue(string words, Years years) => FromIssue.Recognise(LimitNames.WithoutVerb(words), years);

    /// <summary>印发后30日内, 公布之日起20个工作日内, 3年内</summary>
    static LimitRead? Relative(string words, Years years) => RelativeLimit.RecognizeWhole(LimitNames.WithoutVerb(words)) switch
    {
        null => null,
        { EventAsWritten.Length: 0 } => LimitRead.Unsure(TimeLimitKind.Relative, null, "没有写起算日，按成文日期起算"),
        _ => LimitRead.Sure(TimeLimitKind.Relative),
    };

    /// <summary>Several limits in a row: 6月底前完成，长期坚持; 3月、6月、9月底前.</summary>
    static LimitRead? Together(string words, Years years)
    {
        var parts = new List<(string Words, LimitRead Read)>();
        for (var start = 0; start < words.Length;)
        {
            if (LongestAt(words, start, years) is not var (read, end))
                return null;
            parts.Add((words[start..end].Trim([.. Marks]), read));
            // 2023年6月底前、12月底前: the second takes the year of the first.
            if (read.Limit.Due is { } due)
                years = years with { Plan = due.Year, Several = false };
            start = end;
            while (start < words.Length && Separators.Contains(words[start])) start++;
        }
        return parts.Count < 2 ? null : LimitsTogether.Of(parts);
    }

    /// <summary>The longest limit from <paramref name="start"/> to a separator or the end.</summary>
    static (LimitRead, int)? LongestAt(string words, int start, Years years)
    {
        for (var end = Math.Min(words.Length, start + Longest); end > start; end--)
            if ((end == words.Length || Separators.Contains(words[end])) && Part(words[start..end], years) is { } read)
                return (read, end);
        return null;
    }
}
