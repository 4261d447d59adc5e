using System.Diagnostics;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>A worker may be started before its database, or while that is being restarted. Nobody looks at a worker, so it waits;
/// <c>serve</c> stops at once, because somebody does.</summary>
public static class DatabaseAtStart
{
    static readonly TimeSpan longest = TimeSpan.FromSeconds(30);

    /// <summary>Tries, and waits longer after each time, as long as the database is away.</summary>
    /// <param name="patience">altogether</param>
    /// <param name="say">is given a Chinese sentence before each wait</param>
    /// <exception cref="NpgsqlException">it is still away when patience ends, or it refused</exception>
    public static async Task<T> WaitFor<T>(TimeSpan patience, Func<Task<T>> attempt, Action<string> say, CancellationToken ct)
    {
        var (begun, wait) = (Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(1));
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (NpgsqlException e) when (Database.IsAway(e) && Stopwatch.GetElapsedTime(begun) is var waited && waited + wait <= patience)
            {
                say($"连不上数据库：{e.Message}。{wait.TotalSeconds:0} 秒后再试，最多再等 {(patience - waited).TotalSeconds:0} 秒（TRACKER_DATABASE_PATIENCE）。");
            }
            await Task.Delay(wait, ct);
            wait = wait * 2 < longest ? wait * 2 : longest;
        }
    }
}
