using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Mail;
using Tracker.Web.Tests.Features.Reminders;

namespace Tracker.Web.Tests.Features.Mail;

/// <summary>The preview of a day says what the day then sends, and leaves nothing behind.</summary>
[TestFixture]
public sealed class PreviewMailTests
{
    [Test]
    public async Task It_says_what_the_day_sends_and_leaves_nothing_behind()
    {
        await using var plan = await SmallPlan.Start(new(2018, 6, 11), units: 3);
        await plan.Run(new(2018, 6, 12), new(2018, 6, 13));
        var before = await Everything(plan);
        var preview = await plan.Services.GetRequiredService<PreviewMail>().Run(SmallPlan.RegionId, new(2018, 6, 13), new(2018, 6, 14));
        Assert.That(await Everything(plan), Is.EqualTo(before));
        Assert.That(plan.Files().Select(m => m.Headers["Date"]), Has.None.Contains("14 Jun"));
        await plan.Run(new(2018, 6, 14));
        Assert.That(preview.Mails.Select(m => $"{m.Address} {m.Subject}"),
            Is.EquivalentTo(plan.Files().Where(m => m.Headers["Date"].Contains("14 Jun", StringComparison.Ordinal)).Select(m => $"{m.Headers["To"].Split('<', '>')[1]} {m.Subject}")).And.Not.Empty);
    }

    [Test]
    public async Task Orders_that_would_be_drafted_and_who_would_not_be_reached_are_told()
    {
        await using var plan = await SmallPlan.Start(new(2018, 6, 11), units: 2);
        await plan.Run(new(2018, 6, 12), new(2018, 6, 19));
        await plan.Do("UPDATE people SET disabled_at = '2018-06-19' WHERE login = 'liaison2'; DELETE FROM unit_contacts; UPDATE work_items SET limit_kind = 'ByDate', limit_raw = '时限', due_on = '2018-06-19'");
        await plan.Refresh(SmallPlan.At(new(2018, 6, 19), 15));
        var preview = await plan.Services.GetRequiredService<PreviewMail>().Run(SmallPlan.RegionId, new(2018, 6, 19), new(2018, 6, 20));
        Assert.That(preview.Orders, Is.EqualTo(2));
        Assert.That(preview.Undelivered.Select(u => u.Reason), Has.Some.StartsWith("未送达"));
    }

    [TestCase("2018-06-12")]
    [TestCase("2018-07-15")]
    public async Task Another_day_than_the_next_month_is_refused(string day)
    {
        await using var plan = await SmallPlan.Start(new(2018, 6, 11), units: 1);
        var asked = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => plan.Services.GetRequiredService<PreviewMail>().Run(SmallPlan.RegionId, new(2018, 6, 13), asked)))!.Rule, Is.EqualTo("no-such-preview"));
    }

    static Task<string> Everything(SmallPlan plan) => plan.Ask<string>("""
        SELECT concat_ws(' ', (SELECT count(*) FROM mails), (SELECT count(*) FROM mail_promises), (SELECT count(*) FROM reminders), (SELECT count(*) FROM events),
            (SELECT string_agg(l::text, '' ORDER BY l.assignment_id) FROM lamps l), (SELECT count(*) FROM undelivered), (SELECT count(*) FROM lamp_days))
        """);
}
