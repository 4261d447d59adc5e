using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.Notices;
using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

sealed class LampTests
{
    static readonly LocalDate Dispatched = Day("2018-06-11");

    static OpenDate Limit(string on, string? startsOn = null) =>
        new(DateNature.Due, "办结", Day(on), startsOn is null ? Dispatched : Day(startsOn));
    static OpenDate Report(string on) => new(DateNature.Report, "三季度进展", Day(on), Dispatched);

    static AssignmentFacts Signed(params OpenDate[] open) => new(Dispatched, open) { AcknowledgedOn = Dispatched };
    static AssignmentFacts Unsigned(params OpenDate[] open) => new(Dispatched, open);

    static LampVerdict On(AssignmentFacts facts, string date) => Lamp.On(facts, LampRule.Default, Calendar, Day(date));

    static void Shows(AssignmentFacts facts, string date, Lamp lamp, string words, string? recheckOn)
    {
        var verdict = On(facts, date);
        Assert.That((verdict.Lamp, verdict.InWords(Day(date), Calendar), verdict.RecheckOn),
            Is.EqualTo((lamp, words, DayOrNull(recheckOn))));
    }

    [TestCase("2018-11-29", Lamp.Green, "剩余11个工作日，待提交办结", "2018-11-30")]
    [TestCase("2018-11-30", Lamp.Yellow, "剩余10个工作日，未提交办结", "2018-12-16")]
    [TestCase("2018-12-06", Lamp.Yellow, "剩余6个工作日，未提交办结", "2018-12-16")]
    [TestCase("2018-12-14", Lamp.Yellow, "剩余0个工作日，未提交办结", "2018-12-16")]
    [TestCase("2018-12-15", Lamp.Yellow, "今日到期，未提交办结", "2018-12-16")]
    [TestCase("2018-12-16", Lamp.Red, "已过期，未提交办结", null)]       // a Sunday: late by no working day yet
    [TestCase("2018-12-19", Lamp.Red, "逾期3个工作日，未提交办结", null)]
    public void A_limit_warns_ten_days_before_and_is_red_the_day_after(string date, Lamp lamp, string words, string? recheckOn) =>
        Shows(Signed(Limit("2018-12-15")), date, lamp, words, recheckOn);

    [TestCase("2018-06-15", "2018-06-29", 9, 2)]
    [TestCase("2018-06-11", "2018-07-20", 28, 8)]
    [TestCase("2018-06-11", "2018-08-06", 39, 11)]
    [TestCase("2018-06-11", "2018-08-07", 40, 10)]
    public void A_short_span_warns_in_its_last_thirty_percent(string from, string until, int span, int warning)
    {
        var limit = Limit(until, from);
        Assert.That(Calendar.WorkdaysAfter(Day(from), Day(until)), Is.EqualTo(span));
        var firstYellow = Calendar.AddWorkdays(Day(until), -warning).Date;
        Assert.That(On(Signed(limit), $"{firstYellow:yyyy-MM-dd}").Lamp, Is.EqualTo(Lamp.Yellow));
        Assert.That(On(Signed(limit), $"{firstYellow.PlusDays(-1):yyyy-MM-dd}").Lamp, Is.EqualTo(Lamp.Green));
    }

    [TestCase("2018-12-28", Lamp.Green, "剩余1个工作日，待提交办结", "2019-01-01")]
    [TestCase("2018-12-31", Lamp.Green, "今日到期，待提交办结", "2019-01-01")]
    [TestCase("2019-01-01", Lamp.Red, "已过期，未提交办结", null)]
    [TestCase("2019-01-15", Lamp.Red, "逾期10个工作日，未提交办结", null)]
    public void The_end_of_the_whole_year_gives_no_warning(string date, Lamp lamp, string words, string? recheckOn) =>
        Shows(Signed(Limit("2018-12-31") with { EndOfWholeYear = true }), date, lamp, words, recheckOn);

    [TestCase("2018-09-30", Lamp.Green, "今日到期，待提交三季度进展", "2018-10-08")]
    [TestCase("2018-10-07", Lamp.Green, "已过期，待提交三季度进展", "2018-10-08")]
    [TestCase("2018-10-08", Lamp.Yellow, "逾期1个工作日，未提交三季度进展", "2018-10-15")]
    [TestCase("2018-10-14", Lamp.Yellow, "逾期5个工作日，未提交三季度进展", "2018-10-15")]
    [TestCase("2018-10-15", Lamp.Red, "逾期6个工作日，未提交三季度进展", null)]
    public void A_report_is_yellow_when_late_and_red_after_five_days(string date, Lamp lamp, string words, string? recheckOn) =>
        Shows(Signed(Report("2018-09-30")), date, lamp, words, recheckOn);

    [TestCase("2018-06-13", Lamp.Green, "没有待报送的节点", "2018-06-14")]
    [TestCase("2018-06-14", Lamp.Yellow, "未签收，交办已超过2个工作日", "2018-06-20")]
    [TestCase("2018-06-18", Lamp.Yellow, "未签收，交办已超过2个工作日", "2018-06-20")]
    [TestCase("2018-06-19", Lamp.Yellow, "未签收，交办已超过2个工作日", "2018-06-20")]   // the fifth day: 06-18 is a holiday
    [TestCase("2018-06-20", Lamp.Red, "逾期未签收，交办已超过5个工作日", null)]
    public void Unsigned_is_yellow_after_two_days_and_red_after_five(string date, Lamp lamp, string words, string? recheckOn) =>
        Shows(Unsigned(), date, lamp, words, recheckOn);

    [Test]
    public void A_limit_past_outweighs_a_report_that_is_a_little_late() =>
        Shows(Signed(Report("2018-09-30"), Limit("2018-10-09")), "2018-10-10", Lamp.Red, "逾期1个工作日，未提交办结", null);

    [TestCase(1, Lamp.Green, "剩余58个工作日，待提交办结")]
    [TestCase(2, Lamp.Yellow, "已退回2次")]
    [TestCase(3, Lamp.Yellow, "已退回3次")]
    public void Returned_twice_is_yellow(int times, Lamp lamp, string words) =>
        Shows(Signed(Limit("2018-12-31") with { EndOfWholeYear = true }) with { TimesReturned = times }, "2018-10-10", lamp, words, "2019-01-01");

    // 10, or fewer: a limit that leaves more than 40 days has no shorter warning, and none at all where it is the end of 全年.
    [TestCase("2018-12-14", false, Lamp.Green)]
    [TestCase("2018-12-17", false, Lamp.Yellow)]
    [TestCase("2018-12-17", true, Lamp.Green)]
    [TestCase("2018-12-31", true, Lamp.Green)]
    public void A_day_of_the_notice_warns_before_the_last_of_December_and_the_end_of_the_whole_year_does_not(string date, bool wholeYear, Lamp lamp) =>
        Assert.That(On(Signed(Limit("2018-12-31") with { EndOfWholeYear = wholeYear }), date).Lamp, Is.EqualTo(lamp));

    [Test]
    public void The_clock_starts_at_dispatch_whenever_the_unit_signed()
    {
        var limit = Limit("2018-07-20");
        foreach (var date in Dispatched.Through(Day("2018-07-31")).Where(d => d >= Day("2018-06-29")))
            Assert.That(Lamp.On(Signed(limit), LampRule.Default, Calendar, date), Is.EqualTo(Lamp.On(Signed(limit) with { AcknowledgedOn = Day("2018-06-29") }, LampRule.Default, Calendar, date)));
    }

    // 2018-12-20 is past the limit; what each row of the table finds stands above all that comes after it.
    [Test]
    public void The_first_row_that_fits_wins()
    {
        var overdue = Unsigned(Limit("2018-12-15"), Report("2018-09-30")) with { TimesReturned = 2, AwaitsTrigger = true, Counts = [Twice(0)] };
        Assert.That(On(overdue, "2018-12-20").Reason, Is.EqualTo("未提交办结"), "the limit before the report and the signature");
        var asked = Asked(overdue, "2018-12-19");
        Assert.That(On(asked, "2018-12-20").Reason, Is.EqualTo("申请延期，待答复"));
        var submitted = asked with { SubmittedOn = Day("2018-12-19") };
        Assert.That(On(submitted, "2018-12-20").Reason, Is.EqualTo("逾期3个工作日提交，待审核"));
        var suspended = submitted with { Suspended = new(Day("2019-01-10")) };
        Assert.That(On(suspended, "2018-12-20").Reason, Is.EqualTo("暂缓，2019年1月10日复核"));
        Assert.That(On(suspended with { End = new(Day("2018-12-20"), Ending.Withdrawn) }, "2018-12-20").Reason, Is.EqualTo("2018年12月20日撤销"));
    }

    [TestCase("2018-10-10", "未提交三季度进展")]    // two days late: yellow, and so before what was returned
    [TestCase("2018-09-28", "已退回2次")]
    public void Among_warnings_the_date_speaks_first(string date, string reason)
    {
        var verdict = On(Signed(Report("2018-09-30")) with { TimesReturned = 2, Counts = [Twice(0)] }, date);
        Assert.That((verdict.Lamp, verdict.Reason), Is.EqualTo((Lamp.Yellow, reason)));
    }

    static ObligationCount Twice(int done) => new(1, new("1年内应不少于2次", ObligationRule.Frequency, null, 2, "year", null), 2018, Dispatched, done, 0);

    [TestCase("2018-09-30", 1, Lamp.Green, "没有待报送的节点", "2018-10-01")]
    [TestCase("2018-10-01", 1, Lamp.Yellow, "全年不少于2次，已报1次", "2019-01-01")]
    [TestCase("2018-12-31", 1, Lamp.Yellow, "全年不少于2次，已报1次", "2019-01-01")]
    [TestCase("2019-01-01", 1, Lamp.Red, "全年不少于2次，已报1次", null)]
    [TestCase("2018-10-01", 2, Lamp.Green, "没有待报送的节点", null)]
    [TestCase("2019-01-01", 2, Lamp.Green, "没有待报送的节点", null)]
    public void A_number_that_is_short_is_yellow_from_October_and_red_after_the_year(string date, int done, Lamp lamp, string words, string? recheckOn) =>
        Shows(Signed() with { Counts = [Twice(done)] }, date, lamp, words, recheckOn);

    [TestCase(1, "已申请阶段办结，待审核（全年不少于2次，已报1次）")]
    [TestCase(2, "已申请阶段办结，待审核")]
    public void Who_applies_for_the_years_closing_is_told_what_it_lacks(int done, string words) =>
        Shows(Signed() with { SubmittedOn = Day("2018-12-12"), AppliesForPeriod = true, Counts = [Twice(done)] }, "2018-12-20", Lamp.Blue, words, null);

    [Test]
    public void What_counts_no_time_or_waits_for_the_office_is_not_short_of_anything()
    {
        var few = Signed() with { Counts = [Twice(0)] };
        Assert.That(On(few, "2019-02-01").Lamp, Is.EqualTo(Lamp.Red));
        Assert.That(On(few with { AwaitsTrigger = true }, "2019-02-01").Lamp, Is.EqualTo(Lamp.Grey));
        Assert.That(On(few with { AwaitsEvent = "会" }, "2019-02-01").Lamp, Is.EqualTo(Lamp.Grey));
        Assert.That(On(few with { Suspended = new(Day("2019-03-01")) }, "2019-02-01").Lamp, Is.EqualTo(Lamp.Grey));
        Assert.That(On(few with { SubmittedOn = Day("2018-12-10") }, "2019-02-01").Lamp, Is.EqualTo(Lamp.Blue));
        Assert.That(On(Asked(few, "2019-01-31"), "2019-02-01").Lamp, Is.EqualTo(Lamp.Blue));
        Assert.That(On(few with { End = new(Day("2019-01-10"), Ending.PeriodClosed) }, "2019-02-01").Lamp, Is.EqualTo(Lamp.Green));
    }

    [Test]
    public void What_counts_from_an_event_is_grey_until_the_event_is_recorded() =>
        Shows(Signed() with { AwaitsEvent = "会" }, "2018-07-02", Lamp.Grey, "待事件：“会”后起算，尚未登记", null);

    [TestCase("2018-12-10", "已提交，待审核")]
    [TestCase("2018-12-15", "已提交，待审核")]
    [TestCase("2018-12-16", "已提交，待审核")]         // a Sunday
    [TestCase("2018-12-17", "逾期1个工作日提交，待审核")]
    [TestCase("2018-12-19", "逾期3个工作日提交，待审核")]
    public void What_waits_for_the_office_is_blue_and_says_how_late_it_came(string submittedOn, string words) =>
        Shows(Signed(Limit("2018-12-15")) with { SubmittedOn = Day(submittedOn) }, "2019-03-01", Lamp.Blue, words, null);

    [TestCase(Ending.Done, Lamp.Green, "2018年12月20日完成")]
    [TestCase(Ending.NotReported, Lamp.Green, "事项已办结，本单位未反馈")]
    [TestCase(Ending.ClosedUndone, Lamp.Grey, "事项已办结，本单位未完成")]
    [TestCase(Ending.Transferred, Lamp.Grey, "2018年12月20日移交其他单位")]
    [TestCase(Ending.Exempt, Lamp.Grey, "2018年12月20日办公厅同意不涉及")]
    [TestCase(Ending.Released, Lamp.Grey, "2018年12月20日起不再承办")]
    [TestCase(Ending.PeriodClosed, Lamp.Green, "2018年12月20日阶段办结")]
    [TestCase(Ending.Withdrawn, Lamp.Grey, "2018年12月20日撤销")]
    [TestCase(Ending.Superseded, Lamp.Grey, "2018年12月20日并入其他任务")]
    [TestCase(Ending.Archived, Lamp.Grey, "2018年12月20日归档，没有办结")]
    public void What_has_ended_keeps_its_lamp(Ending how, Lamp lamp, string words)
    {
        var facts = Unsigned(Limit("2018-12-15")) with { End = new(Day("2018-12-20"), how) };
        Shows(facts, "2019-03-01", lamp, words, null);
        Assert.That(On(facts, "2019-03-01").Ended);
    }

    [TestCase("2018-12-20", "暂缓，2019年1月10日复核", "2019-01-10")]
    [TestCase("2019-01-10", "暂缓已到复核日，等待办公厅决定", null)]
    public void What_is_put_off_counts_no_time_and_comes_back_on_its_day(string on, string words, string? recheck) =>
        Shows(Signed(Limit("2018-12-15")) with { Suspended = new(Day("2019-01-10")) }, on, Lamp.Grey, words, recheck);

    [TestCase("2018-09-28", Lamp.Grey, "适时办理，条件尚未具备", "2018-10-01")]
    [TestCase("2018-10-01", Lamp.Green, "剩余5个工作日，待提交条件是否具备的答复", "2018-10-15")]
    [TestCase("2018-10-15", Lamp.Yellow, "逾期1个工作日，未提交条件是否具备的答复", "2018-10-22")]
    [TestCase("2018-10-22", Lamp.Red, "逾期6个工作日，未提交条件是否具备的答复", null)]
    public void The_question_of_a_quarter_is_a_report_like_others(string on, Lamp lamp, string words, string? recheck)
    {
        var question = TriggerQuestion.Of(2018, Day("2018-08-01"), Calendar).Single();
        Assert.That(question, Is.EqualTo(new TriggerQuestion(Day("2018-10-01"), Day("2018-10-12"))), "eight days off");
        Shows(Signed(OpenDate.Of(question)) with { AwaitsTrigger = true }, on, lamp, words, recheck);
    }

    [TestCase(false, Lamp.Green)]
    [TestCase(true, Lamp.Grey)]
    public void Awaiting_its_trigger_is_grey_once_the_question_of_the_quarter_is_answered(bool answered, Lamp lamp)
    {
        var question = OpenDate.Of(TriggerQuestion.Of(2018, Day("2018-08-01"), Calendar).Single());
        Assert.That(On((answered ? Signed() : Signed(question)) with { AwaitsTrigger = true }, "2018-10-09").Lamp, Is.EqualTo(lamp));
    }

    [Test]
    public void Awaiting_its_trigger_is_grey_until_a_report_is_late()
    {
        var facts = Signed(Report("2018-09-30")) with { AwaitsTrigger = true };
        Shows(facts, "2018-09-03", Lamp.Grey, "适时办理，条件尚未具备", "2018-10-08");
        Assert.That(On(facts, "2018-10-08").Lamp, Is.EqualTo(Lamp.Yellow));
    }

    [TestCase("2018-12-28", "2018-12-31", "2019-01-07")]   // five working days after the return
    [TestCase("2018-11-01", "2018-12-31", "2018-12-31")]   // never before the due date
    [TestCase("2018-11-01", null, "2018-11-08")]
    public void A_return_sets_a_correction_date(string returnedOn, string? due, string expected) =>
        Assert.That(Correction.After(Day(returnedOn), DayOrNull(due), Calendar).DueOn, Is.EqualTo(Day(expected)));

    [TestCase("2019-01-04", Lamp.Green, "剩余2个工作日，待提交补办结果", "2019-01-07")]
    [TestCase("2019-01-07", Lamp.Yellow, "剩余1个工作日，未提交补办结果", "2019-01-09")]
    [TestCase("2019-01-10", Lamp.Red, "逾期2个工作日，未提交补办结果", null)]
    public void The_correction_date_takes_the_place_of_the_limit(string date, Lamp lamp, string words, string? recheckOn) =>
        Shows(Signed(Limit("2018-12-31")) with { TimesReturned = 1, Correction = new(Day("2018-12-29"), Day("2019-01-08")) },
            date, lamp, words, recheckOn);

    [TestCase("2019-01-08", "已提交，待审核")]
    [TestCase("2019-01-10", "逾期2个工作日提交，待审核")]   // the days with the office and for putting it right are not among them
    public void Lateness_after_a_return_counts_from_the_correction_date(string submittedOn, string words) =>
        Shows(Signed(Limit("2018-12-15")) with { TimesReturned = 1, Correction = new(Day("2018-12-29"), Day("2019-01-08")), SubmittedOn = Day(submittedOn) },
            "2019-01-15", Lamp.Blue, words, null);

    static AssignmentFacts Asked(AssignmentFacts facts, string on, bool inTime = true, RequestKind kind = RequestKind.Extension) =>
        facts with { Asking = new(kind, Day(on), inTime) };

    // 2018-12-06 is a Thursday: the office answers by Monday.
    [TestCase("2018-12-06", "申请延期，待答复", "2018-12-11")]
    [TestCase("2018-12-10", "申请延期，待答复", "2018-12-11")]
    [TestCase("2018-12-11", "逾期1个工作日，办公厅未答复（申请延期）", null)]
    [TestCase("2018-12-20", "逾期8个工作日，办公厅未答复（申请延期）", null)]
    public void What_was_asked_in_time_stops_the_clock_and_after_two_days_the_office_is_late(string date, string words, string? recheckOn) =>
        Shows(Asked(Signed(Limit("2018-12-15")), "2018-12-06"), date, Lamp.Blue, words, recheckOn);

    [TestCase(RequestKind.Reassignment, "申请调整责任单位，待答复")]
    [TestCase(RequestKind.Exemption, "申请不涉及，待答复")]
    public void A_unit_that_asks_instead_of_signing_is_not_chased_for_its_signature(RequestKind kind, string words) =>
        Shows(Asked(Unsigned(), "2018-06-20", kind: kind), "2018-06-22", Lamp.Blue, words, "2018-06-25");

    [Test]
    public void What_was_asked_after_the_date_stays_red() =>
        Shows(Asked(Signed(Limit("2018-12-15")), "2018-12-19", inTime: false), "2018-12-20", Lamp.Red, "逾期4个工作日，未提交办结，已申请延期", null);

    [Test]
    public void What_is_submitted_while_an_answer_is_awaited_waits_for_the_review() =>
        Shows(Asked(Signed(Limit("2018-12-15")), "2018-12-10") with { SubmittedOn = Day("2018-12-12") }, "2018-12-13", Lamp.Blue, "已提交，待审核", null);

    [TestCase("2018-12-28", Lamp.Green, "剩余11个工作日，待提交办结（延期前逾期3个工作日）", "2019-01-08")]
    [TestCase("2019-01-16", Lamp.Red, "逾期1个工作日，未提交办结（延期前逾期3个工作日）", null)]
    public void A_date_put_off_runs_anew_and_earlier_lateness_stays(string date, Lamp lamp, string words, string? recheckOn) =>
        Shows(Signed(Limit("2018-12-15").PutOff(new(Day("2019-01-15"), Day("2018-12-20"), 3))) with { LateBefore = 3 }, date, lamp, words, recheckOn);

    [Test]
    public void Putting_the_due_date_off_beyond_the_correction_date_takes_its_place() =>
        Shows(Signed(Limit("2019-02-28", "2019-01-08")) with { TimesReturned = 1, Correction = new(Day("2018-12-29"), Day("2019-01-08")) },
            "2019-01-10", Lamp.Green, "剩余32个工作日，待提交办结", "2019-02-14");

    [TestCase("2018-12-20", "2018-12-12", "2018-12-20")]   // more than three days remain anyway
    [TestCase("2018-12-11", "2018-12-12", "2018-12-17")]
    [TestCase("2018-12-14", "2018-12-12", "2018-12-17")]
    public void After_a_refusal_three_working_days_remain_at_least(string due, string refusedOn, string remains) =>
        Assert.That(RequestKinds.AfterRefusal(Day(due), Day(refusedOn), LampRule.Default, Calendar), Is.EqualTo(Day(remains)));

    [Test]
    public void Thresholds_are_settings()
    {
        var strict = LampRule.Default with { Version = 2, NearDays = 20, UnsignedYellow = 0, ReportLateRed = 0 };
        Lamp By(LampRule rule, AssignmentFacts facts, string date) => Lamp.On(facts, rule, Calendar, Day(date)).Lamp;
        Assert.That(By(strict, Signed(Limit("2018-12-15")), "2018-11-16"), Is.EqualTo(Lamp.Yellow));
        Assert.That(By(strict, Unsigned(), "2018-06-12"), Is.EqualTo(Lamp.Yellow));
        Assert.That(By(strict, Signed(Report("2018-09-30")), "2018-10-08"), Is.EqualTo(Lamp.Red));
    }
}
