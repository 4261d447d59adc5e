using NodaTime;
using Tracker.Domain.Notices;
using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

sealed class LadderTests
{
    static readonly LocalDate Dispatched = Day("2018-06-11");
    static readonly OpenDate YearEnd = new(DateNature.Report, "年度落实情况", Day("2018-12-15"), Dispatched);
    static readonly OpenDate LastDay = new(DateNature.Due, "办结", Day("2018-12-31"), Dispatched, EndOfWholeYear: true);

    static string Rungs(IEnumerable<ReminderStep> steps) =>
        string.Join(" ", steps.Select(s => $"{s.Level.Chinese()}{s.On.Month}-{s.On.Day}"));

    static IReadOnlyList<ReminderStep> For(OpenDate open) => Ladder.For(open, LadderRule.Default, Calendar);

    [Test]
    public void Heads_up_ten_five_and_one_day_before_then_a_nudge_then_an_order()
    {
        Assert.That(Rungs(For(YearEnd)), Is.EqualTo("提醒11-30 提醒12-7 提醒12-13 催办12-17 督办12-20"));
        Assert.That(Rungs(For(LastDay)), Is.EqualTo("提醒12-17 提醒12-24 提醒12-28 催办1-2 督办1-7"));
    }

    [Test]
    public void Each_rung_says_what_it_is_about()
    {
        Assert.That(For(YearEnd)[3], Is.EqualTo(new ReminderStep(ReminderLevel.Nudge, ReminderCause.Report, "年度落实情况", Day("2018-12-15"), 0, Day("2018-12-17"))));
        Assert.That(For(YearEnd).Select(s => s.DaysBefore), Is.EqualTo(new[] { 10, 5, 1, 0, 0 }));
        Assert.That(For(LastDay).Select(s => s.Cause), Is.All.EqualTo(ReminderCause.Limit));
    }

    [TestCase("2018-06-11", "催办6-14 督办6-20")]   // over 端午节
    [TestCase("2018-06-15", "催办6-21 督办6-26")]
    public void Unsigned_is_nudged_after_three_days(string dispatchedOn, string rungs) =>
        Assert.That(Rungs(Ladder.ForUnsigned(Day(dispatchedOn), LadderRule.Default, Calendar)), Is.EqualTo(rungs));

    [Test]
    public void No_rung_lies_before_the_unit_had_the_item() =>
        Assert.That(Rungs(For(new(DateNature.Due, "办结", Day("2018-06-20"), Dispatched))), Is.EqualTo("提醒6-12 提醒6-19 催办6-21 督办6-26"));

    [Test]
    public void Every_rung_falls_on_a_working_day()
    {
        foreach (var on in Day("2018-01-01").Through(Day("2018-12-31")))
            Assert.That(For(YearEnd with { On = on, StartsOn = Day("2017-11-01") }).Select(s => Calendar.IsWorkday(s.On)), Is.All.True, $"{on}");
    }

    [TestCase(ReminderLevel.HeadsUp, "2018-12-06", false)]
    [TestCase(ReminderLevel.HeadsUp, "2018-12-07", true)]
    [TestCase(ReminderLevel.HeadsUp, "2018-12-10", true)]    // the job was down on its day
    [TestCase(ReminderLevel.HeadsUp, "2018-12-16", false)]   // of a date that has passed nobody is warned
    [TestCase(ReminderLevel.Nudge, "2018-12-16", true)]
    public void A_missed_rung_stays_due(ReminderLevel level, string today, bool due) =>
        Assert.That(new ReminderStep(level, ReminderCause.Report, "年度落实情况", Day("2018-12-15"), 5, Day("2018-12-07")).IsDueOn(Day(today)), Is.EqualTo(due));

    [Test]
    public void An_assignment_climbs_for_all_it_has_not_answered()
    {
        var unsigned = new AssignmentFacts(Dispatched, [YearEnd, LastDay]);
        Assert.That(Ladder.For(unsigned, LadderRule.Default, Calendar), Has.Count.EqualTo(12));
        Assert.That(Ladder.For(unsigned with { AcknowledgedOn = Dispatched }, LadderRule.Default, Calendar), Has.Count.EqualTo(10));
    }

    [Test]
    public void What_was_submitted_or_has_ended_is_left_in_peace()
    {
        var facts = new AssignmentFacts(Dispatched, [YearEnd, LastDay]);
        Assert.That(Ladder.For(facts with { SubmittedOn = Day("2018-12-03") }, LadderRule.Default, Calendar), Is.Empty);
        Assert.That(Ladder.For(facts with { End = new(Day("2018-12-03"), Ending.Done) }, LadderRule.Default, Calendar), Is.Empty);
    }

    [TestCase(Ending.Done)]
    [TestCase(Ending.Transferred)]      // another unit was given the part
    [TestCase(Ending.Exempt)]
    [TestCase(Ending.Withdrawn)]
    [TestCase(Ending.PeriodClosed)]
    public void Only_a_submission_a_later_date_or_an_end_stops_it_and_an_answer_does_not(Ending how)
    {
        var facts = new AssignmentFacts(Dispatched, [LastDay]) { AcknowledgedOn = Dispatched };
        Assert.That(Ladder.For(facts with { End = new(Day("2019-01-03"), how) }, LadderRule.Default, Calendar), Is.Empty);
        Assert.That(Ladder.For(facts with { NudgeAnswers = [new(ReminderCause.Limit, LastDay.On, Day("2019-01-03"))] }, LadderRule.Default, Calendar), Has.Count.EqualTo(5));
    }

    [Test]
    public void A_number_that_is_short_reminds_nobody_since_it_has_no_day() =>
        Assert.That(Ladder.For(new AssignmentFacts(Dispatched, []) { AcknowledgedOn = Dispatched, Counts = [new(1, new("1年内应不少于2次", ObligationRule.Frequency, null, 2, "year", null), 2018, Dispatched, 0, 0)] },
            LadderRule.Default, Calendar), Is.Empty);

    // Of a date that has passed nobody is warned, but a missed chase stays due.
    [TestCase("2018-12-13", 3)]
    [TestCase("2018-12-14", 3)]
    [TestCase("2018-12-17", 1)]
    [TestCase("2018-12-19", 1)]
    [TestCase("2018-12-20", 2)]
    public void On_each_day_those_rungs_are_due_that_have_come(string today, int due) =>
        Assert.That(For(YearEnd).Count(s => s.IsDueOn(Day(today))), Is.EqualTo(due));

    [Test]
    public void While_the_office_owes_an_answer_nobody_is_chased_and_for_a_new_date_it_begins_again()
    {
        var facts = new AssignmentFacts(Dispatched, [LastDay]) { AcknowledgedOn = Dispatched };
        Assert.That(Ladder.For(facts with { Asking = new(RequestKind.Extension, Day("2018-12-20"), true) }, LadderRule.Default, Calendar), Is.Empty);
        Assert.That(Ladder.For(facts with { Asking = new(RequestKind.Extension, Day("2019-01-03"), false) }, LadderRule.Default, Calendar), Has.Count.EqualTo(5));
        var putOff = LastDay.PutOff(new(Day("2019-01-31"), Day("2019-01-25"), 0));
        Assert.That(Rungs(For(putOff)), Is.EqualTo("提醒1-30 催办2-1 督办2-11"));
    }

    [TestCase("2019-01-02", "2018-12-31", ReminderCause.Limit, "提醒12-17 提醒12-24 提醒12-28 催办1-2 督办1-14")]
    [TestCase("2019-01-07", "2018-12-31", ReminderCause.Limit, "提醒12-17 提醒12-24 提醒12-28 催办1-2 督办1-14")]
    [TestCase("2019-01-08", "2018-12-31", ReminderCause.Limit, "提醒12-17 提醒12-24 提醒12-28 催办1-2 督办1-7")]     // the order was out
    [TestCase("2019-01-02", "2018-12-15", ReminderCause.Limit, "提醒12-17 提醒12-24 提醒12-28 催办1-2 督办1-7")]     // it answered for another date
    [TestCase("2019-01-02", "2018-12-31", ReminderCause.Report, "提醒12-17 提醒12-24 提醒12-28 催办1-2 督办1-7")]
    public void An_answer_holds_the_order_back_five_days_once_a_date(string answeredOn, string about, ReminderCause cause, string rungs)
    {
        var facts = new AssignmentFacts(Dispatched, [LastDay]) { AcknowledgedOn = Dispatched, NudgeAnswers = [new(cause, Day(about), Day(answeredOn))] };
        Assert.That(Rungs(Ladder.For(facts, LadderRule.Default, Calendar)), Is.EqualTo(rungs));
    }

    [Test]
    public void After_a_return_the_ladder_runs_to_the_correction_date()
    {
        var facts = new AssignmentFacts(Dispatched, [LastDay])
        {
            AcknowledgedOn = Dispatched, TimesReturned = 1, Correction = new(Day("2018-12-28"), Day("2019-01-08")),
        };
        Assert.That(Rungs(Ladder.For(facts, LadderRule.Default, Calendar)), Is.EqualTo("提醒12-29 提醒1-7 催办1-9 督办1-14"));
    }
}
