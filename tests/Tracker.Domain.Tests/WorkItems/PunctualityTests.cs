using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

sealed class PunctualityTests
{
    static readonly OpenDate ThirdQuarter = new(DateNature.Report, "三季度进展", Day("2018-09-30"), Day("2018-06-11"));

    [TestCase("2018-09-30", Punctuality.NotYetDue)]   // the day itself is still in time
    [TestCase("2018-10-01", Punctuality.Missing)]
    public void What_is_open_is_missing_after_its_day(string date, Punctuality expected) =>
        Assert.That(Punctualities.On(Open(ThirdQuarter), [], Calendar, Day(date)), Is.EqualTo(expected));

    [TestCase("2018-09-28", Punctuality.OnTime)]
    [TestCase("2018-10-07", Punctuality.OnTime)]      // seven days off: by no working day yet
    [TestCase("2018-10-08", Punctuality.Late)]
    public void What_came_in_is_late_by_working_days(string on, Punctuality expected) =>
        Assert.That(Punctualities.On(Open(), [new(Day("2018-09-30"), Day(on))], Calendar, Day("2018-10-31")), Is.EqualTo(expected));

    [TestCase(Ending.Done, Punctuality.OnTime)]
    [TestCase(Ending.NotReported, Punctuality.Missing)]
    [TestCase(Ending.ClosedUndone, Punctuality.Missing)]
    public void What_has_ended_counts_by_how_it_ended(Ending how, Punctuality expected) =>
        Assert.That(Punctualities.On(Open() with { End = new(Day("2018-08-01"), how) }, [], Calendar, Day("2018-10-31")), Is.EqualTo(expected));

    [Test]
    public void A_submission_that_waits_for_the_office_is_not_missing() =>
        Assert.That(Punctualities.On(Open(ThirdQuarter) with { SubmittedOn = Day("2018-10-08") }, [new(Day("2018-09-30"), Day("2018-10-08"))],
            Calendar, Day("2018-10-31")), Is.EqualTo(Punctuality.Late));

    [TestCase(true, Punctuality.NotYetDue)]
    [TestCase(false, Punctuality.Missing)]
    public void What_was_asked_in_time_is_not_missing_while_the_office_owes_the_answer(bool inTime, Punctuality expected) =>
        Assert.That(Punctualities.On(Open(ThirdQuarter) with { Asking = new(RequestKind.Exemption, Day("2018-09-28"), inTime) }, [],
            Calendar, Day("2018-10-31")), Is.EqualTo(expected));

    [Test]
    public void Lateness_before_an_extension_stays() =>
        Assert.That(Punctualities.On(Open() with { LateBefore = 2 }, [], Calendar, Day("2018-10-31")), Is.EqualTo(Punctuality.Late));

    static AssignmentFacts Open(params OpenDate[] dates) => new(Day("2018-06-11"), dates);
}
