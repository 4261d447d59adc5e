using Dapper;
using Npgsql;
using Tracker.Domain;

namespace Tracker.Web.Platform;

/// <summary>The one way to the database: a pool of connections under the role that serves.</summary>
public sealed class Database(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <param name="more">what a measurement adds, such as a log of statements</param>
    public static Database At(string connectionString, Action<NpgsqlDataSourceBuilder>? more = null)
    {
        DapperTypes.Register();
        var builder = new NpgsqlDataSourceBuilder(Prepared(connectionString).ConnectionString);
        more?.Invoke(builder);
        return new Database(builder.Build());
    }

    // Planning our statements takes longer than running them, so each connection keeps their plans. What the operator
    // says in the connection string stands: an old PgBouncer wants Max Auto Prepare=0.
    static NpgsqlConnectionStringBuilder Prepared(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Max Auto Prepare"))
            builder.MaxAutoPrepare = 400;
        // Nothing here changes a session, and DISCARD ALL would take the plans away.
        builder.NoResetOnClose = true;
        return builder;
    }

    // A verb looks few rows up by their ids, the same way each time. Left to itself the server plans each such statement anew,
    // because a list of ids of unknown length looks dearer to it than one that it has counted.
    const string PlanOnce = "SET LOCAL plan_cache_mode = force_generic_plan";

    /// <summary>A connection for reads; dispose it after use.</summary>
    public async Task<NpgsqlConnection> Open(CancellationToken ct = default) => await source.OpenConnectionAsync(ct);

    /// <summary>Runs a verb in one transaction: all of it is stored, or none.</summary>
    public Task<T> InTransaction<T>(Func<NpgsqlConnection, Task<T>> verb, CancellationToken ct = default) => InTransaction(verb, _ => true, ct);

    /// <summary>The same, and stored only if the result is to be kept: a trial run does everything and leaves nothing behind.</summary>
    public async Task<T> InTransaction<T>(Func<NpgsqlConnection, Task<T>> verb, Func<T, bool> keep, CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(PlanOnce);
        var result = await verb(connection);
        if (keep(result))
            await transaction.CommitAsync(ct);
        return result;
    }

    /// <inheritdoc cref="InTransaction{T}(Func{NpgsqlConnection, Task{T}}, CancellationToken)"/>
    public Task InTransaction(Func<NpgsqlConnection, Task> verb, CancellationToken ct = default) =>
        InTransaction(async connection => { await verb(connection); return true; }, ct);

    /// <summary>Whether the server is down, starting, or lost on the way; it may be back in a moment. What it refused is another matter.</summary>
    public static bool IsAway(NpgsqlException e) => e is not PostgresException { SqlState: var state } || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal);

    public ValueTask DisposeAsync() => source.DisposeAsync();
}

/// <summary>Turns a refusal of the database into the office's words.</summary>
public static class Refusals
{
    /// <summary>
    /// True if the statement failed on the named constraint; use it in a <c>when</c> clause and throw a
    /// <see cref="RuleBroken"/> that says who did it before, and when.
    /// </summary>
    public static bool Broke(this PostgresException e, string constraint) => e.ConstraintName == constraint;

    /// <summary>What to say when the disk of the database is full; the transaction has left nothing behind.</summary>
    public const string DiskFull = "数据库所在的磁盘已满，这一步没有写入任何内容。请先清理磁盘空间，再重新办理。";
}
