namespace Tracker.Web.Platform;

/// <summary>Gives each mail of this process its turn, so many a second at most, whoever sends it. Other workers keep a pace of their own.</summary>
public sealed class MailPace(Settings settings, TimeProvider time)
{
    readonly Lock turn = new();
    long next = long.MinValue;

    /// <summary>Returns when the next mail may go.</summary>
    public Task Turn(CancellationToken ct) => settings.MailsPerSecond == 0 ? Task.CompletedTask : Task.Delay(Wait(), time, ct);

    TimeSpan Wait()
    {
        lock (turn)
        {
            var now = time.GetTimestamp();
            var mine = Math.Max(now, next);
            next = mine + (time.TimestampFrequency / settings.MailsPerSecond);
            return time.GetElapsedTime(now, mine);
        }
    }
}
