using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Mail;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Reminders;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Mail;

/// <summary>What may be switched off is, what may not is not; a pause holds mail back and its end tells all at once.</summary>
[TestFixture]
public sealed class MailSettingsTests
{
    static readonly LocalDate dispatched = new(2018, 6, 11);

    static async Task<SmallPlan> Plan(LocalDate due)
    {
        var plan = await SmallPlan.Start(dispatched, units: 1, items: 2, due: due, checkpoints: false);
        await plan.Acknowledge(dispatched);
        return plan;
    }

    static async Task Save(SmallPlan plan, string login, MailTopic[] off, LocalDate? from = null, LocalDate? to = null, int version = 0) =>
        await plan.Services.GetRequiredService<SaveMailSettings>().Run(await plan.Person(login), SmallPlan.At(dispatched, 10), new(off, from, to, version));

    static IEnumerable<string> To(SmallPlan plan, string login) => plan.Files().Where(m => m.Headers["To"].Contains(login + "@", StringComparison.Ordinal))
        .OrderBy(m => DateTimeOffset.Parse(m.Headers["Date"], System.Globalization.CultureInfo.InvariantCulture)).Select(m => m.Headers["Date"][5..11].Trim() + " " + m.Subject);

    [Test]
    public async Task Reminders_of_limits_can_be_switched_off_and_the_chase_cannot()
    {
        await using var plan = await Plan(due: new(2018, 7, 6));
        await Save(plan, "liaison1", [MailTopic.LimitsAhead, MailTopic.Standing]);
        await plan.Run(new(2018, 6, 20), new(2018, 7, 9));
        Assert.That(To(plan, "liaison1"), Is.EqualTo(new[] { "09 Jul 【分工方案】催办：2项逾期" }));
    }

    [Test]
    public async Task Reports_that_are_due_are_told_whatever_is_switched_off()
    {
        await using var plan = await SmallPlan.Start(dispatched, units: 1, items: 2);
        await plan.Acknowledge(dispatched);
        await Save(plan, "liaison1", Enum.GetValues<MailTopic>(), new(2018, 7, 1), new(2018, 7, 31));
        await plan.Run(new(2018, 7, 9), new(2018, 7, 10));
        Assert.That(To(plan, "liaison1"), Is.EqualTo(new[] { "10 Jul 【分工方案】2待报送" }));
        Assert.That(plan.Files().Single(m => m.Headers["To"].Contains("liaison1@", StringComparison.Ordinal)).Headers, Does.Not.ContainKey("List-Unsubscribe"));
    }

    [Test]
    public async Task The_end_of_a_pause_tells_at_once_what_it_held_back()
    {
        await using var plan = await Plan(due: new(2018, 7, 6));
        // Reminders fall on 06-22, 06-29 and 07-05.
        await Save(plan, "liaison1", [], new(2018, 6, 20), new(2018, 7, 1));
        await plan.Run(new(2018, 6, 20), new(2018, 7, 1));
        Assert.That(To(plan, "liaison1"), Is.Empty);
        await plan.Run(new(2018, 7, 2));
        Assert.That(To(plan, "liaison1"), Has.Exactly(1).EndsWith("2临期"));
        Assert.That(plan.Files().Single(m => m.Headers["To"].Contains("liaison1@", StringComparison.Ordinal)).Text, Does.Contain("临近时限").And.Contain("一.1 任务1"));
    }

    [Test]
    public async Task A_mail_that_may_be_switched_off_says_how_and_one_click_does_it()
    {
        await using var office = await PracticeOffice.Open();
        var served = office.Served;
        using var client = served.Client();
        var person = await served.Services.GetRequiredService<Database>().InTransaction(c => c.QuerySingleAsync<(int RegionId, long Id)>("SELECT region_id, id FROM people WHERE disabled_at IS NULL ORDER BY id LIMIT 1"));
        var link = new Uri(served.Services.GetRequiredService<UnsubscribeLinks>().For(new(person.RegionId, person.Id, [MailTopic.Leader]))).PathAndQuery;
        Assert.That(await client.GetStringAsync(link), Does.Contain("以后不再接收：每周、每月的督查情况"));
        Assert.That(await Off(served), Is.Empty, "opening it changes nothing");
        using var oneClick = await client.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.That(oneClick.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var again = await client.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        Assert.That(await Off(served), Is.EqualTo(new[] { "{Leader} 1" }));
    }

    [Test]
    public async Task A_link_that_nobody_made_changes_nothing()
    {
        await using var served = await ServedTracker.Start();
        using var client = served.Client();
        Assert.That(await client.GetStringAsync("/unsubscribe/abcdef"), Does.Contain("链接无效"));
        using var answer = await client.PostAsync("/unsubscribe/abcdef", new FormUrlEncodedContent([]));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    static Task<string[]> Off(ServedTracker served) => served.Services.GetRequiredService<Database>().InTransaction(async c =>
        (await c.QueryAsync<string>("SELECT off::text || ' ' || version FROM mail_settings")).ToArray());

    [Test]
    public async Task A_leaders_digest_carries_the_header()
    {
        await using var plan = await Plan(due: new(2018, 7, 6));
        await plan.AddPerson("leader", "Leader");
        await plan.Run(new(2018, 7, 9));
        var mail = plan.Files().Single(m => m.Headers["To"].Contains("leader@", StringComparison.Ordinal));
        Assert.That(mail.Headers["List-Unsubscribe"], Does.StartWith("<https://duban.example/unsubscribe/").And.EndsWith(">"));
        Assert.That(mail.Headers["List-Unsubscribe-Post"], Is.EqualTo("List-Unsubscribe=One-Click"));
        Assert.That(mail.Text, Does.Contain("https://duban.example/mail-settings"));
    }

    [TestCase("2018-07-01", null, "half-a-pause")]
    [TestCase(null, "2018-07-01", "half-a-pause")]
    [TestCase("2018-07-02", "2018-07-01", "pause-ends-first")]
    [TestCase("2018-06-01", "2018-06-10", "pause-is-past")]
    [TestCase("2018-07-01", "2018-12-31", "pause-too-long")]
    public async Task A_bad_pause_is_refused_and_nothing_is_kept(string? from, string? to, string rule)
    {
        await using var plan = await Plan(due: new(2018, 7, 6));
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Save(plan, "liaison1", [MailTopic.Standing], Day(from), Day(to))))!.Rule, Is.EqualTo(rule));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM mail_settings"), Is.Zero);
    }

    [Test]
    public async Task What_was_changed_elsewhere_meanwhile_is_not_overwritten()
    {
        await using var plan = await Plan(due: new(2018, 7, 6));
        await Save(plan, "liaison1", [MailTopic.Standing]);
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Save(plan, "liaison1", [])))!.Rule, Is.EqualTo("changed-meanwhile"));
        await Save(plan, "liaison1", [], version: 1);
        Assert.That(await plan.List<string>("SELECT off::text || version FROM mail_settings"), Is.EqualTo(new[] { "{}2" }));
    }

    static LocalDate? Day(string? day) => day is null ? null : NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
}
