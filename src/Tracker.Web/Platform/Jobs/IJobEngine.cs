namespace Tracker.Web.Platform;

/// <summary>
/// Wakes jobs, and nothing else. Several on one database share the work: each fire goes to one of them.
/// One implementation a file; which of them is built in is chosen by <c>-p:JobEngine</c>, and each brings a class
/// <c>JobEngine</c> with <c>Create</c> and <c>Provision</c>.
/// </summary>
public interface IJobEngine : IAsyncDisposable
{
    /// <summary>Brings what is stored in line with the schedule, and begins. Jobs no longer in the schedule are dropped.</summary>
    Task Start(CancellationToken ct);
}
