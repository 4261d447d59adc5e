using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Practice;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Assignments;
using Tracker.Web.Tests.Features.Reminders;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Practice;

/// <summary>下一工作日: the date goes on, over weekends and holidays, and the day's jobs are done with it.</summary>
public sealed class NextWorkdayTests
{
    static readonly LocalDate Dispatched = new(2018, 6, 11);

    [Test]
    public async Task It_goes_over_weekend_and_holiday_and_runs_the_days_jobs_once()
    {
        await using var plan = await SmallPlan.Start(Dispatched);
        await StandAt(plan, new(2018, 6, 15));
        var (day, done) = await Press(plan, "coordinator");
        Assert.That(day, Is.EqualTo(new LocalDate(2018, 6, 19)), "端午节 lies on Monday");
        Assert.That((done.Swept.NudgedUnits, done.Sent.Sent), Is.EqualTo((2, plan.Files().Count)));
        Assert.That(plan.Files().Select(mail => mail.Subject), Has.Some.Contains("催办"));
        Assert.That(await plan.Ask<string>("SELECT lamp FROM lamps LIMIT 1"), Is.EqualTo("Yellow"), "five working days unsigned are not yet late");
        Assert.That(await plan.Ask<string>("SELECT person_name || sentence FROM events WHERE verb = 'NextWorkday'"), Is.EqualTo("督办员练习日期移到2018年6月19日"));
        Assert.That((await Press(plan, "coordinator")).Day, Is.EqualTo(new LocalDate(2018, 6, 20)));
    }

    [Test]
    public async Task Only_a_coordinator_moves_the_date()
    {
        await using var plan = await SmallPlan.Start(Dispatched);
        await StandAt(plan, Dispatched);
        Assert.That((await Assert.CatchAsync<RuleBroken>(() => Press(plan, "liaison1")))!.Rule, Is.EqualTo("only-a-coordinator"));
        Assert.That(await Today(plan), Is.EqualTo(Dispatched));
    }

    [Test]
    public async Task A_real_database_keeps_its_date_and_sends_nothing()
    {
        await using var plan = await SmallPlan.Start(Dispatched, practice: false);
        Assert.That((await Assert.CatchAsync<Stop>(() => Press(plan, "coordinator")))!.Status, Is.EqualTo(ExitStatus.Refused));
        Assert.That((plan.Files().Count, await plan.Ask<int>("SELECT count(*)::int FROM mail_promises")), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task The_button_says_what_the_day_brought_on_the_page_where_it_was_pressed()
    {
        await using var plan = await DispatchedPlan.Make(items: 2);
        await plan.LightAll(Dispatched);
        using var client = await plan.Client(Dispatched, "bgt", Role.Coordinator);
        Assert.That(await client.GetStringAsync("/ledger"), Does.Contain("今天是 2018年6月11日").And.Contain("下一工作日"));
        client.DefaultRequestHeaders.Referrer = new(client.BaseAddress!, "/ledger?lamp=Red");
        using var pressed = await client.PostAsync("/practice/next-workday", await client.Form("/ledger"));
        Assert.That((pressed.StatusCode, pressed.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Redirect, "/ledger?lamp=Red")));
        Assert.That(await client.GetStringAsync("/ledger"), Does.Contain("今天是 2018年6月12日").And.Contain("已到2018年6月12日"));
        using var looked = await client.GetAsync("/practice/next-workday");
        Assert.That(looked.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "nothing changes by looking");
    }

    static async Task<NextWorkday.Result> Press(SmallPlan plan, string login)
    {
        await using var connection = await plan.Open();
        return await plan.Services.GetRequiredService<NextWorkday>().Run(await Actors.ByLogin(connection, SmallPlan.RegionId, login));
    }

    static async Task StandAt(SmallPlan plan, LocalDate day)
    {
        await using var connection = await plan.Open();
        await plan.Services.GetRequiredService<OfficeClock>().MoveTo(connection, day);
    }

    static async Task<LocalDate> Today(SmallPlan plan)
    {
        await using var connection = await plan.Open();
        return (await plan.Services.GetRequiredService<OfficeClock>().Now(connection)).Today;
    }
}
