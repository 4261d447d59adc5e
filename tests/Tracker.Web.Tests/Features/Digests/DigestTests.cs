using NodaTime;
using Tracker.Web.Tests.Features.Reminders;

namespace Tracker.Web.Tests.Features.Digests;

[TestFixture]
public sealed class DigestTests
{
    static readonly LocalDate Dispatched = new(2018, 6, 11);

    [Test]
    public async Task A_liaison_hears_of_a_report_ten_days_ahead_and_of_nothing_on_a_quiet_day()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1, items: 5);
        await plan.Acknowledge(Dispatched);
        await plan.Run(new(2018, 7, 3), new(2018, 7, 12));
        var digest = plan.Files().Single(m => m.Headers["To"].Contains("liaison1@", StringComparison.Ordinal));
        Assert.That(digest.Subject, Is.EqualTo("【分工方案】5待报送"));
        Assert.That(digest.Headers["Date"], Does.StartWith("Tue, 10 Jul 2018"));
        Assert.That(digest.Text, Does.Contain("2018年7月24日前报送实施方案，剩余10个工作日：共 5 项"));
    }

    [Test]
    public async Task The_weeks_first_working_day_tells_all_that_still_waits()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1, items: 2, checkpoints: false);
        await plan.Run(new(2018, 6, 14), new(2018, 6, 19));
        // Monday 06-18 is a holiday: the week begins on Tuesday.
        var digest = plan.Files().Single(m => m.Headers["To"].Contains("liaison1@", StringComparison.Ordinal) && m.Text.Contains("工作提示", StringComparison.Ordinal));
        Assert.That(digest.Headers["Date"], Does.StartWith("Tue, 19 Jun 2018"));
        Assert.That(digest.Subject, Is.EqualTo("【分工方案】2黄 2待签收"));
    }

    [Test]
    public async Task Nobody_gets_two_digests_a_day_however_often_the_jobs_run()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 2);
        for (var day = new LocalDate(2018, 7, 9); day <= new LocalDate(2018, 7, 27); day = day.PlusDays(1))
        {
            await plan.Run(day);
            await plan.Run(day);
        }
        Assert.That(await plan.Ask<int>("""
            SELECT max(n)::int FROM (SELECT count(*) AS n FROM mails m JOIN mail_promises p ON p.region_id = m.region_id AND p.id = m.promise_id
                WHERE p.kind LIKE '%Digest' GROUP BY m.person_id, (m.office_at AT TIME ZONE 'Asia/Shanghai')::date) c
            """), Is.EqualTo(1));
    }

    [Test]
    public async Task A_person_of_two_units_gets_one_digest_with_a_part_for_each()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 2, items: 1);
        await plan.Acknowledge(Dispatched);
        await plan.Do("UPDATE person_roles r SET person_id = p.id FROM people p WHERE p.login = 'liaison1' AND r.role = 'Liaison'");
        await plan.Run(new(2018, 7, 10));
        var digest = plan.Files().Single(m => m.Headers["To"].Contains("liaison", StringComparison.Ordinal));
        var units = await plan.List<string>("SELECT short_name FROM units WHERE id = ANY(@Units)", new { plan.Units });
        Assert.That(units, Has.All.Matches<string>(unit => digest.Text.Contains($"{unit}：待报送", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_digest_that_was_not_sent_on_its_day_is_told_by_the_next_one()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1, items: 1);
        await plan.Acknowledge(Dispatched);
        await plan.Sweep(new(2018, 7, 10));
        await plan.Run(new(2018, 7, 11));
        var digest = plan.Files().Single(m => m.Headers["To"].Contains("liaison", StringComparison.Ordinal));
        Assert.That(digest.Headers["Date"], Does.StartWith("Wed, 11 Jul"));
        Assert.That(digest.Text, Does.Contain("剩余9个工作日"));
    }

    [Test]
    public async Task A_coordinator_hears_what_is_new_and_nothing_where_nothing_is()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 2, items: 1);
        await plan.Run(Dispatched.PlusDays(1), new(2018, 6, 20));
        var digests = plan.Files().Where(m => m.Headers["To"].Contains("coordinator@", StringComparison.Ordinal))
            .OrderBy(m => DateTimeOffset.Parse(m.Headers["Date"])).Select(m => m.Headers["Date"][5..11] + " " + m.Subject);
        Assert.That(digests, Is.EqualTo(new[]
        {
            "12 Jun 【分工方案】2家待签收",                    // dispatched yesterday
            "14 Jun 【分工方案】2黄 2家待签收",                // turned yellow
            "19 Jun 【分工方案】2黄 2家待签收",                // the week's first working day
            "20 Jun 【分工方案】2红 2家待签收 2督办待发",      // red, and drafted
        }));
    }

    [Test]
    public async Task A_leader_hears_on_the_weeks_first_working_day_how_things_stand_and_what_has_changed()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1, items: 2, due: new(2018, 7, 6), checkpoints: false);
        await plan.Acknowledge(Dispatched);
        await plan.AddPerson("leader", "Leader");
        await plan.Run(new(2018, 7, 2), new(2018, 7, 16));
        var digests = plan.Files().Where(m => m.Headers["To"].Contains("leader@", StringComparison.Ordinal)).OrderBy(m => m.Headers["Date"][5..]).ToList();
        Assert.That(digests.Select(m => m.Headers["Date"][5..11].Trim() + " " + m.Subject), Is.EqualTo(new[]
        {
            "02 Jul 【分工方案】2黄",               // the first of the week and of the month
            "09 Jul 【分工方案】2红 2新转红",
            // Nothing has changed a week later.
        }));
        Assert.That(digests[1].Text, Does.Contain("▲ 预警").Or.Contain("■ 逾期 2 项（比上次多 2）"));
        Assert.That(digests[1].Text, Does.Contain("新转红 2 项").And.Contain("一.1 任务1"));
    }

    [Test]
    public async Task What_a_leader_was_told_to_be_red_is_told_as_improved_once_it_is_better()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1, items: 2, due: new(2018, 7, 6), checkpoints: false);
        await plan.Acknowledge(Dispatched);
        await plan.AddPerson("leader", "Leader");
        await plan.Run(new(2018, 7, 9));
        await plan.SubmitCompletion(new(2018, 7, 11), "一.2");
        await plan.Run(new(2018, 7, 10), new(2018, 7, 16));
        var told = plan.Files().Single(m => m.Headers["To"].Contains("leader@", StringComparison.Ordinal) && m.Headers["Date"].Contains("16 Jul", StringComparison.Ordinal));
        Assert.That(told.Text, Does.Contain("■ 逾期 1 项（比上次少 1）").And.Contain("好转 1 项").And.Contain("一.2 任务2"));
    }

    [Test]
    public async Task A_units_head_hears_once_a_week_of_what_is_red_and_yellow_there_and_of_nothing_where_all_is_well()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 2, items: 1, checkpoints: false);
        await plan.AddPerson("head", "UnitHead", plan.Units[0]);
        await plan.AddPerson("other", "UnitHead", await plan.Ask<long>("SELECT max(id) FROM units"));
        await plan.Run(new(2018, 6, 14), new(2018, 6, 22));
        var digest = plan.Files().Single(m => m.Headers["To"].Contains("head@", StringComparison.Ordinal));
        Assert.That(digest.Headers["Date"], Does.StartWith("Tue, 19 Jun 2018"));
        Assert.That(digest.Subject, Is.EqualTo("【分工方案】1黄"));
        Assert.That(plan.Files().Where(m => m.Headers["To"].Contains("other@", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Who_holds_several_roles_gets_one_digest_that_says_each_thing_once()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1, items: 2, checkpoints: false);
        await plan.Do("""
            INSERT INTO person_roles (region_id, person_id, role, unit_id, granted_at)
            SELECT r.region_id, r.person_id, o.role, r.unit_id, now() FROM person_roles r, (VALUES ('UnitHead'), ('Coordinator')) o(role) WHERE r.role = 'Liaison'
            """);
        await plan.Run(new(2018, 6, 14), new(2018, 6, 19));
        var digest = plan.Files().Single(m => m.Headers["To"].Contains("liaison1@", StringComparison.Ordinal) && m.Headers["Date"].Contains("19 Jun", StringComparison.Ordinal));
        Assert.That(digest.Subject, Is.EqualTo("【分工方案】2黄 1家待签收 2待签收"));
        Assert.That(digest.Text.Split("▲ 预警"), Has.Length.EqualTo(2));
    }
}
