namespace Tracker.Web.Platform;

/// <summary>Which way mails leave by: SMTP where it is set, else the folder. A practice database writes files
/// even beside a set server, so that a trial run reaches nobody, unless SMTP_PRACTICE says otherwise.</summary>
public sealed class MailTransports(Settings settings)
{
    /// <param name="practice">whether the database is for practice</param>
    public IMailTransport For(bool practice) => settings.Smtp is { } server && (!practice || settings.SmtpInPractice)
        ? new SmtpTransport(server, settings.MailFrom, settings.MailPatience)
        : new MailFolder(settings.MailFolder, settings.MailFrom);
}
