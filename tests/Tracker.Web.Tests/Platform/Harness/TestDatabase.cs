using Dapper;
using Microsoft.Extensions.Configuration;
using NodaTime;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform;

/// <summary>A migrated database of its own for one fixture, copied from a template and dropped afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    const string Template = "tracker_template";

    readonly TestCluster cluster;

    TestDatabase(TestCluster cluster, string name) => (this.cluster, Name) = (cluster, name);

    public string Name { get; }

    /// <summary>Connection string of the role that serves.</summary>
    public string Url => UrlOf("tracker_app");

    /// <summary>Connection string of the role that owns the schema.</summary>
    public string OwnerUrl => UrlOf("tracker_owner");

    /// <param name="role">tracker_app, tracker_owner, or postgres, who may do anything</param>
    /// <returns>an Npgsql connection string</returns>
    public string UrlOf(string role) => cluster.Url(role, Name);

    /// <summary>Settings of a program on this database that listens on a free loopback port.</summary>
    public Settings Settings(params (string Name, string Value)[] more) => new(new ConfigurationBuilder().AddInMemoryCollection(
        more.Prepend(("TRACKER_LISTEN", "http://127.0.0.1:0")).Prepend(("DATABASE_URL", Url))
            .Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2))).Build());

    /// <param name="cluster">where; else in the one that all tests share</param>
    public static async Task<TestDatabase> Create(TestCluster? cluster = null)
    {
        cluster ??= TestCluster.Shared;
        await using var server = await Server(cluster);
        await MakeTemplateOnce(cluster, server);
        return await CopyOf(cluster, server, Template);
    }

    /// <summary>Another one with the same rows. Nobody may be using this one.</summary>
    public async Task<TestDatabase> Copy()
    {
        await using var server = await Server(cluster);
        // Pools of a program that has just ended may still be closing.
        await server.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = @Name", new { Name });
        return await CopyOf(cluster, server, Name);
    }

    /// <summary>An empty database without a schema, for tests of migrating.</summary>
    public static async Task<TestDatabase> CreateEmpty()
    {
        await using var server = await Server(TestCluster.Shared);
        var database = new TestDatabase(TestCluster.Shared, $"test_{Guid.NewGuid():N}");
        await server.ExecuteAsync($"CREATE DATABASE {database.Name} OWNER tracker_owner");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await using var server = await Server(cluster);
        await server.ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
    }

    static async Task<TestDatabase> CopyOf(TestCluster cluster, NpgsqlConnection server, string template)
    {
        var database = new TestDatabase(cluster, $"test_{Guid.NewGuid():N}");
        await server.ExecuteAsync($"CREATE DATABASE {database.Name} TEMPLATE {template} OWNER tracker_owner");
        await server.ExecuteAsync($"REVOKE CREATE, TEMPORARY ON DATABASE {database.Name} FROM PUBLIC");
        return database;
    }

    static async Task<NpgsqlConnection> Server(TestCluster cluster)
    {
        var connection = new NpgsqlConnection(cluster.Url("postgres", "postgres"));
        await connection.OpenAsync();
        return connection;
    }

    // Fixtures run beside each other; the lock goes with the connection.
    static async Task MakeTemplateOnce(TestCluster cluster, NpgsqlConnection server)
    {
        await server.ExecuteAsync("SELECT pg_advisory_lock(1)");
        if (!await server.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = @Template AND datistemplate)", new { Template }))
        {
            await server.ExecuteAsync($"DROP DATABASE IF EXISTS {Template}");
            await server.ExecuteAsync($"CREATE DATABASE {Template} OWNER tracker_owner");
            await Migrate(new NpgsqlConnectionStringBuilder(cluster.Url("tracker_owner", Template)) { Pooling = false }.ConnectionString);
            await server.ExecuteAsync($"ALTER DATABASE {Template} IS_TEMPLATE true");
        }
        await server.ExecuteAsync("SELECT pg_advisory_unlock(1)");
    }

    static Task Migrate(string ownerUrl) =>
        new Migrations(ownerUrl).Apply(SystemClock.Instance.GetCurrentInstant(), _ => { }, JobEngine.Provision);
}
