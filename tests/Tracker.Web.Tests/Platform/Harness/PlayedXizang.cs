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

    /// <summary>Every lamp that was kept at the end of a day, each eighth day and the last: assignment, lamp, whether ended, reason.</summary>
    public static IReadOnlyDictionary<LocalDate, IReadOnlyList<string>> Kept => kept;

    /// <summary>The same of items: item, lamp, whether ended.</summary>
    public static IReadOnlyDictionary<LocalDate, IReadOnlyList<string>> KeptItems => keptItems;

    const string HeldSql = """
        SELECT assignment_id || ' ' || lamp || ' ' || CASE WHEN done THEN 'True' ELSE 'False' END || ' ' || reason FROM lamps l
        WHERE NOT EXISTS (SELECT FROM assignment_transfers x WHERE x.region_id = l.region_id AND x.from_assignment_id = l.assignment_id)
            AND NOT EXISTS (SELECT FROM adjusted_parts p WHERE p.region_id = l.region_id AND p.assignment_id = l.assignment_id AND p.released)
        """;

    const string ItemsSql = "SELECT work_item_id || ' ' || lamp || ' ' || CASE WHEN done THEN 'True' ELSE 'False' END FROM item_lamps";

    static readonly Dictionary<LocalDate, IReadOnlyList<string>> kept = [], keptItems = [];
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
            if (days.Count % 8 == 0 || day.Date == World.Xizang.LastDay)
                (kept[day.Date], keptItems[day.Date]) = ((await connection.QueryAsync<string>(HeldSql)).AsList(), (await connection.QueryAsync<string>(ItemsSql)).AsList());
        });
    }
}
