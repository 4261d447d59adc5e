using NodaTime;

namespace Tracker.Web.Tests.Features.Reminders;

[TestFixture]
public sealed class ReminderTests
{
    static readonly LocalDate Dispatched = new(2018, 6, 11);

    // domain.md, section 4: 12-15 is a Saturday; 12-31 is a holiday with Saturday 12-29 as effective working day.
    [TestCase("2018-12-15", new[] { "2018-11-30", "2018-12-07", "2018-12-13" })]
    [TestCase("2018-12-31", new[] { "2018-12-17", "2018-12-24", "2018-12-28" })]
    public async Task A_limit_is_announced_ten_five_and_one_working_days_before(string due, string[] expected)
    {
        var limit = NodaTime.Text.LocalDatePattern.Iso.Parse(due).Value;
        await using var plan = await SmallPlan.Start(new(2018, 11, 1), units: 1, items: 1, due: limit, checkpoints: false);
        await plan.Acknowledge(new(2018, 11, 1));
        await plan.Run(new(2018, 11, 2), limit);
        Assert.That(await plan.List<string>("SELECT for_on::text FROM reminders WHERE level = 'HeadsUp' ORDER BY for_on"), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_sweep_that_runs_twice_or_in_two_workers_doubles_nothing()
    {
        await using var plan = await SmallPlan.Start(Dispatched);
        LocalDate nudgeDay = new(2018, 6, 14);
        await Task.WhenAll(plan.Run(nudgeDay), plan.Run(nudgeDay));
        var first = await Counts(plan);
        await plan.Run(nudgeDay);
        Assert.That(await Counts(plan), Is.EqualTo(first));
        Assert.That(plan.Files(), Has.Count.EqualTo(await plan.Ask<int>("SELECT count(*)::int FROM mails")));
    }

    [Test]
    public async Task A_date_that_was_put_off_is_announced_again_and_its_old_day_chases_nobody()
    {
        await using var plan = await SmallPlan.Start(new(2018, 11, 1), units: 1, items: 1, due: new(2018, 12, 15), checkpoints: false);
        await plan.Acknowledge(new(2018, 11, 1));
        await plan.Run(new(2018, 11, 2), new(2018, 12, 3));
        await plan.Do("""
            INSERT INTO moved_dates (region_id, assignment_id, old_on, new_on, late_days, cause, moved_by, moved_on, moved_at)
            SELECT region_id, id, '2018-12-15', '2018-12-31', 0, 'Adjustment', (SELECT id FROM people WHERE login = 'coordinator'), '2018-12-04', '2018-12-04 10:00+8' FROM assignments
            """);
        await plan.Refresh(SmallPlan.At(new(2018, 12, 4), 11));
        await plan.Run(new(2018, 12, 5), new(2019, 1, 2));
        Assert.That(await plan.List<string>("SELECT level || ' ' || for_on FROM reminders ORDER BY for_on"),
            Is.EqualTo(new[] { "HeadsUp 2018-11-30", "HeadsUp 2018-12-17", "HeadsUp 2018-12-24", "HeadsUp 2018-12-28", "Nudge 2019-01-02" }));
    }

    static Task<string> Counts(SmallPlan plan) => plan.Ask<string>("""
        SELECT concat_ws(' ', (SELECT count(*) FROM reminders), (SELECT count(*) FROM mail_promises), (SELECT count(*) FROM mails),
            (SELECT count(*) FROM orders), (SELECT count(*) FROM events))
        """);
}
