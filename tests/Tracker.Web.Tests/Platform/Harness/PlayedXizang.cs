using Dapper;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Tracker.Web.Features.Seeding;
using Tracker.Web.Platform;

namespace Tracker.Web.Tests.Platform;

/// <summary>The year of 西藏 2018 on its last day: 57 items, a thousand assignments, the reform, extensions, returned work, late and silent units.
/// Played once for all fixtures, which get copies.</summary>
public static class PlayedXizang
{
    public static FrozenWorld Frozen { get; } = new(Play);

    /// <summary>Each day as it went.</summary>
    public static IReadOnlyList<PlayScenario.Day> Days => days;

    /// <summary>How many red lamps there were at the end of each day.</summary>
    public static IReadOnlyDictionary<LocalDate, int> Red => red;

    static readonly List<PlayScenario.Day> days = [];
    static readonly Dictionary<LocalDate, int> red = [];

    static async Task Play(IServiceProvider services)
    {
        await services.GetRequiredService<SeedReference>().Run(practice: true);
        await services.GetRequiredService<SeedPractice>().Run();
        await services.GetRequiredService<PlayScenario>().Run(World.Xizang.LastDay, services.GetRequiredService<Settings>().RollUpFolder, async day =>
        {
            days.Add(day);
            await using var connection = await services.GetRequiredService<Database>().Open();
            red[day.Date] = await connection.ExecuteScalarAsync<int>("SELECT count(*) FROM lamps WHERE lamp = 'Red'");
        });
    }
}
