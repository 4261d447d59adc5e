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

    static Task<string> Counts(SmallPlan plan) => plan.Ask<string>("""
        SELECT concat_ws(' ', (SELECT count(*) FROM reminders), (SELECT count(*) FROM mail_promises), (SELECT count(*) FROM mails),
            (SELECT count(*) FROM orders), (SELECT count(*) FROM events))
        """);
}
