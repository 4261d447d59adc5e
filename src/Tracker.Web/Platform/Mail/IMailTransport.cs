namespace Tracker.Web.Platform;

/// <summary>The way mails leave by. One implementation a file; which of them is built in is chosen by <c>-p:MailTransport</c>.</summary>
public interface IMailTransport
{
    /// <summary>In Chinese, for the start message and the page of the outbox.</summary>
    string Description { get; }

    /// <summary>Asks the server whether it takes our name and password; one that does not answer is no reason to refuse.</summary>
    /// <exception cref="ServerAway">it does not: mails sent now would go as anybody's</exception>
    Task SignIn(CancellationToken ct);

    /// <summary>A connection for one sender, which sends one mail after the other; dispose it when there is no more.</summary>
    IMailSender Open();
}

/// <summary>One connection, used by one sender at a time.</summary>
public interface IMailSender : IDisposable
{
    /// <summary>Returns once the mail was accepted; never longer than the transport's time limit.</summary>
    /// <exception cref="MailRefused">it was not accepted, and in which way</exception>
    Task Send(OutgoingMail mail, CancellationToken ct);
}
