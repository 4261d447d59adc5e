using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tracker.Web.Platform;

namespace Tracker.Benchmarks;

/// <summary>Writes down what the program asks the database, so that the same can be asked by bare Npgsql.</summary>
public sealed class RecordedStatements : IDisposable
{
    readonly ConcurrentQueue<NpgsqlCommand> commands = new();
    readonly ActivityListener listener;
    volatile bool recording;

    public RecordedStatements()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            // Outside a recording nothing is traced, so that pages are measured as they are.
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => recording ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Takes the place of the program's own way to its database, and listens there.</summary>
    public void ListenIn(WebApplicationBuilder program, string databaseUrl) => program.Services.AddSingleton(_ => Database.At(databaseUrl, source =>
        source.ConfigureTracing(tracing => tracing.ConfigureCommandEnrichmentCallback((_, command) => commands.Enqueue(command.Clone())))));

    /// <summary>What is asked while this runs.</summary>
    public async Task<Replay> During(Func<Task> work)
    {
        commands.Clear();
        recording = true;
        await work();
        recording = false;
        return new([.. commands]);
    }

    public void Dispose() => listener.Dispose();

    /// <summary>The statements of one page.</summary>
    public sealed record Replay(IReadOnlyList<NpgsqlCommand> Commands)
    {
        /// <summary>Runs them one after the other and reads every row, as little as can be done.</summary>
        public async Task Run(NpgsqlConnection connection)
        {
            foreach (var command in Commands)
            {
                command.Connection = connection;
                await using var reader = await command.ExecuteReaderAsync();
                do
                {
                    var row = new object[reader.FieldCount];
                    while (await reader.ReadAsync())
                        reader.GetValues(row);
                }
                while (await reader.NextResultAsync());
            }
        }
    }
}
