namespace Tracker.Web.Platform;

/// <summary>Plain code that sweeps what is due in the database. May run twice, late, or on two machines without harm.</summary>
public interface IScheduledJob : IFeature
{
    /// <returns>what was done, in Chinese, for the page of jobs; empty if there was nothing to do</returns>
    Task<string> Run(CancellationToken ct);
}

/// <summary>When a job runs.</summary>
/// <param name="Name">the job's identity; renaming makes another job of it</param>
/// <param name="Cron">second minute hour day month weekday, in the office's zone: one node is woken at each of these times</param>
/// <param name="When">the same in Chinese</param>
/// <param name="Job">an <see cref="IScheduledJob"/></param>
/// <param name="OnEachNode">instead of a cron: how often each node does it beside the others, so that all share the work</param>
public sealed record ScheduledJob(string Name, string Cron, string When, string What, Type Job, TimeSpan? OnEachNode = null);
