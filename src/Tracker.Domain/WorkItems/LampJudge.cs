using NodaTime;
using Tracker.Domain.Deadlines;

namespace Tracker.Domain.WorkItems;

/// <summary>The rule of the lamps, which stands here and nowhere else.</summary>
public static class LampJudge
{
    extension(Lamp)
    {
        /// <summary>The lamp of an assignment on a day, from the facts known by the end of that day.</summary>
        public static LampVerdict On(AssignmentFacts facts, LampRule rule, WorkingCalendar calendar, LocalDate date)
        {
            var assignment = new Judged(facts, rule, calendar);
            var verdict = assignment.On(date);
            return verdict with { RecheckOn = assignment.NextChange(verdict, date) };
        }
    }

    /// <summary>One assignment before the judge: the rows of the table of lamps, one method a row, in its order.</summary>
    sealed class Judged(AssignmentFacts facts, LampRule rule, WorkingCalendar calendar)
    {
        readonly OpenDate[] _dates = [.. facts.DatesInForce().OrderBy(d => d.On)];

        public LampVerdict On(LocalDate date) =>
            Ended() ?? Suspended(date) ?? Submitted() ?? Asked(date) ?? Overdue(date) ?? Warned(date) ?? Waiting(date) ?? Normal(date);

        /// <summary>The first of the days on which something is crossed that makes a difference.</summary>
        public LocalDate? NextChange(LampVerdict verdict, LocalDate date)
        {
            if (facts.End is not null || facts is { SubmittedOn: not null, Suspended: null }) return null;
            foreach (var day in Thresholds().Where(d => d > date).Order())
                if (On(day) != verdict) return day;
            return null;
        }

        LampVerdict? Ended() => facts.End is not { } end ? null : end.How switch
        {
            Ending.Done => new(Lamp.Green, true, $"{end.On.Year}年{end.On.Month}月{end.On.Day}日完成", null, null),
            Ending.NotReported => new(Lamp.Green, true, "事项已办结，本单位未反馈", null, null),
            // The clock has stopped, but green would say that the work was done.
            Ending.ClosedUndone => new(Lamp.Grey, true, "事项已办结，本单位未完成", null, null),
            Ending.Transferred => new(Lamp.Grey, true, $"{end.On.Year}年{end.On.Month}月{end.On.Day}日移交其他单位", null, null),
            Ending.Exempt => new(Lamp.Grey, true, $"{end.On.Year}年{end.On.Month}月{end.On.Day}日办公厅同意不涉及", null, null),
            Ending.Released => new(Lamp.Grey, true, $"{end.On.Year}年{end.On.Month}月{end.On.Day}日起不再承办", null, null),
            Ending.PeriodClosed => new(Lamp.Green, true, $"{end.On.Year}年{end.On.Month}月{end.On.Day}日阶段办结", null, null),
            Ending.Withdrawn => new(Lamp.Grey, true, $"{end.On.Year}年{end.On.Month}月{end.On.Day}日撤销", null, null),
            Ending.Archived => new(Lamp.Grey, true, $"{end.On.Year}年{end.On.Month}月{end.On.Day}日归档，没有办结", null, null),
            Ending.Superseded => new(Lamp.Grey, true, $"{end.On.Year}年{end.On.Month}月{end.On.Day}日并入其他任务", null, null),
        };

        LampVerdict? Suspended(LocalDate date) => facts.Suspended is not { ReviewOn: var day } ? null
            : Verdict(Lamp.Grey, date < day ? $"暂缓，{day.Year}年{day.Month}月{day.Day}日复核" : "暂缓已到复核日，等待办公厅决定");

        LampVerdict? Submitted()
        {
            if (facts.SubmittedOn is not { } on) return null;
            var due = Array.FindLast(_dates, d => d.Nature == DateNature.Due)?.On;
            var late = due is { } day ? calendar.WorkdaysLate(day, on) : 0;
            return new(Lamp.Blue, false, late > 0 ? $"逾期{late}个工作日提交，待审核" : $"{(facts.AppliesForPeriod ? "已申请阶段办结" : "已提交")}，待审核{EarlierLate}{LackingInYear}", null, null);
        }

        // Who applies for the year's closing has said all that the year brought.
        string LackingInYear => facts.AppliesForPeriod && facts.Counts.Select(c => c.Lacking).FirstOrDefault(l => l is not null) is { } lacking ? $"（{lacking}）" : "";

        LampVerdict? Asked(LocalDate date)
        {
            if (facts.Asking is not { InTime: true }) return null;
            var (kind, answerBy) = (facts.Asking!.Kind.Chinese(), facts.Asking.AnswerBy(rule, calendar));
            return calendar.WorkdaysLate(answerBy, date) > 0
                ? new(Lamp.Blue, false, $"办公厅未答复（{kind}）", answerBy, null)
                : new(Lamp.Blue, false, $"{kind}，待答复", null, null);
        }

        LampVerdict? Overdue(LocalDate date)
        {
            var missing = Array.Find(_dates, d => d.IsLimit && date > d.On)
                ?? Array.Find(_dates, d => !d.IsLimit && LateBy(d, date) > rule.ReportLateRed);
            if (missing is not null) return Missing(Lamp.Red, missing);
            return UnsignedFor(date) > rule.UnsignedRed ? Verdict(Lamp.Red, $"逾期未签收，交办已超过{rule.UnsignedRed}个工作日")
                : TooFew(date, yearIsOver: true) is { } reason ? Verdict(Lamp.Red, reason) : null;
        }

        LampVerdict? Warned(LocalDate date)
        {
            var missing = Array.Find(_dates, d => d.IsLimit && IsNear(d, date))
                ?? Array.Find(_dates, d => !d.IsLimit && LateBy(d, date) > 0);
            if (missing is not null) return Missing(Lamp.Yellow, missing);
            if (UnsignedFor(date) > rule.UnsignedYellow) return Verdict(Lamp.Yellow, $"未签收，交办已超过{rule.UnsignedYellow}个工作日");
            return facts.TimesReturned >= rule.ReturnsYellow ? Verdict(Lamp.Yellow, $"已退回{facts.TimesReturned}次")
                : TooFew(date, yearIsOver: false) is { } reason ? Verdict(Lamp.Yellow, reason) : null;
        }

        string? TooFew(LocalDate date, bool yearIsOver) => facts.ShortOn(date, rule).FirstOrDefault(s => s.YearIsOver == yearIsOver)?.Reason;

        // Grey only while no question of a quarter stands open.
        LampVerdict? Waiting(LocalDate date) => facts.AwaitsTrigger && !Array.Exists(_dates, d => d.AsksTrigger && d.StartsOn <= date)
            ? Verdict(Lamp.Grey, "适时办理，条件尚未具备")
            : facts.AwaitsEvent is { } awaited ? Verdict(Lamp.Grey, $"待事件：“{awaited}”后起算，尚未登记") : null;

        LampVerdict Normal(LocalDate date) => Array.Find(_dates, d => !d.AsksTrigger || d.StartsOn <= date) is { } next
            ? new(Lamp.Green, false, $"待提交{next.What}{EarlierLate}", next.On, null)
            : Verdict(Lamp.Green, "没有待报送的节点");

        IEnumerable<LocalDate> Thresholds()
        {
            if (facts.Suspended is { } suspended)
            {
                yield return suspended.ReviewOn;
                yield break;
            }
            if (facts.ClockStands)
            {
                yield return calendar.AddWorkdays(facts.Asking!.AnswerBy(rule, calendar), 1).Date;
                yield break;
            }
            foreach (var question in _dates.Where(d => d.AsksTrigger))
                yield return question.StartsOn;
            foreach (var open in _dates)
                if (open.IsLimit)
                {
                    if (!open.EndOfWholeYear) yield return calendar.AddWorkdays(calendar.EffectiveWorkday(open.On), -WarningDays(open)).Date;
                    yield return open.On.PlusDays(1);
                }
                else
                {
                    yield return calendar.AddWorkdays(open.On, 1).Date;
                    yield return calendar.AddWorkdays(open.On, rule.ReportLateRed + 1).Date;
                }
            foreach (var day in facts.Counts.SelectMany(c => c.Thresholds(rule)))
                yield return day;
            if (facts.AcknowledgedOn is not null) yield break;
            yield return calendar.AddWorkdays(facts.DispatchedOn, rule.UnsignedYellow + 1).Date;
            yield return calendar.AddWorkdays(facts.DispatchedOn, rule.UnsignedRed + 1).Date;
        }

        bool IsNear(OpenDate limit, LocalDate date) =>
            !limit.EndOfWholeYear && calendar.WorkdaysAfter(date, limit.On) <= WarningDays(limit);

        int WarningDays(OpenDate limit)
        {
            var span = calendar.WorkdaysAfter(limit.StartsOn, limit.On);
            return span < rule.ShortSpanUnder ? span * rule.ShortSpanPercent / 100 : rule.NearDays;
        }

        int LateBy(OpenDate report, LocalDate date) => calendar.WorkdaysLate(report.On, date);

        int UnsignedFor(LocalDate date) => facts.AcknowledgedOn is null ? calendar.WorkdaysLate(facts.DispatchedOn, date) : 0;

        LampVerdict Missing(Lamp lamp, OpenDate open) => new(lamp, false, $"未提交{open.What}{AskedLate}{EarlierLate}", open.On, null);

        // Asked after the date: the office will answer, but the clock runs on.
        string AskedLate => facts.Asking is { InTime: false } asking ? $"，已{asking.Kind.Chinese()}" : "";

        string EarlierLate => facts.LateBefore > 0 ? $"（延期前逾期{facts.LateBefore}个工作日）" : "";

        static LampVerdict Verdict(Lamp lamp, string reason) => new(lamp, false, reason, null, null);
    }
}
