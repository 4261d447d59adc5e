using System.Net;
using System.Net.Mail;
using System.Security.Authentication;

namespace Tracker.Web.Platform;

/// <summary>SMTP by System.Net.Mail: plain on any port, STARTTLS on 587.</summary>
/// <param name="patience">how long the server may take; SmtpClient.Timeout does not bound SendMailAsync</param>
public sealed class SmtpTransport(Uri server, string from, TimeSpan patience) : IMailTransport
{
    /// <summary>Whether 465 can be used.</summary>
    public static bool SpeaksTlsFromTheStart => false;

    public string Description => $"邮件经 {server.Host}:{PortOf(server)} 发送";

    public Task SignIn(CancellationToken ct) => CredentialsOf(server) is null ? Task.CompletedTask : SmtpSignIn.Check(server, ct);

    public IMailSender Open() => new Sender(server, Connect, from, patience);

    SmtpClient Connect() => new(server.Host, PortOf(server))
    {
        EnableSsl = PortOf(server) == 587,
        Credentials = CredentialsOf(server),
    };

    /// <summary>25 unless the address names another.</summary>
    public static int PortOf(Uri server) => server.Port > 0 ? server.Port : 25;

    /// <summary>User and password in the address; null without.</summary>
    public static NetworkCredential? CredentialsOf(Uri server) => server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest]
        ? new(Uri.UnescapeDataString(user), rest is [var password] ? Uri.UnescapeDataString(password) : "") : null;

    sealed class Sender(Uri server, Func<SmtpClient> connect, string from, TimeSpan patience) : IMailSender
    {
        SmtpClient client = connect();
        bool used;

        public async Task Send(OutgoingMail mail, CancellationToken ct)
        {
            try
            {
                await Attempt(mail, ct);
            }
            catch (ServerAway) when (used)
            {
                // Servers close a connection after so many mails, or so long a pause: that is no reason to think them away.
                client.Dispose();
                (client, used) = (connect(), false);
                await Attempt(mail, ct);
            }
        }

        async Task Attempt(OutgoingMail mail, CancellationToken ct)
        {
            using var message = MailMessages.From(from, mail);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(patience);
            try
            {
                await client.SendMailAsync(message, limit.Token);
                used = true;
            }
            catch (Exception e) when (e is AuthenticationException || e.InnerException is AuthenticationException)
            {
                throw ServerAway.Untrusted(server, e);
            }
            catch (SmtpException e)
            {
                throw Refusal(e, IsUnderWay(message));
            }
            catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
            {
                throw NoAnswer($"邮件服务器{patience.TotalSeconds}秒内没有应答", IsUnderWay(message), e);
            }
        }

        public void Dispose() => client.Dispose();
    }

    // The text is read when the server has said that it takes the mail's data, and not before.
    static bool IsUnderWay(MailMessage message) => message.AlternateViews[0].ContentStream.Position > 0;

    // What is said of the recipient or of the text concerns this mail. System.Net.Mail names the recipient for 450 and 550 to
    // 553 only: 451 or 554 may be said of it too, or of the sender, and is tried again. All else that comes first concerns us.
    static MailRefused Refusal(SmtpException e, bool underWay) => (e, (int)e.StatusCode) switch
    {
        (_, 421 or < 400) => NoAnswer(Words(e), underWay, e),
        (SmtpFailedRecipientException, >= 500) => new AddressRefused(Words(e), e),
        (_, >= 500) when underWay => new AddressRefused(Words(e), e),
        (_, < 500 or 554) => new MailDeferred(Words(e), e),
        _ => new ServerAway(Words(e), e),
    };

    // A mail whose data has left may have been taken: it counts as tried, and is sent again under the same id.
    static MailRefused NoAnswer(string reason, bool underWay, Exception cause) =>
        underWay ? new MailDeferred($"不知是否送达：{reason}", cause) : new ServerAway(reason, cause);

    static string Words(SmtpException e) =>
        ((int)e.StatusCode > 0 ? $"{(int)e.StatusCode} " : "") + (e.InnerException?.Message ?? e.Message);
}
