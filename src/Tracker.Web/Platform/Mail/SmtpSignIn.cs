using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Tracker.Web.Platform;

/// <summary>
/// Asks the mail server whether it takes our name and password. System.Net.Mail would go on unauthenticated after a
/// refusal: a lax server would send our mails as anybody's, and a strict one refuse them later and one by one.
/// </summary>
public static class SmtpSignIn
{
    static readonly TimeSpan limit = TimeSpan.FromSeconds(10);

    /// <exception cref="ServerAway">the server refuses, or offers no AUTH LOGIN; one that does not answer is no reason to say so</exception>
    public static async Task Check(Uri server, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Host, SmtpTransport.PortOf(server), patience.Token);
            await SignIn(client.GetStream(), server, patience.Token);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // It may be back in a minute: mails wait in the outbox, and the page of the outbox shows why.
        }
        catch (AuthenticationException e)
        {
            throw ServerAway.Untrusted(server, e);
        }
    }

    static async Task SignIn(Stream plain, Uri server, CancellationToken ct)
    {
        using var greeting = new Dialogue(plain);
        await greeting.Reply(ct);
        if (SmtpTransport.PortOf(server) != 587)
        {
            await LogIn(greeting, server, ct);
            return;
        }
        await greeting.Say(Hello, ct);
        await greeting.Say("STARTTLS", ct);
        await using var secure = new SslStream(plain);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = server.Host }, ct);
        using var talk = new Dialogue(secure);
        await LogIn(talk, server, ct);
    }

    static string Hello => $"EHLO {Environment.MachineName}";

    static async Task LogIn(Dialogue talk, Uri server, CancellationToken ct)
    {
        var offered = await talk.Say(Hello, ct);
        if (!offered.Contains("LOGIN", StringComparison.OrdinalIgnoreCase))
            throw Refused(server, "服务器不提供 AUTH LOGIN");
        var credentials = SmtpTransport.CredentialsOf(server)!;
        await talk.Say("AUTH LOGIN", ct);
        await talk.Say(Encoded(credentials.UserName), ct);
        var answer = await talk.Say(Encoded(credentials.Password), ct);
        if (!answer.StartsWith("235", StringComparison.Ordinal))
            throw Refused(server, answer.Trim());
        await talk.Say("QUIT", ct);
    }

    static ServerAway Refused(Uri server, string answer) =>
        new($"邮件服务器 {server.Host} 不接受设置 SMTP_URL 里的用户名和密码（{answer}）。请更正，或换用不需要登录的本机中继。");

    static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>One line out, all lines of the answer in.</summary>
    sealed class Dialogue(Stream stream) : IDisposable
    {
        readonly StreamReader reader = new(stream, Encoding.ASCII);

        public async Task<string> Say(string line, CancellationToken ct)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), ct);
            return await Reply(ct);
        }

        public void Dispose() => reader.Dispose();

        public async Task<string> Reply(CancellationToken ct)
        {
            var answer = new StringBuilder();
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                answer.AppendLine(line);
                if (line.Length < 4 || line[3] != '-')
                    return answer.ToString();
            }
            throw new IOException("the server hung up");
        }
    }
}
