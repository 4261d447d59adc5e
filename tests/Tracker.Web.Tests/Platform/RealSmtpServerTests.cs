using System.Net.Mail;

namespace Tracker.Web.Tests.Platform;

[TestFixture]
public sealed class RealSmtpServerTests
{
    RealSmtpServer server = null!;

    [SetUp]
    public async Task Start() => server = await RealSmtpServer.Start();

    [TearDown]
    public async Task End() => await server.DisposeAsync();

    [Test]
    public async Task A_mail_in_chinese_arrives_as_it_was_written()
    {
        await Send("zhang@xizang.example", "【分工方案】2红 3黄 1待签收", "请于12月15日前报送落实情况。");
        var mail = (await server.WaitForMails(1)).Single();
        Assert.That((mail.To, mail.Subject, mail.Text.Trim()),
            Is.EqualTo(("zhang@xizang.example", "【分工方案】2红 3黄 1待签收", "请于12月15日前报送落实情况。")));
    }

    [TestCase("bad@xizang.example", SmtpStatusCode.MailboxUnavailable)]
    [TestCase("busy@xizang.example", SmtpStatusCode.LocalErrorInProcessing)]
    public async Task An_address_can_be_refused_for_good_or_for_now(string to, SmtpStatusCode expected)
    {
        var refused = await Assert.CatchAsync<SmtpException>(() => Send(to, "x", "x"));
        Assert.That(refused!.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task What_arrived_before_a_crash_is_still_there_and_the_same_port_answers_again()
    {
        await Send("zhang@xizang.example", "之前", "x");
        await server.WaitForMails(1);
        await server.Stop();
        await Assert.CatchAsync<SmtpException>(() => Send("li@xizang.example", "x", "x"));
        await server.StartAgain();
        await Send("li@xizang.example", "又通了", "x");
        Assert.That((await server.WaitForMails(2)).Select(mail => mail.Subject), Is.EquivalentTo(["之前", "又通了"]));
    }

    async Task Send(string to, string subject, string body)
    {
        using var client = new SmtpClient("127.0.0.1", server.Port);
        using var mail = new MailMessage("tracker@xizang.example", to, subject, body);
        await client.SendMailAsync(mail);
    }
}
