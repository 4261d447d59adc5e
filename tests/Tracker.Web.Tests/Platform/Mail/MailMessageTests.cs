using NodaTime;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform.Mail;

[TestFixture]
public sealed class MailMessageTests
{
    DirectoryInfo folder = null!;

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("tracker-mail-");

    [TearDown]
    public void Remove() => folder.Delete(recursive: true);

    [Test]
    public async Task A_mail_in_the_folder_is_a_whole_mail_in_office_time()
    {
        var mail = await Written("张三", "【分工方案】2红 3黄 1待签收");
        Assert.That((mail.Subject, mail.Text.Trim(), mail.Html.Trim()), Is.EqualTo(("【分工方案】2红 3黄 1待签收", "正文", "<p>正文</p>")));
        Assert.That((mail.MessageId, mail.Headers["Date"]), Is.EqualTo(("<r1.p2.abc@duban.example>", "Thu, 14 Jun 2018 08:30:00 +0800")));
        Assert.That(mail.Headers.Keys, Has.None.StartsWith("X-"));
    }

    [TestCase("张三\r\nBcc: thief@example.com")]
    [TestCase("张三\nBcc: thief@example.com")]
    public async Task A_line_break_in_a_name_or_subject_begins_no_header(string evil)
    {
        Assert.That((await Written(evil, "主题")).Headers.Keys, Has.None.EqualTo("Bcc"));
        Assert.That((await Written("张三", evil)).Headers.Keys, Has.None.EqualTo("Bcc"));
    }

    [Test]
    public void An_address_that_is_none_is_refused_for_good() =>
        Assert.That(() => MailMessages.From("tracker@duban.example", Mail("张三", "主题") with { Address = "不是邮箱" }), Throws.TypeOf<AddressRefused>());

    [Test]
    public async Task The_same_mail_written_again_takes_its_own_place()
    {
        await Written("张三", "主题");
        await Written("张三", "主题");
        Assert.That(folder.GetFileSystemInfos(), Has.Exactly(1).Items);
    }

    async Task<ReceivedMail> Written(string name, string subject)
    {
        using (var sender = new MailFolder(folder.FullName, "tracker@duban.example").Open())
            await sender.Send(Mail(name, subject), CancellationToken.None);
        return ReceivedMail.Parse(await File.ReadAllTextAsync(folder.GetFiles("*.eml").Single().FullName));
    }

    static OutgoingMail Mail(string name, string subject) => new("r1.p2.abc@duban.example", name, "zhang@xizang.example", subject,
        "正文", "<p>正文</p>", Instant.FromUtc(2018, 6, 14, 0, 30));
}
