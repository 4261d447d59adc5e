using Dapper;

namespace Tracker.Web.Platform;

/// <summary>Does a job's work region by region; one that fails keeps none of the others waiting.</summary>
public sealed class EveryRegion(Database database, OfficeClock clock) : IFeature
{
    /// <returns>what the regions said, where they said anything</returns>
    /// <exception cref="AggregateException">some regions failed; the others are done</exception>
    public async Task<string> Run(Func<int, OfficeMoment, Task<string>> work, CancellationToken ct)
    {
        var (regions, at) = await Regions(ct);
        var (said, failures) = (new List<string>(), new List<Exception>());
        foreach (var region in regions)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                if (await work(region.Id, at) is { Length: > 0 } sentence)
                    said.Add(regions.Count == 1 ? sentence : $"{region.Name}：{sentence}");
            }
#pragma warning disable CA1031 // The other regions' mails do not wait for this one.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                failures.Add(e);
            }
        }
        return failures.Count == 0 ? string.Join('；', said) : throw new AggregateException(failures);
    }

    async Task<(IReadOnlyList<(int Id, string Name)> Regions, OfficeMoment At)> Regions(CancellationToken ct)
    {
        await using var connection = await database.Open(ct);
        var regions = (await connection.QueryAsync<(int, string)>("SELECT id, name FROM regions ORDER BY id")).AsList();
        return (regions, await clock.Now(connection));
    }
}
