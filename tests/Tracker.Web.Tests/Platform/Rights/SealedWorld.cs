using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform.Rights;

/// <summary>One world for all that is asked about rights: everybody has signed in, and nothing can be written any more.</summary>
[SetUpFixture]
public sealed class SealedWorld
{
    public static RightsWorld World { get; private set; } = null!;

    /// <summary>By the sign of whoever has signed in.</summary>
    public static IReadOnlyDictionary<char, HttpClient> Clients { get; private set; } = null!;

    [OneTimeSetUp]
    public static async Task Make()
    {
        World = await RightsWorld.Make();
        var clients = new Dictionary<char, HttpClient>();
        foreach (var who in RightsWorld.Logins.Keys)
            clients[who] = await World.SignedIn(who);
        Clients = clients;
        await World.Seal();
    }

    [OneTimeTearDown]
    public static async Task Close()
    {
        foreach (var client in Clients.Values)
            client.Dispose();
        await World.DisposeAsync();
    }
}
