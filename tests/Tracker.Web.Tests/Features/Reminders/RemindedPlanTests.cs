using NodaTime;

namespace Tracker.Web.Tests.Features.Reminders;

/// <summary>What a dispatched plan of two units brings about when nobody, or somebody, answers.</summary>
[TestFixture]
public sealed class RemindedPlanTests
{
    static readonly LocalDate Dispatched = new(2018, 6, 11);
    static readonly LocalDate NudgeDay = new(2018, 6, 14);

    [Test]
    public async Task An_unsigned_dispatch_is_chased_once_by_one_mail_to_liaison_and_office_director()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1, items: 5);
        await plan.Run(Dispatched, new(2018, 6, 20));
        var nudges = plan.Files().Where(m => m.Subject.Contains("催办", StringComparison.Ordinal)).ToList();
        Assert.That(nudges.Select(m => m.Headers["To"]), Has.Exactly(1).Contains("liaison1@").And.Exactly(1).Contains("director"));
        Assert.That(nudges, Has.Count.EqualTo(2));
        Assert.That(nudges[0].Subject, Is.EqualTo("【分工方案】催办：5项未签收"));
        Assert.That(nudges[0].Headers["Date"], Is.EqualTo("Thu, 14 Jun 2018 08:30:00 +0800"));
        Assert.That(nudges[0].Html, Does.Contain("https://duban.example/").And.Not.Contain("localhost").And.Not.Contain("<img"));
    }

    [Test]
    public async Task Three_working_days_after_a_nudge_one_order_a_unit_is_drafted_and_none_is_sent()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 2, items: 3);
        // 06-18 is the holiday of 端午节.
        await plan.Run(NudgeDay, new(2018, 6, 19));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM orders"), Is.Zero);
        await plan.Run(new(2018, 6, 20));
        await plan.Run(new(2018, 6, 21));
        Assert.That(await plan.List<string>("SELECT count(*) || ' ' || min(o.drafted_on) FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.unit_id"),
            Is.EqualTo(new[] { "3 2018-06-20", "3 2018-06-20" }));
        Assert.That(plan.Files().Where(m => m.Headers["To"].Contains("liaison", StringComparison.Ordinal)).Select(m => m.Subject), Has.None.Contains("督办"));
    }

    [Test]
    public async Task Who_signed_is_not_chased()
    {
        await using var plan = await SmallPlan.Start(Dispatched);
        await plan.Acknowledge(new(2018, 6, 13));
        await plan.Run(NudgeDay, new(2018, 6, 20));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM reminders"), Is.Zero);
    }

    [Test]
    public async Task On_a_holiday_nothing_goes_and_on_a_weekend_that_is_worked_it_does()
    {
        // 10-01 to 10-07 are 国庆节; Saturday 09-29 and Sunday 09-30 are worked for it.
        await using var plan = await SmallPlan.Start(Dispatched);
        await plan.Acknowledge(Dispatched);
        await plan.Run(new(2018, 9, 28), new(2018, 10, 8));
        Assert.That(await plan.List<string>("SELECT DISTINCT for_on::text FROM mail_promises ORDER BY 1"), Is.EqualTo(new[] { "2018-09-28", "2018-09-29", "2018-10-08" }));
        Assert.That(plan.Files().Select(m => m.Headers["Date"]), Has.None.Contains("01 Oct").And.None.Contains("05 Oct").And.Some.StartsWith("Sat, 29 Sep").And.Some.StartsWith("Mon, 08 Oct"));
    }

    [Test]
    public async Task A_week_without_a_worker_is_made_up_for_once()
    {
        await using var played = await SmallPlan.Start(Dispatched);
        await using var missed = await SmallPlan.Start(Dispatched);
        await played.Run(NudgeDay, new(2018, 7, 26));
        await missed.Run(new(2018, 7, 26));
        const string late = "SELECT assignment_id || level || about || about_on || step FROM reminders WHERE level <> 'HeadsUp' ORDER BY 1";
        Assert.That(await missed.List<string>(late), Is.EqualTo(await played.List<string>(late)).And.Not.Empty);
        Assert.That(await missed.Ask<int>("SELECT max(n)::int FROM (SELECT count(*) AS n FROM mail_promises GROUP BY kind, unit_id, person_id) c"), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_left_gets_nothing_and_the_next_contact_is_told_instead()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1);
        await plan.Do("UPDATE people SET disabled_at = '2018-06-12' WHERE login = 'liaison1'");
        await plan.Run(NudgeDay, new(2018, 6, 19));
        Assert.That(plan.Files().Select(m => m.Headers["To"]), Has.None.Contains("liaison1@").And.Some.Contains("director"));
        Assert.That(await plan.List<string>("SELECT reason FROM undelivered"), Has.Exactly(1).StartsWith("没有可用的联络员账号，已改发办公室主任"));
    }

    [Test]
    public async Task A_unit_that_nobody_answers_for_stands_in_the_queue_the_same_day_and_in_the_digest()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1);
        await plan.Do("UPDATE people SET disabled_at = '2018-06-12' WHERE login = 'liaison1'; DELETE FROM unit_contacts");
        await plan.Run(NudgeDay);
        await plan.Run(NudgeDay.PlusDays(1));
        Assert.That(await plan.List<string>("SELECT reason FROM undelivered"), Has.Exactly(1).StartsWith("未送达"));
        Assert.That(plan.Files().Where(m => m.Text.Contains("无人接收", StringComparison.Ordinal) && m.Text.Contains("未送达", StringComparison.Ordinal)), Has.Exactly(1).Items);
    }
}
