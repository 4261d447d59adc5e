using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices.Words;

namespace Tracker.Domain.Notices.Recognisers;

/// <summary>A date found inside a sentence.</summary>
/// <param name="Due">last day, or null where the text alone does not settle it</param>
/// <param name="Trouble">why the date may be wrong, in Chinese; null where nothing speaks against it</param>
/// <param name="Readings">the days it may be, where more than one is possible</param>
/// <param name="Perhaps">whether it may be no limit at all, but the day of an event</param>
public sealed record DateFound(int Start, int Length, LocalDate? Due, string? Trouble, IReadOnlyList<LocalDate> Readings, bool Perhaps)
{
    /// <summary>Whether it counts only as a step towards another date of the sentence.</summary>
    internal bool IsStep { get; init; }

    public int End => Start + Length;
}

/// <summary>Finds the dates in sentences by which something must be done, and leaves those alone that bind nobody.</summary>
public static class SentenceDates
{
    /// <param name="isLimitPlace">whether the words stand where a limit stands, so that every date in them is one</param>
    public static IReadOnlyList<DateFound> In(string text, Years years, bool isLimitPlace = false)
    {
        var scan = new Scan(Cited.Hide(text), years, isLimitPlace);
        foreach (var clause in Clause.Of(scan.Text))
            scan.Over(clause);
        scan.EndSentence();
        return scan.Found;
    }

    sealed class Scan(string text, Years years, bool isLimitPlace)
    {
        static readonly string[] BackwardDurations = ["压缩至", "压缩到", "压减至", "压减到", "缩短至", "缩短到", "缩减至", "减至", "降至", "降到", "控制在", "延长至", "不超过", "少于", "近", "过去", "最近", "有效期", "连续", "满", "期限", "时限", "未来", "今后", "每"];

        // The last year written in the sentence, which the next date without one takes.
        int? yearBefore;
        int sentence;

        public string Text => text;
        public List<DateFound> Found { get; } = [];

        public void Over(Clause clause)
        {
            if (clause.OpensSentence)
                EndSentence();
            for (var i = clause.Start; i < clause.End;)
                i += MayOpen(i) ? Take(clause, i) : 1;
        }

        /// <summary>Beside a date that is a limit, the days of events are the steps towards it: 9月底前获批，10月启动，年底前建成.</summary>
        public void EndSentence()
        {
            if (Found.Skip(sentence).Any(d => d is { Perhaps: false, IsStep: false }))
                for (var i = sentence; i < Found.Count; i++)
                    Found[i] = Found[i] with { Perhaps = false, IsStep = false };
            Found.RemoveAll(d => d.IsStep);
            (yearBefore, sentence) = (null, Found.Count);
        }

        // 2018, 12月 and 十二月 begin with a number, the rest with one of these.
        bool MayOpen(int at) =>
            (HanNumber.IsDigit(text[at]) || HanNumber.IsHan(text[at]) || Openings.Contains(text[at]))
            && (at == 0 || !(HanNumber.IsDigit(text[at - 1]) || HanNumber.IsHan(text[at - 1]) && text[at] is '年' or '月'));

        const string Openings = "年今本当明来翌次上下第前每按逐半“十元五劳七八国春清端中主汛入供采冬秋开学高寒暑放三全两";

        /// <returns>how many characters were looked at</returns>
        int Take(Clause clause, int at)
        {
            var sentence = text.AsSpan(0, clause.End);
            // What comes round again is an obligation.
            if (Recurrence.At(sentence, at) is { } round)
                return round.Length;
            if (DateSpan.At(sentence, at, yearBefore ?? years.Assumed) is { } span)
                return TakeDate(clause, at, span.Length, span.Last, true, y => DateSpan.At(text.AsSpan(0, clause.End), at, y)?.Last);
            if (DateWord.At(sentence, at, yearBefore ?? years.Assumed) is { } date)
                return TakeDate(clause, at, date.Length, date, false, y => DateWord.At(text.AsSpan(0, clause.End), at, y));
            return TakeDuration(clause, at);
        }

        int TakeDate(Clause clause, int at, int length, DateWord date, bool isSpan, Func<int, DateWord?> inYear)
        {
            var binds = isLimitPlace ? InLimitPlace(clause, at + length, date) : BindingDate.Of(text, clause, at, length, date, isSpan, years);
            if (binds is not Binding.No)
                Found.Add(DateAt(at, length, date, binds, inYear));
            // 2024年度预算 names the budget and not the year in which something is done.
            if (date.Form is not DateForm.FiveYearPlan && !(date.Form is DateForm.Year && text[at + length - 1] is '度'))
                yearBefore = date.Year ?? yearBefore;
            return length;
        }

        // 2024年春季学期前: what follows a bare year says more than the year, and a person must read it.
        Binding InLimitPlace(Clause clause, int end, DateWord date) =>
            date is { Form: DateForm.Year, Bounded: false } && end < clause.End && !BindingDate.Completes(text.AsSpan(end, clause.End - end)) ? Binding.No : Binding.Yes;

        DateFound DateAt(int at, int length, DateWord date, Binding binds, Func<int, DateWord?> inYear)
        {
            var start = at > 0 && text[at - 1] == '到' && date.Year is not null ? at - 1 : at;
            var (day, trouble, readings) = date.Year is not null || yearBefore is not null ? (date.Last, null, []) : years.Settle(y => inYear(y)?.Last);
            if (date.Either is var (early, late))
                readings = [early, late];
            return new(start, at + length - start, day, date.Trouble ?? trouble, readings, binds is Binding.Perhaps) { IsStep = binds is Binding.Step };
        }

        /// <summary>3年内, 6个月内: no event is named, so the day of issue is taken and doubted. 印发后30日内: the event is the notice's own.</summary>
        int TakeDuration(Clause clause, int at)
        {
            var words = text.AsSpan(0, clause.End);
            if ((TimeWithin.At(words, at) ?? TimeWithin.SpentAt(words, at)) is not var (count, unit, length))
                return 1;
            var before = text.AsSpan(clause.Start, at - clause.Start);
            if (NoticeEvent.StartIn(before) is { } start)
                Found.Add(new(clause.Start + start, at + length - clause.Start - start, null, "自印发或公布之日起算，日期在复核时确定", [], false));
            else if (IsLong(count, unit, text.AsSpan(at + length, clause.End - at - length)) && !before.EndsWithAny(BackwardDurations) && !before.EndsWithAny(["后", "起"])
                     && !Frequencies.CountsTimes(text.AsSpan(at, clause.End - at)))
                Found.Add(new(at, length, Later(count, unit), "没有写起算日，按成文日期起算", YearEnds(count, unit), false));
            return length;
        }

        /// <summary>Months and years, and days that are many enough to be a campaign's and not a service's: 100天内完成.</summary>
        static bool IsLong(int count, DurationUnit unit, ReadOnlySpan<char> following) => unit switch
        {
            DurationUnit.Year or DurationUnit.Month => !following.StartsWithAny(["不得", "不再", "未", "无", "没有", "禁止", "免"]),
            DurationUnit.Week or DurationUnit.Day or DurationUnit.WorkingDay => count * (unit is DurationUnit.Week ? 7 : 1) >= CampaignDays && unit is not DurationUnit.WorkingDay && BindingDate.Completes(following),
        };

        const int CampaignDays = 15;

        LocalDate? Later(int count, DurationUnit unit) => years.IssuedOn?.Plus(unit switch
        {
            DurationUnit.Year => Period.FromYears(Math.Min(count, 100)),
            DurationUnit.Month => Period.FromMonths(Math.Min(count, 1200)),
            DurationUnit.Week => Period.FromWeeks(Math.Min(count, 5000)),
            DurationUnit.Day or DurationUnit.WorkingDay => Period.FromDays(Math.Min(count, 36500)),
        });

        /// <summary>3年内 may count from the day of issue, or end with the third or the next calendar year.</summary>
        IReadOnlyList<LocalDate> YearEnds(int count, DurationUnit unit) =>
            unit is DurationUnit.Year && count < 100 && Later(count, unit) is { } later ? [later, new(later.Year - 1, 12, 31), new(later.Year, 12, 31)] : [];
    }
}
