using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Reminders;

namespace Tracker.Web.Tests.Platform.Mail;

/// <summary>Claim, send, prove: against a real mail server, on a real database.</summary>
[TestFixture]
public sealed class OutboxTests
{
    static readonly LocalDate Dispatched = new(2018, 6, 11);
    static readonly LocalDate NudgeDay = new(2018, 6, 14);

    RealSmtpServer server = null!;

    [SetUp]
    public async Task Start() => server = await RealSmtpServer.Start();

    [TearDown]
    public async Task End() => await server.DisposeAsync();

    [Test]
    public async Task A_mail_arrives_with_its_subject_its_links_and_an_id_that_follows_from_its_row()
    {
        await using var plan = await Plan(units: 1);
        await plan.Run(NudgeDay);
        var mail = (await server.WaitForMails(3)).Single(m => m.To == "liaison1@xizang.example");
        Assert.That(mail.Subject, Is.EqualTo("【分工方案】催办：2项未签收"));
        Assert.That(mail.Text, Does.Contain("https://duban.example/"));
        Assert.That(mail.Html, Does.Contain("href=\"https://duban.example/"));
        Assert.That(mail.MessageId, Is.EqualTo($"<{await plan.Ask<string>("SELECT message_id FROM mails WHERE address = 'liaison1@xizang.example'")}>").And.EndsWith("@duban.example>"));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM mails WHERE sent_at IS NULL"), Is.Zero);
    }

    [Test]
    public async Task One_bad_address_stops_nobody_and_the_units_next_contact_is_told()
    {
        await using var plan = await Plan(units: 3);
        await plan.Do("UPDATE people SET email = 'bad@xizang.example' WHERE login = 'liaison2'");
        await plan.Do("DELETE FROM unit_contacts; INSERT INTO unit_contacts (region_id, unit_id, position, duty, name, email) SELECT region_id, unit_id, 1, 'DeputyInCharge', '分管负责人', 'deputy@xizang.example' FROM person_roles WHERE role = 'Liaison'");
        await plan.Run(NudgeDay);
        Assert.That((await server.WaitForMails(4)).Select(m => m.To),
            Is.EquivalentTo(new[] { "liaison1@xizang.example", "liaison3@xizang.example", "deputy@xizang.example", "coordinator@xizang.example" }));
        Assert.That(await plan.List<string>("SELECT last_error FROM mails WHERE failed_at IS NOT NULL"), Has.Exactly(1).Contains("550"));
        Assert.That(await plan.List<string>("SELECT reason FROM undelivered"), Has.Exactly(1).StartsWith("发送失败（bad@xizang.example）"));
    }

    [Test]
    public async Task A_busy_server_is_asked_again_and_given_up_after_the_last_wait()
    {
        await using var plan = await Plan(units: 1, retries: "0,0");
        await plan.Do("UPDATE people SET email = 'busy@xizang.example' WHERE login = 'liaison1'");
        await plan.Run(NudgeDay);
        for (var i = 0; i < 3; i++)
            await Send(plan);
        Assert.That(await plan.List<string>("SELECT attempts || ' ' || (failed_at IS NOT NULL) || ' ' || left(last_error, 3) FROM mails WHERE address LIKE 'busy%'"),
            Is.EqualTo(new[] { "3 true 451" }));
    }

    [Test]
    public async Task While_the_server_is_away_nothing_is_given_up_and_all_is_sent_when_it_is_back()
    {
        await using var plan = await Plan(units: 3, retries: "0");
        await server.Stop();
        await plan.Run(NudgeDay);
        await Send(plan);
        Assert.That(await plan.List<string>("SELECT DISTINCT attempts || ' ' || (failed_at IS NULL) FROM mails"), Is.EqualTo(new[] { "0 true" }));
        await server.StartAgain();
        await Send(plan);
        await Send(plan);
        Assert.That((await server.WaitForMails(7)).Select(m => m.MessageId), Is.Unique.And.Exactly(7).Items);
    }

    [Test]
    public async Task Two_workers_at_once_send_each_mail_once()
    {
        await using var plan = await Plan(units: 20);
        await plan.Sweep(NudgeDay);
        await Task.WhenAll(plan.Run(NudgeDay), plan.Run(NudgeDay), plan.Run(NudgeDay));
        var sent = await plan.Ask<int>("SELECT count(*)::int FROM mails WHERE sent_at IS NOT NULL");
        await server.WaitForMails(sent);
        Assert.That(server.Mails().Select(m => m.MessageId), Is.Unique.And.Exactly(sent).Items);
        Assert.That(sent, Is.EqualTo(41));
    }

    [Test]
    public async Task A_worker_that_died_between_sending_and_proving_sends_again_under_the_same_id()
    {
        await using var plan = await Plan(units: 1);
        await plan.Run(NudgeDay);
        await server.WaitForMails(3);
        // What the database holds when the proof was never written, and the lease has run out.
        await plan.Do("UPDATE mails SET sent_at = NULL, attempts = 0, claimed_by = 'gone', claimed_until = '2018-06-14' WHERE address LIKE 'liaison1%'");
        await Send(plan);
        var twice = (await server.WaitForMails(4)).Where(m => m.To == "liaison1@xizang.example").ToList();
        Assert.That(twice.Select(m => m.MessageId).Distinct(), Has.Exactly(1).Items);
        Assert.That(twice, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_another_worker_has_claimed_is_left_to_it()
    {
        await using var plan = await Plan(units: 1);
        await plan.Sweep(NudgeDay);
        await plan.Services.GetRequiredService<Web.Features.Mail.ResolvePromises>().Run(SmallPlan.RegionId, SmallPlan.At(NudgeDay, 9));
        await plan.Do("UPDATE mails SET claimed_by = 'other', claimed_until = '2018-06-14'");
        await using (var other = await plan.Open())
        await using (await other.BeginTransactionAsync())
        {
            await other.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('other', 0))");
            Assert.That(await Send(plan), Is.EqualTo(new Outbox.Result(0, 0, 0)), "it lives, whatever its lease says");
        }
        Assert.That((await Send(plan)).Sent, Is.EqualTo(3), "it has died");
    }

    [Test]
    public async Task A_practice_world_writes_files_even_beside_a_mail_server()
    {
        await using var plan = await SmallPlan.Start(Dispatched, units: 1, practice: true, more: ("SMTP_URL", server.Url));
        await plan.Run(NudgeDay);
        Assert.That(plan.Files(), Has.Count.EqualTo(3));
        Assert.That(server.Mails(), Is.Empty);
    }

    static Task<Outbox.Result> Send(SmallPlan plan) => plan.Services.GetRequiredService<Outbox>().Run(SmallPlan.RegionId, SmallPlan.At(NudgeDay, 9));

    Task<SmallPlan> Plan(int units, string retries = "60") => SmallPlan.Start(Dispatched, units, practice: false,
        more: [("SMTP_URL", server.Url), ("TRACKER_MAIL_RETRIES", retries)]);
}
