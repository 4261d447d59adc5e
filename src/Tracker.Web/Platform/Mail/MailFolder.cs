using System.Globalization;
using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;

namespace Tracker.Web.Platform;

/// <summary>Without an SMTP server each mail becomes a file that any mail program opens, and that counts as sent.
/// The file is named after the Message-ID, so that a mail sent again takes the place of itself.</summary>
public sealed partial class MailFolder(string folder, string from) : IMailTransport
{
    public string Description => $"没有设置 SMTP_URL：邮件写成 .eml 文件，放在 {folder}";

    public Task SignIn(CancellationToken ct) => Task.CompletedTask;

    public IMailSender Open() => new Sender(Directory.CreateDirectory(folder).FullName, from);

    sealed partial class Sender(string folder, string from) : IMailSender
    {
        // Half a file never stands in the folder itself: it is written apart and then moved.
        readonly DirectoryInfo draft = Directory.CreateDirectory(Path.Combine(folder, $".draft-{Guid.NewGuid():N}"));

        public Task Send(OutgoingMail mail, CancellationToken ct)
        {
            using var message = MailMessages.From(from, mail);
            using var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = draft.FullName };
            client.Send(message);
            var file = draft.GetFiles().Single();
            File.WriteAllText(file.FullName, Envelope().Replace(Date().Replace(File.ReadAllText(file.FullName), InOfficeTime(mail), 1), ""), new UTF8Encoding(false));
            file.MoveTo(Path.Combine(folder, mail.MessageId + ".eml"), overwrite: true);
            return Task.CompletedTask;
        }

        // System.Net.Mail writes the machine's time whatever it is told; a practice year has its own.
        static string InOfficeTime(OutgoingMail mail) =>
            mail.Date.InZone(OfficeClock.Zone).ToDateTimeOffset().ToString("'Date: 'ddd, dd MMM yyyy HH:mm:ss +0800", CultureInfo.InvariantCulture);

        [GeneratedRegex(@"(?m)^Date: [^\r\n]*")]
        private static partial Regex Date();

        // Names the sender and receiver for a relay that would pick the file up.
        [GeneratedRegex(@"\A(X-[^\r\n]*\r?\n([ \t][^\r\n]*\r?\n)*)+")]
        private static partial Regex Envelope();

        public void Dispose() => draft.Delete(recursive: true);
    }
}
