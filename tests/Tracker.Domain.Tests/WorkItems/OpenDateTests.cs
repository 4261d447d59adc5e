using NodaTime;
using Tracker.Domain.Deadlines;
using Tracker.Domain.WorkItems;
using static Tracker.Domain.Tests.Dates;

namespace Tracker.Domain.Tests.WorkItems;

sealed class OpenDateTests
{
    static readonly LocalDate Dispatched = Day("2018-06-11");
    static readonly IReadOnlyList<Checkpoint> Checkpoints = CheckpointPlan.For(
        Dispatched, 2018, new(null, Day("2018-12-15")), CheckpointRule.Default, Calendar).Created;

    static IReadOnlyList<OpenDate> AtDispatch(AssignmentRole role, bool withCheckpoints = true) => OpenDates.Of(
        role, new DueOn(Day("2018-12-31")) { EndOfWholeYear = true }, [("10月底前", Day("2018-10-31"))],
        withCheckpoints ? Checkpoints : [], Dispatched);

    static IReadOnlyList<LocalDate> Unanswered(AssignmentRole role, bool hasReported, params string[] reportedFor) =>
        [.. AtDispatch(role).Unanswered(role, reportedFor.Select(Day).ToHashSet(), hasReported).Select(d => d.On)];

    [Test]
    public void An_assignment_has_the_checkpoints_the_milestones_and_the_due_date_in_order() =>
        Assert.That(AtDispatch(AssignmentRole.Lead).Select(d => (d.On, d.Nature, d.What, d.EndOfWholeYear)), Is.EqualTo(new[]
        {
            (Day("2018-07-24"), DateNature.Report, "实施方案", false),
            (Day("2018-09-30"), DateNature.Report, "三季度进展", false),
            (Day("2018-10-31"), DateNature.Milestone, "“10月底前”完成情况", false),
            (Day("2018-12-15"), DateNature.Report, "年度落实情况", false),
            (Day("2018-12-31"), DateNature.Due, "办结", true),
        }));

    [Test]
    public void An_item_without_a_due_date_has_reports_only() =>
        Assert.That(OpenDates.Of(AssignmentRole.Lead, new NoDueDate("长期"), [], Checkpoints, Dispatched).Select(d => d.IsLimit),
            Is.All.False);

    [Test]
    public void A_report_answers_its_own_date_only_and_never_the_leads_due_date() =>
        Assert.That(Unanswered(AssignmentRole.Lead, true, "2018-07-24", "2018-10-31", "2018-12-15"),
            Is.EqualTo(new[] { Day("2018-09-30"), Day("2018-12-31") }));

    [Test]
    public void A_support_has_done_its_part_when_its_report_for_the_last_date_is_in()
    {
        Assert.That(Unanswered(AssignmentRole.Support, true, "2018-07-24"), Does.Contain(Day("2018-12-31")));
        Assert.That(Unanswered(AssignmentRole.Support, true, "2018-12-15"), Does.Not.Contain(Day("2018-12-31")));
    }

    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public void Without_any_date_to_report_for_any_report_of_a_support_will_do(bool hasReported, int open)
    {
        var dates = OpenDates.Of(AssignmentRole.Support, new DueOn(Day("2018-12-31")), [], [], Dispatched);
        Assert.That(dates.Unanswered(AssignmentRole.Support, new HashSet<LocalDate>(), hasReported), Has.Count.EqualTo(open));
    }
}
