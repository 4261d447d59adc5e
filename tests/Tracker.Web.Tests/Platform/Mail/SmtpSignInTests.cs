using NodaTime;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Features.Reminders;

namespace Tracker.Web.Tests.Platform.Mail;

/// <summary>A mail server that does not take our name and password is told of by name, and gets nothing from us as anybody.</summary>
[TestFixture]
public sealed class SmtpSignInTests
{
    static readonly LocalDate Dispatched = new(2018, 6, 11);
    static readonly LocalDate NudgeDay = new(2018, 6, 14);

    RealSmtpServer server = null!;

    [SetUp]
    public async Task Start() => server = await RealSmtpServer.Start();

    [TearDown]
    public async Task End() => await server.DisposeAsync();

    string As(string password) => $"smtp://{RealSmtpServer.User}:{password}@127.0.0.1:{server.Port}";

    [Test]
    public async Task A_right_password_signs_every_mail_in()
    {
        await using var plan = await Plan(As(RealSmtpServer.Password));
        await plan.Run(NudgeDay);
        Assert.That((await server.WaitForMails(3)).Select(mail => mail.Headers["Received"]), Has.All.Contains("esmtpa"));
    }

    [TestCase("serve")]
    [TestCase("worker")]
    [TestCase("remind")]
    public async Task A_refused_password_stops_whoever_would_send(string verb)
    {
        await using var plan = await Plan(As("wrong"));
        using var shell = Shell.On(plan.Database, ("SMTP_URL", As("wrong")));
        (await shell.Run(verb)).RefusedWith(ExitStatus.Setting, "不接受设置 SMTP_URL 里的用户名和密码", "535");
        Assert.That(server.Mails(), Is.Empty);
    }

    [Test]
    public async Task Where_the_password_was_changed_meanwhile_mails_wait_and_say_why()
    {
        await using var plan = await Plan(As("wrong"), ("TRACKER_MAIL_RETRIES", "0"));
        await plan.Run(NudgeDay);
        Assert.That(server.Mails(), Is.Empty, "the server would take them from anybody");
        Assert.That(await plan.List<string>("SELECT DISTINCT last_error FROM mails WHERE sent_at IS NULL AND failed_at IS NULL"),
            Has.Exactly(1).Items.And.All.Contains("不接受设置 SMTP_URL 里的用户名和密码"));
        Assert.That(await plan.Ask<int>("SELECT count(*)::int FROM mails WHERE sent_at IS NOT NULL OR failed_at IS NOT NULL"), Is.Zero);
    }

    [Test]
    public async Task A_server_that_does_not_answer_stops_nobody()
    {
        await server.Stop();
        await using var plan = await Plan(As("any"));
        Assert.That(await plan.Services.GetRequiredService<WorkerCheck>().Run(default), Does.Contain($"127.0.0.1:{server.Port}"));
    }

    static Task<SmallPlan> Plan(string url, params (string Name, string Value)[] more) =>
        SmallPlan.Start(Dispatched, units: 1, practice: false, more: [("SMTP_URL", url), .. more]);
}
