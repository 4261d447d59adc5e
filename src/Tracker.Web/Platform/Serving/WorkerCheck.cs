namespace Tracker.Web.Platform;

/// <summary>What must hold before jobs run, and the sentence that says where mails go.</summary>
public sealed class WorkerCheck(Database database, MailTransports transports, Settings settings) : IFeature
{
    /// <returns>in Chinese, which way mails leave by</returns>
    /// <exception cref="Stop">another version of the database, a clock set wrong for a real one, or the mail server does not take our name and password</exception>
    public async Task<string> Run(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        await Migrations.RefuseOtherVersion(connection);
        var practice = await OfficeClock.IsPractice(connection);
        if (!practice && settings.ClockOffset != TimeSpan.Zero)
            throw new Stop(ExitStatus.Setting, "设置 TRACKER_CLOCK_OFFSET 只能用在练习数据库上，请去掉。");
        var transport = transports.For(practice);
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
