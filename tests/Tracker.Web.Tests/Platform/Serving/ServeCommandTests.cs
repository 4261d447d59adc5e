using System.Diagnostics;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform.Serving;

/// <summary><c>tracker serve</c> stops before it serves where a setting is wrong: with one sentence that names it.</summary>
[TestFixture]
public sealed class ServeCommandTests
{
    TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task Create() => database = await TestDatabase.Create();

    [OneTimeTearDown]
    public async Task Drop() => await database.DisposeAsync();

    [TestCase("SMTP_URL", "http://mail.example.gov.cn", "不是有效的邮件服务器地址")]
    [TestCase("SMTP_URL", "nonsense", "不是有效的邮件服务器地址")]
    [TestCase("SMTP_URL", "smtp://", "不是有效的邮件服务器地址")]
    [TestCase("TRACKER_MAIL_FROM", "督办系统", "不是有效的邮箱地址")]
    [TestCase("TRACKER_MAIL_RETRIES", "60,soon", "不是有效的秒数")]
    [TestCase("TRACKER_PUBLIC_URL", "duban.example.gov.cn", "不是有效的网址")]
    [TestCase("TRACKER_KEY_SECRET", "short", "太短")]
    [TestCase("DATABASE_URL", "nonsense", "不是有效的数据库地址")]
    public async Task A_wrong_setting_stops_it(string setting, string value, string says)
    {
        using var shell = Shell.On(database);
        foreach (var verb in new[] { "serve", "worker" })
            (await shell.With(setting, value).Run(verb)).RefusedWith(ExitStatus.Setting, setting, says);
    }

    [TestCase("serve", 0)]
    [TestCase("worker", 1)]
    public async Task Where_the_database_is_away_it_stops_and_a_worker_waits_first(string verb, int waits)
    {
        using var shell = new Shell(("DATABASE_URL", "postgres://tracker_app@/tracker?host=/nowhere"), ("TRACKER_DATABASE_PATIENCE", "2"));
        var ran = await shell.Run(verb);
        Assert.That((ran.Status, ran.Error, ran.Output.Split("1 秒后再试").Length - 1), Is.EqualTo((ExitStatus.NoDatabase, ran.Error, waits)));
        Assert.That(ran.Error, Does.Contain("连不上数据库").And.Contain("请检查 DATABASE_URL"));
    }

    [Test]
    public async Task Port_465_stops_it_where_mails_leave_by_a_transport_that_does_not_speak_it()
    {
        if (SmtpTransport.SpeaksTlsFromTheStart) Assert.Ignore("This build sends by MailKit, which speaks it.");
        using var shell = Shell.On(database);
        (await shell.With("SMTP_URL", "smtp://mail.example.gov.cn:465").Run("serve")).RefusedWith(ExitStatus.Setting, "SMTP_URL", "465", "587");
    }

    [Test]
    public async Task Without_a_database_it_says_how_to_name_one()
    {
        using var shell = new Shell();
        (await shell.Run("serve")).RefusedWith(ExitStatus.Setting, "没有设置 DATABASE_URL");
    }

    [Test]
    public async Task On_a_new_database_it_says_where_mails_go_and_where_it_serves_and_nothing_else()
    {
        using var shell = Shell.On(database);
        using var serving = shell.Start("serve");
        var (said, error) = (new List<string>(), serving.StandardError.ReadToEndAsync());
        while (await serving.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (!line.StartsWith("Tracker 已就绪", StringComparison.Ordinal))
                continue;
            using var client = new HttpClient { BaseAddress = shell.Listen };
            await client.GetStringAsync("/sign-in");
            Process.Start("kill", ["-TERM", $"{serving.Id}"]).WaitForExit();
        }
        await serving.WaitForExitAsync();
        Assert.That((said, await error), Is.EqualTo((new[] { $"没有设置 SMTP_URL：邮件写成 .eml 文件，放在 {shell.State}/mail", $"Tracker 已就绪：{shell.Listen}" }, "")));
        Assert.That(serving.ExitCode, Is.Zero);
    }
}
