using System.Reflection;
using System.Security.Cryptography;
using Dapper;
using Npgsql;

namespace Tracker.Web.Platform;

/// <summary>
/// Brings the schema forward: each embedded migrations/NNNN_name.sql once, in order, in a transaction of its own,
/// under an advisory lock. The file name is the version; a file changed after it was applied is refused by name.
/// </summary>
public sealed class Migrations(string ownerConnectionString)
{
    const long LockKey = 20180611;
    const string Prefix = "migrations/";

    const string CreateTableSql = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL);
        GRANT SELECT ON schema_migrations TO tracker_app;
        """;

    public sealed record Migration(string Name, string Sql)
    {
        public string Sha256 { get; } = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Sql)));
    }

    sealed record Applied(string Name, string Sha256);

    /// <summary>All migrations this program carries, in order.</summary>
    public static IReadOnlyList<Migration> Embedded { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Load)];

    /// <param name="now">recorded beside each migration</param>
    /// <param name="progress">told the name of each migration as it is applied</param>
    /// <param name="provisionEngine">makes the job engine's own tables, by the same connection string and under the same lock</param>
    /// <exception cref="Stop">an applied file was changed, or the roles are missing</exception>
    public async Task Apply(NodaTime.Instant now, Action<string> progress, Func<string, Task> provisionEngine)
    {
        DapperTypes.Register();
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync("SELECT pg_advisory_lock(@LockKey)", new { LockKey });
        await RefuseWithoutRole(connection);
        await connection.ExecuteAsync(CreateTableSql);
        var applied = (await connection.QueryAsync<Applied>("SELECT name, sha256 FROM schema_migrations")).ToDictionary(m => m.Name, m => m.Sha256);
        RefuseChanged(applied);
        foreach (var migration in Embedded.Where(m => !applied.ContainsKey(m.Name)))
        {
            progress(migration.Name);
            await ApplyOne(connection, migration, now);
        }
        await provisionEngine(ownerConnectionString);
        await connection.ExecuteAsync("SELECT pg_advisory_unlock(@LockKey)", new { LockKey });
    }

    /// <summary>Stops with a sentence unless the database stands exactly where this program expects it.</summary>
    public static async Task RefuseOtherVersion(NpgsqlConnection connection)
    {
        IReadOnlyList<string> applied;
        try
        {
            applied = [.. await connection.QueryAsync<string>("SELECT name FROM schema_migrations ORDER BY name")];
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege)
        {
            applied = [];
        }
        if (Embedded.FirstOrDefault(m => !applied.Contains(m.Name)) is { } missing)
            throw new Stop(ExitStatus.NoDatabase, $"数据库还没有升级到本程序的版本（缺 {missing.Name}）。请先运行 tracker migrate。");
        if (applied.FirstOrDefault(name => Embedded.All(m => m.Name != name)) is { } newer)
            throw new Stop(ExitStatus.NoDatabase, $"数据库比本程序新（已有 {newer}）。请换用较新的程序。");
    }

    static async Task RefuseWithoutRole(NpgsqlConnection connection)
    {
        if (!await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tracker_app')"))
            throw new Stop(ExitStatus.NoDatabase, "数据库里没有角色 tracker_app。请先由数据库管理员执行：CREATE ROLE tracker_app LOGIN;");
    }

    static void RefuseChanged(Dictionary<string, string> applied)
    {
        foreach (var migration in Embedded)
            if (applied.TryGetValue(migration.Name, out var sha256) && sha256 != migration.Sha256)
                throw new Stop(ExitStatus.NoDatabase, $"迁移文件 {migration.Name} 在执行之后被改动过。请恢复原文件，改动写进新的迁移文件。");
    }

    static async Task ApplyOne(NpgsqlConnection connection, Migration migration, NodaTime.Instant now)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync(migration.Sql);
        await connection.ExecuteAsync("INSERT INTO schema_migrations VALUES (@Name, @Sha256, @now)", new { migration.Name, migration.Sha256, now });
        await transaction.CommitAsync();
    }

    static Migration Load(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return new Migration(resource[Prefix.Length..], reader.ReadToEnd());
    }
}
