namespace Tracker.Web.Platform;

/// <summary>What must hold before jobs run, and the sentence that says where mails go.</summary>
public sealed class WorkerCheck(Database database, MailTransports transports) : IFeature
{
    /// <returns>in Chinese, which way mails leave by</returns>
    /// <exception cref="Stop">another version of the database, or the mail server does not take our name and password</exception>
    public async Task<string> Run(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await Migrations.RefuseOtherVersion(connection);
        var transport = transports.For(await OfficeClock.IsPractice(connection));
        try
        {
            await transport.SignIn(ct);
        }
        catch (ServerAway e)
        {
            throw new Stop(ExitStatus.Setting, e.Message, e);
        }
        return transport.Description;
    }
}
