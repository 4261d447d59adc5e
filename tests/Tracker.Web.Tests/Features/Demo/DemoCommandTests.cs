using System.Text.Json;
using Tracker.Web.Platform;
using Tracker.Web.Tests.Platform;

namespace Tracker.Web.Tests.Features.Demo;

/// <summary><c>tracker demo</c> as a shell sees it, over the first weeks; the whole year is played by PracticeYearTests.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DemoCommandTests
{
    TestDatabase database = null!;

    [SetUp]
    public async Task Create() => database = await TestDatabase.Create();

    [TearDown]
    public async Task Drop() => await database.DisposeAsync();

    [Test]
    public async Task Json_is_one_object_on_standard_output_and_what_happens_is_told_on_standard_error()
    {
        using var shell = Shell.On(database);
        var ran = await shell.Run("demo", "--json", "--until", "2018-06-22");
        Assert.That(ran.Status, Is.EqualTo(ExitStatus.Done), ran.Error);
        using var table = JsonDocument.Parse(ran.Output);
        Assert.That(table.RootElement.EnumerateObject().Select(property => property.Name), Is.EqualTo(new[]
        {
            "items", "assignments", "units", "acknowledged", "reports", "completed", "overdue",
            "reminders", "digests", "mailsPromised", "mailsSent", "mailsFailed", "seconds", "files",
        }));
        Assert.That((Number(table, "items"), Number(table, "units"), Number(table, "mailsFailed")), Is.EqualTo((57, 57, 0)));
        Assert.That(Number(table, "assignments"), Is.GreaterThan(1000));
        Assert.That(Directory.GetFiles(Path.Combine(shell.State, "demo", "mail"), "*.eml"), Has.Length.EqualTo(Number(table, "mailsSent")));
        Assert.That(table.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetString()), Has.All.Matches<string>(File.Exists).And.Exactly(2).Items);
        Assert.That(ran.Error, Does.Contain("2018-06-11  交办 57 项任务、57 个单位").And.Contain("个单位签收").And.Contain("条催办").And.Contain("2018-06"));
    }

    [Test]
    public async Task With_smtp_every_mail_arrives_and_the_counts_agree()
    {
        await using var server = await RealSmtpServer.Start();
        using var shell = Shell.On(database, ("SMTP_URL", server.Url));
        var ran = await shell.Run("demo", "--json", "--smtp", "--until", "2018-06-13");
        Assert.That(ran.Status, Is.EqualTo(ExitStatus.Done), ran.Error);
        using var table = JsonDocument.Parse(ran.Output);
        var sent = Number(table, "mailsSent");
        Assert.That(sent, Is.GreaterThan(57).And.EqualTo(Number(table, "mailsPromised")));
        var mails = await server.WaitForMails(sent);
        Assert.That(mails.Select(mail => mail.MessageId), Is.Unique.And.Exactly(sent).Items);
        Assert.That(mails.Count(mail => mail.Subject.Contains("待签收：", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(54));
        Assert.That(Path.Combine(shell.State, "demo", "mail"), Does.Not.Exist);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_database_that_somebody_works_in_is_refused_and_left_alone(bool practice)
    {
        using var shell = Shell.On(database);
        Assert.That((await shell.Run(practice ? ["seed", "--practice"] : ["seed"])).Status, Is.EqualTo(ExitStatus.Done));
        (await shell.Run("demo", "--json")).RefusedWith(ExitStatus.Refused, practice ? "空数据库" : "正式数据库");
        Assert.That(Path.Combine(shell.State, "demo"), Does.Not.Exist);
    }

    [Test]
    public async Task Smtp_without_a_server_is_refused()
    {
        using var shell = Shell.On(database);
        (await shell.Run("demo", "--json", "--smtp")).RefusedWith(ExitStatus.Setting, "SMTP_URL");
    }

    [TestCase("2018-06-10")]
    [TestCase("2019-01-16")]
    [TestCase("tomorrow")]
    public async Task A_day_outside_the_year_is_refused(string day)
    {
        using var shell = Shell.On(database);
        (await shell.Run("demo", "--json", "--until", day)).RefusedWith(ExitStatus.Usage, "--until");
    }

    static int Number(JsonDocument table, string name) => table.RootElement.GetProperty(name).GetInt32();
}
