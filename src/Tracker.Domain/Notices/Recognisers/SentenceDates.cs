using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>A date found inside a sentence.</summary>
/// <param name="Due">last day, or null where the text alone does not settle it</param>
/// <param name="Trouble">why the date may be wrong, in Chinese; null where nothing speaks against it</param>
public sealed record DateFound(int Start, int Length, LocalDate? Due, string? Trouble);

/// <summary>The years a reader has at hand when a date is written without one.</summary>
public readonly record struct Years(int? Plan, LocalDate? IssuedOn)
{
    public int? Assumed => Plan ?? IssuedOn?.Year;
}

/// <summary>Finds the dates in sentences by which something must be done, and leaves those alone that bind nobody.</summary>
public static class SentenceDates
{
    /// <summary>A clause that opens so names what the duty rests on, and its dates are those of others.</summary>
    static readonly string[] Grounds = ["根据", "按照", "依据", "依照", "对照", "参照", "贯彻", "落实", "结合", "自从"];

    /// <summary>Before a date: it looks back, or says how long something is valid.</summary>
    static readonly string[] Backward = ["截至", "截止", "截止到", "截至到", "自", "从", "有效期至", "有效期到", "有效期", "执行至", "延续至", "比"];

    static readonly string[] BackwardDurations = ["近", "过去", "最近", "有效期", "连续", "满", "期限", "时限", "未来"];

    /// <summary>Close behind 年底 these make a yearly event of it and no limit: 年底目标考核, 年末严考核.</summary>
    static readonly string[] YearEndEvents = ["考核", "绩效", "总结", "决算", "评议", "评先", "述职"];
    const int CloseBehind = 5;

    public static IReadOnlyList<DateFound> In(string text, Years years)
    {
        var shown = Cited.Hide(text);
        var found = new List<DateFound>();
        int? yearBefore = null;
        foreach (var clause in Clause.Of(shown))
        {
            if (clause.OpensSentence)
                yearBefore = null;
            yearBefore = Scan(shown, clause, years, yearBefore, found);
        }
        return found;
    }

    /// <returns>the last year written in the sentence, which the next date without one takes</returns>
    static int? Scan(string text, Clause clause, Years years, int? yearBefore, List<DateFound> found)
    {
        for (var i = clause.Start; i < clause.End;)
        {
            if (!MayOpen(text, i))
                i++;
            else if (DateWord.At(text.AsSpan(0, clause.End), i, yearBefore ?? years.Assumed) is { } date)
            {
                if (IsLimit(text, clause, i, date, years))
                    found.Add(Found(text, i, date, years, yearBefore));
                yearBefore = date.Year ?? yearBefore;
                i += date.Length;
            }
            else
                i += Within(text, clause, i, years, found);
        }
        return yearBefore;
    }

    // 2018, 12月 and 十二月 begin with a number, the rest with one of these.
    static bool MayOpen(string text, int at) =>
        (HanNumber.IsDigit(text[at]) || HanNumber.IsHan(text[at]) || text[at] is '年' or '今' or '本' or '当' or '明' or '上' or '下' or '第')
        && (at == 0 || !(HanNumber.IsDigit(text[at - 1]) || HanNumber.IsHan(text[at - 1]) && text[at] is '年'));

    static DateFound Found(string text, int start, DateWord date, Years years, int? yearBefore)
    {
        var opens = start > 0 && text[start - 1] == '到' && date.Year is not null ? start - 1 : start;
        var trouble = date.Last is null ? "日期有两种读法或缺少年份"
            : date.Year is null && yearBefore is null && years.Plan is null ? "日期没有写年份，按成文年份读"
            : null;
        return new(opens, start - opens + date.Length, date.Last, trouble);
    }

    static bool IsLimit(string text, Clause clause, int start, DateWord date, Years years)
    {
        if (!date.Bounded && !(date.Form is DateForm.Year && start > clause.Start && text[start - 1] == '到' && start - 1 == clause.Start))
            return false;
        var before = text.AsSpan(clause.Start, start - clause.Start);
        var after = text.AsSpan(start + date.Length, Math.Min(CloseBehind, clause.End - start - date.Length));
        if (EndsWithAny(before, Backward) || RestsOnGrounds(before, text.AsSpan(start, clause.End - start)))
            return false;
        if (date.Form is DateForm.YearEnd && ContainsAny(after, YearEndEvents))
            return false;
        if (date.Form is DateForm.WithinYear && Frequencies.CountsTimes(text.AsSpan(start, clause.End - start)))
            return false;
        return date.Last is not { } last || years.Assumed is not { } year || last.Year >= year;
    }

    // 根据…主管部门年底前分别制定的…制度: the date belongs to what is cited, up to its 的.
    static bool RestsOnGrounds(ReadOnlySpan<char> before, ReadOnlySpan<char> rest) => StartsWithAny(before, Grounds) && rest.Contains('的');

    /// <summary>3年内, 6个月内: no event is named, so the day of issue is taken and doubted. 印发后30日内: the event is the notice's own.</summary>
    static int Within(string text, Clause clause, int at, Years years, List<DateFound> found)
    {
        if (TimeWithin.At(text.AsSpan(0, clause.End), at) is not var (count, unit, length))
            return 1;
        var before = text.AsSpan(clause.Start, at - clause.Start);
        if (NoticeEvent.StartIn(before) is { } start)
            found.Add(new(clause.Start + start, at + length - clause.Start - start, null, "自印发或公布之日起算，日期在复核时确定"));
        else if (unit is DurationUnit.Year or DurationUnit.Month && !EndsWithAny(before, BackwardDurations) && !EndsWithAny(before, ["后", "起"])
                 && !Frequencies.CountsTimes(text.AsSpan(at, clause.End - at)))
            found.Add(new(at, length, Later(years.IssuedOn, count, unit), "没有写起算日，按成文日期起算"));
        return length;
    }

    static LocalDate? Later(LocalDate? from, int count, DurationUnit unit) =>
        from?.Plus(unit is DurationUnit.Year ? Period.FromYears(Math.Min(count, 100)) : Period.FromMonths(Math.Min(count, 1200)));

    static bool EndsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.EndsWith(word))
                return true;
        return false;
    }

    static bool ContainsAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.StartsWith(word))
                return true;
        return false;
    }
}
