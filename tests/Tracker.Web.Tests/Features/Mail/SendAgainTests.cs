using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Domain;
using Tracker.Web.Features.Mail;
using Tracker.Web.Tests.Features.Reminders;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Mail;

/// <summary>重发: against a real mail server that refuses some addresses for good.</summary>
[TestFixture]
public sealed class SendAgainTests
{
    static readonly LocalDate nudgeDay = new(2018, 6, 14);

    static async Task<SmallPlan> Failed(RealSmtpServer server)
    {
        var plan = await SmallPlan.Start(new(2018, 6, 11), units: 1, more: [("SMTP_URL", server.Url), ("SMTP_PRACTICE", "true")]);
        await plan.Do("DELETE FROM unit_contacts; UPDATE people SET email = 'bad@xizang.example' WHERE login = 'liaison1'");
        await plan.Run(nudgeDay);
        Assert.That(await plan.List<string>("SELECT address FROM mails WHERE failed_at IS NOT NULL"), Is.EqualTo(new[] { "bad@xizang.example" }));
        return plan;
    }

    static async Task<int> Again(SmallPlan plan, long? id = null) =>
        await plan.Services.GetRequiredService<SendAgain>().Run(await plan.Person("coordinator"), SmallPlan.At(nudgeDay, 11), id);

    [Test]
    public async Task What_was_given_up_goes_to_the_address_that_was_put_right()
    {
        await using var server = await RealSmtpServer.Start();
        await using var plan = await Failed(server);
        await plan.Do("UPDATE people SET email = 'good@xizang.example' WHERE login = 'liaison1'");
        Assert.That(await Again(plan), Is.EqualTo(1));
        await plan.Run(nudgeDay);
        var mail = (await server.WaitForMails(2)).Single(m => m.To == "good@xizang.example");
        Assert.That(mail.Subject, Does.StartWith("【分工方案】催办："));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM mails WHERE failed_at IS NOT NULL OR sent_at IS NULL"), Is.Zero);
    }

    [Test]
    public async Task An_address_that_is_still_bad_fails_again_under_the_same_id()
    {
        await using var server = await RealSmtpServer.Start();
        await using var plan = await Failed(server);
        var id = await plan.Ask<string>("SELECT message_id FROM mails WHERE failed_at IS NOT NULL");
        await Again(plan, await plan.Ask<long>("SELECT id FROM mails WHERE failed_at IS NOT NULL"));
        await plan.Run(nudgeDay);
        Assert.That(await plan.List<string>("SELECT message_id FROM mails WHERE failed_at IS NOT NULL"), Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task Twice_is_refused_since_nothing_is_left()
    {
        await using var server = await RealSmtpServer.Start();
        await using var plan = await Failed(server);
        await Again(plan);
        Assert.That((await Assert.ThrowsAsync<RuleBroken>(() => Again(plan)))!.Rule, Is.EqualTo("nothing-to-send-again"));
    }
}
