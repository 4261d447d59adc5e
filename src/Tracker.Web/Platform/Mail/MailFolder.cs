using System.Net.Mail;

namespace Tracker.Web.Platform;

/// <summary>Without an SMTP server each mail becomes a file that any mail program opens, and that counts as sent.
/// The file is named after the Message-ID, so that a mail sent again takes the place of itself.</summary>
public sealed class MailFolder(string folder, string from) : IMailTransport
{
    public string Description => $"没有设置 SMTP_URL：邮件写成 .eml 文件，放在 {folder}";

    public IMailSender Open() => new Sender(Directory.CreateDirectory(folder).FullName, from);

    sealed class Sender(string folder, string from) : IMailSender
    {
        // Half a file never stands in the folder itself: it is written apart and then moved.
        readonly DirectoryInfo draft = Directory.CreateDirectory(Path.Combine(folder, $".draft-{Guid.NewGuid():N}"));

        public Task Send(OutgoingMail mail, CancellationToken ct)
        {
            using var message = MailMessages.From(from, mail);
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = draft.FullName };
            client.Send(message);
            draft.GetFiles().Single().MoveTo(Path.Combine(folder, mail.MessageId + ".eml"), overwrite: true);
            return Task.CompletedTask;
        }

        public void Dispose() => draft.Delete(recursive: true);
    }
}
