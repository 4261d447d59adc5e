using System.Net;
using System.Net.Mail;

namespace Tracker.Web.Platform;

/// <summary>SMTP by System.Net.Mail: plain on any port, STARTTLS on 587.</summary>
public sealed class SmtpTransport(Uri server, string from) : IMailTransport
{
    // SmtpClient.Timeout does not bound SendMailAsync.
    static readonly TimeSpan limit = TimeSpan.FromSeconds(30);

    public string Description => $"邮件经 {server.Host}:{PortOf(server)} 发送";

    public Task SignIn(CancellationToken ct) => CredentialsOf(server) is null ? Task.CompletedTask : SmtpSignIn.Check(server, ct);

    public IMailSender Open() => new Sender(new SmtpClient(server.Host, PortOf(server))
    {
        EnableSsl = PortOf(server) == 587,
        Credentials = CredentialsOf(server),
    }, from);

    /// <summary>25 unless the address names another.</summary>
    public static int PortOf(Uri server) => server.Port > 0 ? server.Port : 25;

    /// <summary>User and password in the address; null without.</summary>
    public static NetworkCredential? CredentialsOf(Uri server) => server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var rest]
        ? new(Uri.UnescapeDataString(user), rest is [var password] ? Uri.UnescapeDataString(password) : "") : null;

    sealed class Sender(SmtpClient client, string from) : IMailSender
    {
        public async Task Send(OutgoingMail mail, CancellationToken ct)
        {
            using var message = MailMessages.From(from, mail);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(limit);
            try
            {
                await client.SendMailAsync(message, patience.Token);
            }
            catch (SmtpException e)
            {
                throw Refusal(e);
            }
            catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
            {
                throw new ServerAway($"邮件服务器{limit.TotalSeconds}秒内没有应答", e);
            }
        }

        public void Dispose() => client.Dispose();
    }

    // 5xx on the recipient or the mail is final. 530 and its like say that the server does not know us.
    static MailRefused Refusal(SmtpException e) => (int)e.StatusCode switch
    {
        >= 550 and <= 554 => new AddressRefused(Words(e), e),
        >= 400 and < 500 and not 421 => new MailDeferred(Words(e), e),
        _ => new ServerAway(Words(e), e),
    };

    static string Words(SmtpException e) =>
        ((int)e.StatusCode > 0 ? $"{(int)e.StatusCode} " : "") + (e.InnerException?.Message ?? e.Message);
}
