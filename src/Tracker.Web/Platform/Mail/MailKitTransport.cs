using System.Net;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Tracker.Web.Platform;

/// <summary>SMTP by MailKit, built in by <c>-p:MailTransport=MailKit</c>: plain on any port, STARTTLS on 587, TLS from the start on
/// 465, and whatever kind of AUTH the server offers.</summary>
/// <param name="patience">how long the server may take for one mail</param>
public sealed class SmtpTransport(Uri server, string from, TimeSpan patience) : IMailTransport
{
    /// <summary>Whether 465 can be used.</summary>
    public static bool SpeaksTlsFromTheStart => true;

    public string Description => $"邮件经 {server.Host}:{Port} 发送";

    int Port => server.Port > 0 ? server.Port : 25;

    SecureSocketOptions Security => Port switch { 465 => SecureSocketOptions.SslOnConnect, 587 => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None };

    public async Task SignIn(CancellationToken ct)
    {
        using var client = new SmtpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            await Connect(client, limit.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // It may be back in a minute: mails wait in the outbox, and the page of the outbox shows why.
        }
    }

    public IMailSender Open() => new Sender(this, from, patience);

    /// <exception cref="ServerAway">the server does not take our name and password</exception>
    async Task Connect(SmtpClient client, CancellationToken ct)
    {
        // No list of revoked certificates can be reached from an office network.
        client.CheckCertificateRevocation = false;
        try
        {
            await client.ConnectAsync(server.Host, Port, Security, ct);
        }
        catch (SslHandshakeException e)
        {
            throw ServerAway.Untrusted(server, e);
        }
        if (server.UserInfo.Split(':', 2) is not [{ Length: > 0 } user, .. var rest])
            return;
        try
        {
            await client.AuthenticateAsync(new NetworkCredential(Uri.UnescapeDataString(user), rest is [var password] ? Uri.UnescapeDataString(password) : ""), ct);
        }
        catch (Exception e) when (e is AuthenticationException or NotSupportedException)
        {
            throw new ServerAway($"邮件服务器 {server.Host} 不接受设置 SMTP_URL 里的用户名和密码（{e.Message}）。请更正，或换用不需要登录的本机中继。", e);
        }
    }

    sealed class Sender(SmtpTransport transport, string from, TimeSpan patience) : IMailSender
    {
        readonly SmtpClient client = new();

        public async Task Send(OutgoingMail mail, CancellationToken ct)
        {
            var used = client.IsConnected;
            try
            {
                await Attempt(mail, ct);
            }
            catch (ServerAway) when (used)
            {
                // Servers close a connection after so many mails, or so long a pause: that is no reason to think them away.
                await Attempt(mail, ct);
            }
        }

        async Task Attempt(OutgoingMail mail, CancellationToken ct)
        {
            using var prepared = MailMessages.From(from, mail);
            using var message = MimeMessage.CreateFromMailMessage(prepared);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(patience);
            var data = new Data();
            try
            {
                if (!client.IsConnected)
                    await transport.Connect(client, limit.Token);
                await client.SendAsync(message, limit.Token, data);
            }
            catch (SmtpCommandException e)
            {
                throw Refusal(e, data.IsUnderWay);
            }
            catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
            {
                await Leave();
                throw NoAnswer($"邮件服务器{patience.TotalSeconds}秒内没有应答", data.IsUnderWay, e);
            }
            catch (Exception e) when (e is SocketException or IOException or ProtocolException or ServiceNotConnectedException)
            {
                await Leave();
                throw NoAnswer(e.Message, data.IsUnderWay, e);
            }
        }

        Task Leave() => client.DisconnectAsync(quit: false);

        public void Dispose() => client.Dispose();
    }

    // What is said of the recipient or of the text concerns this mail; all else concerns us.
    static MailRefused Refusal(SmtpCommandException e, bool underWay) => ((int)e.StatusCode, e.ErrorCode) switch
    {
        (421, _) => NoAnswer(Words(e), underWay, e),
        ( >= 500, SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted) => new AddressRefused(Words(e), e),
        (_, SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted) => new MailDeferred(Words(e), e),
        _ when underWay => new MailDeferred(Words(e), e),
        _ => new ServerAway(Words(e), e),
    };

    // A mail whose data has left may have been taken: it counts as tried, and is sent again under the same id.
    static MailRefused NoAnswer(string reason, bool underWay, Exception cause) =>
        underWay ? new MailDeferred($"不知是否送达：{reason}", cause) : new ServerAway(reason, cause);

    static string Words(SmtpCommandException e) => $"{(int)e.StatusCode} {e.Message}";

    /// <summary>Hears of the mail's text once it is on its way.</summary>
    sealed class Data : ITransferProgress
    {
        public bool IsUnderWay { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => IsUnderWay = true;

        public void Report(long bytesTransferred) => IsUnderWay = true;
    }
}
