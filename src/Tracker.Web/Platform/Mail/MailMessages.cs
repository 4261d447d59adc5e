using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Tracker.Web.Platform;

/// <summary>The mail as it travels: plain text and HTML, a date and an id of our own.</summary>
public static class MailMessages
{
    /// <param name="from">the address every mail comes from</param>
    /// <exception cref="AddressRefused">the recipient's address is none</exception>
    public static MailMessage From(string from, OutgoingMail mail)
    {
        if (!MailAddress.TryCreate(OneLine(mail.Address), OneLine(mail.RecipientName), Encoding.UTF8, out var to))
            throw new AddressRefused($"邮箱地址无效：{mail.Address}");
        var message = new MailMessage
        {
            From = new MailAddress(from, "督办系统", Encoding.UTF8),
            Subject = OneLine(mail.Subject), SubjectEncoding = Encoding.UTF8,
        };
        message.To.Add(to);
        message.Headers.Add("Message-ID", $"<{OneLine(mail.MessageId)}>");
        message.Headers.Add("Auto-Submitted", "auto-generated");
        // RFC 8058: one click in the mail program is a POST to the address; opening it only shows a page.
        if (mail.Unsubscribe is { } address)
        {
            message.Headers.Add("List-Unsubscribe", $"<{OneLine(address)}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Text, Encoding.UTF8, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        return message;
    }

    // A line break would begin a header that somebody else has written.
    static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
