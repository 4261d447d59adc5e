using Microsoft.AspNetCore.Builder;

namespace Tracker.Web.Tests.Platform;

/// <summary>A world that takes long to make: made once for all fixtures, of which each gets a copy of its own to change.</summary>
public sealed class FrozenWorld(Func<IServiceProvider, Task> make)
{
    readonly Lazy<Task<(TestDatabase Database, DirectoryInfo State)>> made = new(async () =>
    {
        var first = await ServedTracker.Start();
        await make(first.Services);
        var (database, state) = await first.Freeze();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => state.Delete(recursive: true);
        return (database, state);
    });

    /// <summary>The program over a copy, in the state folder too.</summary>
    /// <param name="with">what is added to the program, given the address of its database</param>
    public async Task<ServedTracker> Copy(Action<WebApplicationBuilder, string>? with = null)
    {
        var (database, state) = await made.Value;
        return await ServedTracker.StartOnCopy(database, state, with);
    }
}
