using NodaTime;

namespace Tracker.Web.Platform;

/// <summary>One mail to one address, as the outbox holds it.</summary>
/// <param name="MessageId">without angle brackets; the same at every attempt</param>
/// <param name="Date">the office's moment, for the Date header</param>
/// <param name="Unsubscribe">address of the header List-Unsubscribe; null where the reader cannot switch off what it tells</param>
public sealed record OutgoingMail(
    string MessageId, string RecipientName, string Address, string Subject, string Text, string Html, Instant Date, string? Unsubscribe = null);

/// <summary>The mail was not taken.</summary>
/// <param name="reason">in the words of the server, or of what went wrong on the way to it</param>
public abstract class MailRefused(string reason, Exception? cause = null) : Exception(reason, cause);

/// <summary>For good: no such address. Trying again is no use.</summary>
public sealed class AddressRefused(string reason, Exception? cause = null) : MailRefused(reason, cause);

/// <summary>For now: busy, full; or nobody knows whether it was taken, because the answer was lost. Try again later.</summary>
public sealed class MailDeferred(string reason, Exception? cause = null) : MailRefused(reason, cause);

/// <summary>Nobody answered, or the server takes no mail from us: it says nothing about the address.</summary>
public sealed class ServerAway(string reason, Exception? cause = null) : MailRefused(reason, cause)
{
    /// <summary>The connection could not be encrypted: its certificate is not one that this machine trusts, or the port speaks no TLS.</summary>
    public static ServerAway Untrusted(Uri server, Exception cause) => new(
        $"和邮件服务器 {server.Host}:{server.Port} 建立加密连接失败：证书不受信任，或服务器在这个端口不加密。请把签发证书的机构加入系统信任列表，或更正 SMTP_URL 的端口。", cause);
}
