namespace Tracker.Web.Platform;

/// <summary>What must hold before jobs run, and the sentence that says where mails go.</summary>
public sealed class WorkerCheck(Database database, MailTransports transports, Settings settings) : IFeature
{
    /// <exception cref="Stop">another version of the database, or the mail server does not take our name and password</exception>
    public async Task Run(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await Migrations.RefuseOtherVersion(connection);
        var transport = transports.For(await OfficeClock.IsPractice(connection));
        if (transport is SmtpTransport && settings.Smtp is { UserInfo.Length: > 0 } server)
            await SmtpSignIn.Check(server, ct);
        Console.WriteLine(transport.Description);
    }
}
