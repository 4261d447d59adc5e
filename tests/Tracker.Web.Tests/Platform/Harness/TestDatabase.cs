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

    TestDatabase(string name) => Name = name;

    public string Name { get; }

    /// <summary>Connection string of the role that serves.</summary>
    public string Url => TestCluster.Url("tracker_app", Name);

    /// <summary>Connection string of the role that owns the schema.</summary>
    public string OwnerUrl => TestCluster.Url("tracker_owner", Name);

    /// <summary>Settings of a program on this database that listens on a free loopback port.</summary>
    public Settings Settings(params (string Name, string Value)[] more) => new(new ConfigurationBuilder().AddInMemoryCollection(
        more.Prepend(("TRACKER_LISTEN", "http://127.0.0.1:0")).Prepend(("DATABASE_URL", Url))
            .Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2))).Build());

    public static async Task<TestDatabase> Create()
    {
        await using var server = await Server();
        await MakeTemplateOnce(server);
        return await CopyOf(server, Template);
    }

    /// <summary>Another one with the same rows. Nobody may be using this one.</summary>
    public async Task<TestDatabase> Copy()
    {
        await using var server = await Server();
        // Pools of a program that has just ended may still be closing.
        await server.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = @Name", new { Name });
        return await CopyOf(server, Name);
    }

    /// <summary>An empty database without a schema, for tests of migrating.</summary>
    public static async Task<TestDatabase> CreateEmpty()
    {
        await using var server = await Server();
        var database = new TestDatabase($"test_{Guid.NewGuid():N}");
        await server.ExecuteAsync($"CREATE DATABASE {database.Name} OWNER tracker_owner");
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await using var server = await Server();
        await server.ExecuteAsync($"DROP DATABASE {Name} WITH (FORCE)");
    }

    static async Task<TestDatabase> CopyOf(NpgsqlConnection server, string template)
    {
        var database = new TestDatabase($"test_{Guid.NewGuid():N}");
        await server.ExecuteAsync($"CREATE DATABASE {database.Name} TEMPLATE {template} OWNER tracker_owner");
        await server.ExecuteAsync($"REVOKE CREATE, TEMPORARY ON DATABASE {database.Name} FROM PUBLIC");
        return database;
    }

    static async Task<NpgsqlConnection> Server()
    {
        var connection = new NpgsqlConnection(TestCluster.Url("postgres", "postgres"));
        await connection.OpenAsync();
        return connection;
    }

    // Fixtures run beside each other; the lock goes with the connection.
    static async Task MakeTemplateOnce(NpgsqlConnection server)
    {
        await server.ExecuteAsync("SELECT pg_advisory_lock(1)");
        if (!await server.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_database WHERE datname = @Template AND datistemplate)", new { Template }))
        {
            await server.ExecuteAsync($"DROP DATABASE IF EXISTS {Template}");
            await server.ExecuteAsync($"CREATE DATABASE {Template} OWNER tracker_owner");
            await Migrate(new NpgsqlConnectionStringBuilder(TestCluster.Url("tracker_owner", Template)) { Pooling = false }.ConnectionString);
            await server.ExecuteAsync($"ALTER DATABASE {Template} IS_TEMPLATE true");
        }
        await server.ExecuteAsync("SELECT pg_advisory_unlock(1)");
    }

    static Task Migrate(string ownerUrl) =>
        new Migrations(ownerUrl).Apply(SystemClock.Instance.GetCurrentInstant(), _ => { }, JobEngine.Provision);
}
