using System.Diagnostics;
using Npgsql;

namespace Tracker.Benchmarks;

/// <summary>Fixed SQL over base tables, read by Npgsql into nothing: what ours is measured against.</summary>
public static class BareSql
{
    /// <param name="name">of a file in the folder <c>bare</c></param>
    /// <returns>milliseconds for all of its statements in one transaction, which is not committed: the next measurement finds what was there</returns>
    public static async Task<double> Run(string connectionString, string name, params (string Name, object Value)[] parameters)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var undone = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "bare", name + ".sql")), connection) { CommandTimeout = 0 };
        foreach (var (parameter, value) in parameters)
            command.Parameters.AddWithValue(parameter, value);
        var begun = Stopwatch.GetTimestamp();
        await using (var reader = await command.ExecuteReaderAsync())
            do
            {
                var row = new object[reader.FieldCount];
                while (await reader.ReadAsync())
                    reader.GetValues(row);
            }
            while (await reader.NextResultAsync());
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }
}
