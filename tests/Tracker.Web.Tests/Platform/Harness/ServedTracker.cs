using Microsoft.AspNetCore.Builder;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform;

/// <summary>The program itself on a free loopback port, over a database of its own.</summary>
public sealed class ServedTracker : IAsyncDisposable
{
    readonly WebApplication app;
    readonly DirectoryInfo state;

    // A program that has ended keeps its watcher over wwwroot for a while, and a user has 128 of them; looking from time to time needs none.
    static ServedTracker() => Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "true");

    ServedTracker(TestDatabase database, WebApplication app, DirectoryInfo state) => (Database, this.app, this.state) = (database, app, state);

    public TestDatabase Database { get; }

    /// <summary>http://127.0.0.1:port</summary>
    public Uri Address => new(app.Urls.Single());

    /// <summary>What the program itself works with, for verbs called without a page.</summary>
    public IServiceProvider Services => app.Services;

    /// <param name="more">settings beside the database, such as SMTP_URL</param>
    public static Task<ServedTracker> Start(params (string Name, string Value)[] more) => Start(null, more);

    /// <param name="with">what is added to the program, given the address of its database</param>
    public static async Task<ServedTracker> Start(Action<WebApplicationBuilder, string>? with, params (string Name, string Value)[] more) =>
        await Start(await TestDatabase.Create(), Directory.CreateTempSubdirectory("tracker-state-"), with, more);

    /// <summary>The same over a copy of a database that nobody uses, with what lies in its state folder.</summary>
    public static async Task<ServedTracker> StartOnCopy(TestDatabase frozen, DirectoryInfo frozenState, Action<WebApplicationBuilder, string>? with)
    {
        var state = Directory.CreateTempSubdirectory("tracker-state-");
        foreach (var file in frozenState.GetFiles("*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(state.FullName, Path.GetRelativePath(frozenState.FullName, file.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            file.CopyTo(copy);
        }
        return await Start(await frozen.Copy(), state, with);
    }

    static async Task<ServedTracker> Start(
        TestDatabase database, DirectoryInfo state, Action<WebApplicationBuilder, string>? with, params (string Name, string Value)[] more)
    {
        var app = TrackerWeb.Build(database.Settings([("TRACKER_STATE", state.FullName), .. more]), builder => with?.Invoke(builder, database.Url));
        await app.StartAsync();
        return new ServedTracker(database, app, state);
    }

    /// <summary>A client with cookies of its own, that does not follow redirects by itself.</summary>
    public HttpClient Client() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>Stops serving and leaves what was made, to be copied.</summary>
    public async Task<(TestDatabase Database, DirectoryInfo State)> Freeze()
    {
        await app.DisposeAsync();
        return (Database, state);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Database.DisposeAsync();
        state.Delete(recursive: true);
    }
}
