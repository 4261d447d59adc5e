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
public sealed class ServerAway(string reason, Exception? cause = null) : MailRefused(reason, cause);
